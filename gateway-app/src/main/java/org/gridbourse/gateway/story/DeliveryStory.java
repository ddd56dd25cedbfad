package org.gridbourse.gateway.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PostingView;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.record.StatementRecord.Figures;

/** What was delivered of what was traded, who fell short of it and what that cost. */
final class DeliveryStory {
    /** Whoever misses less than a fiftieth of what it contracted, or next to nothing, is not worth a sentence. */
    private static final long TOLERANCE_PART = 50;

    private static final long NEXT_TO_NOTHING_WH = 100;

    private final LedgerView view;
    private final PostingView postings;

    DeliveryStory(LedgerView view, PostingView postings) {
        this.view = view;
        this.postings = postings;
    }

    /** Sums of one participant's statements of a session, first revisions. */
    private record Delivery(long soldWh, long soldShortWh, long boughtWh, long notTakenWh) {
        static final Delivery NOTHING = new Delivery(0, 0, 0, 0);

        Delivery with(Figures figures) {
            long contracted = figures.contracted().wh();
            long missing = figures.missed().wh();
            if (figures.side().isEmpty()) {
                return this;
            }
            return switch (figures.side().get()) {
                case SELL -> new Delivery(soldWh + contracted, soldShortWh + missing, boughtWh, notTakenWh);
                case BUY -> new Delivery(soldWh, soldShortWh, boughtWh + contracted, notTakenWh + missing);
            };
        }
    }

    String summary(SessionRecord terms) {
        long contracted = 0;
        long missing = 0;
        long gridSold = 0;
        long gridBought = 0;
        for (StatementRecord statement : statements(terms)) {
            Figures figures = statement.figures();
            if (figures.side().equals(Optional.of(Side.SELL))) {
                contracted += figures.contracted().wh();
                missing += figures.missed().wh();
            }
            gridSold += figures.soldByGrid().wh();
            gridBought += figures.boughtByGrid().wh();
        }
        return "settled: peers delivered %s of the %s agreed and not void; the grid sold %s and bought %s"
                .formatted(
                        Wording.kwh(contracted - missing),
                        Wording.kwh(contracted),
                        Wording.kwh(gridSold),
                        Wording.kwh(gridBought));
    }

    List<StoryLine> shortfalls(SessionRecord terms) {
        Map<String, Delivery> deliveries = new TreeMap<>();
        for (StatementRecord statement : statements(terms)) {
            deliveries.merge(
                    statement.participantId(),
                    Delivery.NOTHING.with(statement.figures()),
                    (sum, one) -> sum.with(statement.figures()));
        }
        List<StoryLine> lines = new ArrayList<>();
        deliveries.forEach((participantId, delivery) -> {
            if (isWorthTelling(delivery.soldShortWh(), delivery.soldWh())) {
                lines.add(StoryLine.of(terms.sessionId(), "DELIVERY", fellShort(terms, participantId, delivery)));
            }
            if (isWorthTelling(delivery.notTakenWh(), delivery.boughtWh())) {
                lines.add(StoryLine.of(terms.sessionId(), "DELIVERY", didNotTake(participantId, delivery)));
            }
        });
        return lines;
    }

    private static boolean isWorthTelling(long missingWh, long contractedWh) {
        return missingWh > Math.max(NEXT_TO_NOTHING_WH, contractedWh / TOLERANCE_PART);
    }

    private String fellShort(SessionRecord terms, String participantId, Delivery delivery) {
        long cost = -postings.ofStatements(terms.sessionId(), participantId, Reason.SHORTFALL)
                .nano();
        return "%s delivered %s of %s: other peers and the grid brought the rest, for which %s pays %s"
                .formatted(
                        participantId,
                        Wording.kwh(delivery.soldWh() - delivery.soldShortWh()),
                        Wording.kwh(delivery.soldWh()),
                        participantId,
                        Wording.money(cost, terms.currency()));
    }

    private static String didNotTake(String participantId, Delivery delivery) {
        return "%s took %s of %s that it had paid for: other peers or the grid bought the rest"
                .formatted(
                        participantId,
                        Wording.kwh(delivery.boughtWh() - delivery.notTakenWh()),
                        Wording.kwh(delivery.boughtWh()));
    }

    private List<StatementRecord> statements(SessionRecord terms) {
        return view.ofSession(RecordType.STATEMENT, terms.sessionId()).stream()
                .filter(statement -> statement.revision() == 1)
                .toList();
    }
}
