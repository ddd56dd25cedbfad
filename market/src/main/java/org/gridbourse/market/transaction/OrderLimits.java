package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Require;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageLimits;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Terms;
import org.gridbourse.market.record.SessionRecord;

/** Whether a revealed schedule keeps the rules of its session and the limits of its commitment. */
final class OrderLimits {
    private OrderLimits() {}

    /** The rule that a schedule breaks, empty where it breaks none. */
    static Optional<Refusal> fault(
            Transaction transaction, SessionRecord session, CommitRecord commit, OrderSchedule schedule) {
        try {
            schedule.requireWithin(session.tariffs());
            LivingTrades living = LivingTrades.of(transaction, session, commit.participantId());
            Optional<StorageOffer> storage = schedule.storage();
            if (storage.isPresent()) {
                storage.get()
                        .order(commit.participantId(), commit.participantId())
                        .requireWithin(session.tariffs(), limits(session, commit.terms(), living));
            }
            requireDeclared(session, commit, schedule);
            for (PeriodOrder order : schedule.orders()) {
                requireWithin(order, living.netWh(session.basePeriod(order.period())), commit.terms(), session);
            }
            return Optional.empty();
        } catch (RefusedException broken) {
            return Optional.of(broken.refusal());
        }
    }

    /** At least the sum of quantity x S. */
    private static void requireDeclared(SessionRecord session, CommitRecord commit, OrderSchedule schedule) {
        Money atStake = Quotation.atStake(schedule, commit.participantId(), session);
        Money declared = commit.sealed().orElseThrow().declared();
        Require.that(
                atStake.compareTo(declared) <= 0,
                Refusal.DECLARED_MAXIMUM_EXCEEDED,
                "the schedule puts %s at stake, declared are %s",
                atStake,
                declared);
    }

    /** What limits, class and what is traded already leave in each period. */
    private static StorageLimits limits(SessionRecord session, Terms terms, LivingTrades living) {
        long classWh = terms.volumeLimit().wh();
        List<Long> importMaxWh = new ArrayList<>(session.periods());
        List<Long> exportMaxWh = new ArrayList<>(session.periods());
        for (int period = 0; period < session.periods(); period++) {
            long soldWh = living.netWh(session.basePeriod(period));
            importMaxWh.add(Math.addExact(Math.min(terms.limits().imported().wh(), classWh), soldWh));
            exportMaxWh.add(
                    Math.subtractExact(Math.min(terms.limits().exported().wh(), classWh), soldWh));
        }
        return new StorageLimits(importMaxWh, exportMaxWh);
    }

    /** An order on top of what is sold (positive) or bought in the period already. */
    private static void requireWithin(PeriodOrder order, long tradedWh, Terms terms, SessionRecord session) {
        boolean buys = order.side() == Side.BUY;
        long netWh = Math.addExact(buys ? -tradedWh : tradedWh, order.quantity().wh());
        Require.that(
                netWh <= terms.volumeLimit().wh(),
                Refusal.CLASS_LIMIT_EXCEEDED,
                "period %s: %s Wh are more than the class allows, %s",
                order.period(),
                netWh,
                terms.volumeLimit());
        long limitWh = (buys ? terms.limits().imported() : terms.limits().exported())
                .min(session.energyMax())
                .wh();
        Require.that(
                netWh <= limitWh,
                Refusal.EXCHANGE_LIMIT_EXCEEDED,
                "period %s: %s Wh are more than can be exchanged, or settled at these prices, %s",
                order.period(),
                netWh,
                limitWh);
    }
}
