package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.prepayment.BidBond;
import org.gridbourse.market.prepayment.BidBond.Match;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.FillRecord.Part;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.trade.Trade;

/** Steps that clear the periods of a session and shrink the bid bonds to what is matched. */
final class ClearingSteps {
    private static final String COMMIT = "commit";
    private static final String ORDERS = "orders";
    private static final String FILL = "fill";

    private ClearingSteps() {}

    /**
     * Clears period after period; the fills of a large one are written over several steps. The orders cannot change any
     * more, so that every step computes the same result.
     *
     * @param cursor {@code period/fill}: the next period, and the next of its fills
     */
    static Optional<String> clear(StepContext context, String cursor) {
        int slash = cursor.indexOf('/');
        int period = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(0, slash));
        int fill = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(slash + 1));
        PeriodClearings clearings = new PeriodClearings(context.transaction(), context.session());
        while (period < context.session().periods() && !context.isSpent()) {
            fill = clear(context, clearings.of(period), period, fill);
            period += fill == 0 ? 1 : 0;
        }
        return period < context.session().periods() ? Optional.of(period + "/" + fill) : Optional.empty();
    }

    /** Answers the fill where the next step goes on, 0 where the period is done. */
    private static int clear(StepContext context, ClearingResult result, int period, int firstFill) {
        List<Fill> fills =
                result.fills().stream().filter(fill -> !fill.filled().isZero()).toList();
        if (firstFill == 0) {
            context.transaction()
                    .put(new ClearingRecord(
                            context.sessionId(),
                            period,
                            result.fills().size(),
                            result.volume(),
                            result.equilibrium(),
                            result.trades().size()));
            context.budget().written();
        }
        Map<String, List<Part>> parts = partsByParticipant(result.trades());
        int next = firstFill;
        // at least one fill a step, so that 0 always means that the period is done
        while (next < fills.size() && (next == firstFill || !context.isSpent())) {
            context.transaction().put(record(context.sessionId(), period, fills.get(next), result, parts));
            context.budget().written();
            next++;
        }
        return next < fills.size() ? next : 0;
    }

    private static Map<String, List<Part>> partsByParticipant(List<Trade> trades) {
        Map<String, List<Part>> parts = new TreeMap<>();
        for (Trade trade : trades) {
            parts.computeIfAbsent(trade.buyer(), participant -> new ArrayList<>())
                    .add(new Part(trade.tradeId(), trade.seller(), trade.quantity()));
            parts.computeIfAbsent(trade.seller(), participant -> new ArrayList<>())
                    .add(new Part(trade.tradeId(), trade.buyer(), trade.quantity()));
        }
        return parts;
    }

    private static FillRecord record(
            String sessionId, int period, Fill fill, ClearingResult result, Map<String, List<Part>> parts) {
        Order order = fill.order();
        return new FillRecord(
                sessionId,
                order.participantId(),
                period,
                order.side(),
                order.quantity(),
                fill.filled(),
                result.equilibrium().map(Equilibrium::price).orElseThrow(),
                parts.get(order.participantId()));
    }

    /** Shrinks the bid bonds of all who revealed, and says what each has to prepay. */
    static Optional<String> shrink(StepContext context, String cursor) {
        context.transaction().readAhead("account");
        SessionWalk walk =
                new SessionWalk(context.transaction(), context.sessionId(), cursor, List.of(COMMIT, ORDERS, FILL));
        while (walk.hasNext()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                return Optional.of(stop.participantId());
            }
            context.budget().written();
            stop.last(ORDERS, RecordType.ORDERS)
                    .filter(OrdersRecord::isValid)
                    .ifPresent(orders -> shrink(
                            context,
                            stop.last(COMMIT, RecordType.COMMIT).orElseThrow(),
                            orders,
                            stop.list(FILL, RecordType.FILL)));
        }
        return Optional.empty();
    }

    /** The bond covers what the partners of the participant would lose by its default, to the nano. */
    private static void shrink(StepContext context, CommitRecord commit, OrdersRecord orders, List<FillRecord> fills) {
        List<Match> matched = new ArrayList<>();
        Energy bought = Energy.ZERO;
        Energy sold = Energy.ZERO;
        for (FillRecord fill : fills) {
            matched.add(new Match(
                    fill.side(),
                    fill.filled(),
                    fill.price(),
                    context.session().tariffs().get(fill.period())));
            bought = fill.side() == Side.BUY ? bought.plus(fill.filled()) : bought;
            sold = fill.side() == Side.SELL ? sold.plus(fill.filled()) : sold;
        }
        PositionRecord position = new PositionRecord(
                context.sessionId(),
                orders.participantId(),
                orders.revision(),
                orders.rate(),
                bought,
                sold,
                commit.sealed().orElseThrow().autoPrepay(),
                BidBond.afterClearing(orders.rate(), matched),
                Journal.EMPTY);
        AccountRecord account = context.transaction().account(orders.participantId());
        Journal journal = Quotation.moveBidBond(account, context.sessionId(), position.bidBond());
        context.transaction().put(position.with(journal));
        context.accounts().apply(context.session(), journal);
    }
}
