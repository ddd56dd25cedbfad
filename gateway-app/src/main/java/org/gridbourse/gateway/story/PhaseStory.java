package org.gridbourse.gateway.story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.market.bill.SessionEnergy;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PrepaymentRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;

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
        SessionRecord terms = view.session(sessionId).orElseThrow();
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
                    case JOINED -> "joins its base session: what it traded is delivered there";
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

    private String sealed(SessionRecord terms) {
        long committed = view.participants(RecordType.COMMIT, terms.sessionId()).size();
        Money bonds = sum(RecordType.COMMIT, terms.sessionId(), CommitRecord::bidBond);
        return "the gate closes on %s with %s of bid bonds; now they are opened"
                .formatted(
                        Wording.count(committed, "sealed schedule", "sealed schedules"),
                        Wording.money(bonds.nano(), terms.currency()));
    }

    private String cleared(SessionRecord terms) {
        List<ClearingRecord> matched = view.ofSession(RecordType.CLEARING, terms.sessionId()).stream()
                .filter(period -> !period.volume().isZero())
                .toList();
        if (matched.isEmpty()) {
            return "nothing met in any period: everybody deals with the grid";
        }
        long volume = matched.stream().mapToLong(period -> period.volume().wh()).sum();
        long low = matched.stream().mapToLong(PhaseStory::price).min().orElseThrow();
        long high = matched.stream().mapToLong(PhaseStory::price).max().orElseThrow();
        return "%s are agreed in %s over %s, at %s to %s %s/kWh"
                .formatted(
                        Wording.kwh(volume),
                        Wording.count(trades.count(terms.sessionId()), "trade", "trades"),
                        Wording.count(matched.size(), "period", "periods"),
                        Wording.price(low),
                        Wording.price(high),
                        terms.currency());
    }

    private static long price(ClearingRecord clearing) {
        return clearing.equilibrium().orElseThrow().price().microPerKwh();
    }

    private String prepaid(SessionRecord terms) {
        Energy voided = energy(terms.sessionId()).voided();
        return "%s prepaid: %s in escrow, %s of bonds; %senergy flows"
                .formatted(
                        Wording.count(
                                view.participants(RecordType.PREPAYMENT, terms.sessionId())
                                        .size(),
                                "participant has",
                                "participants have"),
                        Wording.money(
                                sum(RecordType.PREPAYMENT, terms.sessionId(), PrepaymentRecord::escrow)
                                        .nano(),
                                terms.currency()),
                        Wording.money(
                                sum(RecordType.PREPAYMENT, terms.sessionId(), PrepaymentRecord::bond)
                                        .nano(),
                                terms.currency()),
                        voided.isZero()
                                ? ""
                                : "%s of the %s agreed are void; "
                                        .formatted(
                                                Wording.kwh(voided.wh()),
                                                Wording.kwh(energy(terms.sessionId())
                                                        .agreed()
                                                        .wh())));
    }

    private SessionEnergy energy(String sessionId) {
        return SessionEnergy.of(
                view.ofSession(RecordType.FILL, sessionId), view.ofSession(RecordType.DEFAULT, sessionId), List.of());
    }

    private <T extends StateRecord> Money sum(RecordType<T> type, String sessionId, Function<T, Money> amount) {
        return Money.sum(view.ofSession(type, sessionId).stream().map(amount).toList());
    }
}
