package org.gridbourse.gateway.story;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.market.record.Phase;

/** What to say when a session enters a phase, from what the ledger holds by then. */
final class PhaseStory {
    private final LedgerView view;
    private final TradeView trades;
    private final DeliveryStory deliveries;

    PhaseStory(LedgerView view, TradeView trades, DeliveryStory deliveries) {
        this.view = view;
        this.trades = trades;
        this.deliveries = deliveries;
    }

    List<StoryLine> entered(String sessionId, Phase phase) {
        SessionTerms terms = view.terms(sessionId).orElseThrow();
        List<StoryLine> lines = new ArrayList<>();
        String text =
                switch (phase) {
                    case ANNOUNCED -> "";
                    case QUOTATION -> "the gate opens: sealed orders are taken";
                    case REVEAL -> sealed(terms);
                    case CLEARED -> cleared(terms);
                    case PREPAYMENT -> "who traded prepays: buyers the price, sellers a bond";
                    case DELIVERY -> prepaid(terms);
                    case SETTLED -> deliveries.summary(terms);
                    case CLOSED -> "is closed";
                    case CANCELLED -> "is cancelled, every lock returns";
                };
        if (!text.isEmpty()) {
            lines.add(StoryLine.of(sessionId, "PHASE", text));
        }
        if (phase == Phase.SETTLED) {
            lines.addAll(deliveries.shortfalls(terms));
        }
        return lines;
    }

    private String sealed(SessionTerms terms) {
        long committed = view.participants(RecordKind.COMMIT, terms.sessionId()).size();
        long bonds = sum(RecordKind.COMMIT, terms.sessionId(), "bidBondNano");
        return "the gate closes on %s with %s of bid bonds; now they are opened"
                .formatted(
                        Wording.count(committed, "sealed schedule", "sealed schedules"),
                        Wording.money(bonds, terms.currency()));
    }

    private String cleared(SessionTerms terms) {
        List<RecordReader> matched = view.ofSession(RecordKind.CLEARING, terms.sessionId()).stream()
                .map(RecordReader::of)
                .filter(period -> period.number("volumeWh") > 0)
                .toList();
        if (matched.isEmpty()) {
            return "nothing met in any period: everybody deals with the grid";
        }
        long volume =
                matched.stream().mapToLong(period -> period.number("volumeWh")).sum();
        long low = matched.stream().mapToLong(PhaseStory::price).min().orElseThrow();
        long high = matched.stream().mapToLong(PhaseStory::price).max().orElseThrow();
        return "%s change hands in %s over %s, at %s to %s %s/kWh"
                .formatted(
                        Wording.kwh(volume),
                        Wording.count(trades.count(terms.sessionId()), "trade", "trades"),
                        Wording.count(matched.size(), "period", "periods"),
                        Wording.price(low),
                        Wording.price(high),
                        terms.currency());
    }

    private static long price(RecordReader clearing) {
        return clearing.number("clearingPriceMicroPerKwh");
    }

    private String prepaid(SessionTerms terms) {
        return "%s prepaid: %s in escrow, %s of bonds; energy flows"
                .formatted(
                        Wording.count(
                                view.participants(RecordKind.PREPAYMENT, terms.sessionId())
                                        .size(),
                                "participant has",
                                "participants have"),
                        Wording.money(sum(RecordKind.PREPAYMENT, terms.sessionId(), "escrowNano"), terms.currency()),
                        Wording.money(sum(RecordKind.PREPAYMENT, terms.sessionId(), "bondNano"), terms.currency()));
    }

    private long sum(RecordKind kind, String sessionId, String key) {
        return view.ofSession(kind, sessionId).stream()
                .map(RecordReader::of)
                .mapToLong(record -> record.optionalNumber(key).orElse(0))
                .sum();
    }
}
