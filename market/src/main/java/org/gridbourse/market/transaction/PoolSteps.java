package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.BringRecord;
import org.gridbourse.market.record.BringRecord.Brought;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PoolRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.settlement.Deviation;
import org.gridbourse.market.settlement.PeriodPool;
import org.gridbourse.market.settlement.PoolBudget;
import org.gridbourse.market.settlement.PoolOffer;
import org.gridbourse.market.settlement.PoolShare;
import org.gridbourse.market.settlement.PoolTotals;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.tariff.Tariff;

/** Steps in which deviations meet: what all bring into the pools of a session, and what each gets from them. */
final class PoolSteps {
    private PoolSteps() {}

    /** First pass: everybody's offers, by the wallets as they are now, and their sums. */
    static Optional<String> bring(StepContext context, String cursor) {
        BaseWalk walk = new BaseWalk(context, cursor);
        List<PoolTotals> totals =
                new ArrayList<>(pools(context).stream().map(PeriodPool::totals).toList());
        Optional<String> next = Optional.empty();
        while (walk.hasNext() && next.isEmpty()) {
            SessionWalk.Stop stop = walk.next();
            if (context.isSpent()) {
                next = Optional.of(stop.participantId());
            } else {
                context.budget().read();
                bring(context, walk.stop(stop), totals);
            }
        }
        put(context, totals.stream().map(PeriodPool::of).toList());
        return next;
    }

    private static void bring(StepContext context, BaseWalk.Stop stop, List<PoolTotals> totals) {
        String participantId = stop.participant().participantId();
        List<ParticipantDay.Period> periods = stop.day().periods();
        if (periods.isEmpty()) {
            return;
        }
        PoolBudget budget =
                PoolBudget.of(context.transaction().account(participantId).balances());
        List<Brought> brought = new ArrayList<>();
        for (ParticipantDay.Period period : periods) {
            Tariff tariff = context.session().tariffs().get(period.period());
            Deviation deviation = period.alone().deviation();
            budget = budget.after(period.alone().energy().unmeasured());
            PoolOffer offer = period.isMeasured() ? budget.offer(deviation, tariff) : PoolOffer.NOTHING;
            budget = budget.after(offer, tariff);
            totals.set(
                    period.period(),
                    totals.get(period.period()).plus(offer, period.alone().contract()));
            if (!offer.equals(PoolOffer.NOTHING)) {
                brought.add(new Brought(period.period(), offer, deviation.notTaken(), PoolShare.NOTHING));
            }
        }
        if (!brought.isEmpty()) {
            context.budget().written();
            context.transaction().put(new BringRecord(context.sessionId(), participantId, brought));
        }
    }

    /** Whole shares are counted off, so that it is known what is left over. */
    static Optional<String> count(StepContext context, String cursor) {
        List<PeriodPool> pools = new ArrayList<>(pools(context));
        return eachBrought(context, cursor, pools, record -> {
            context.budget().read();
            record.periods()
                    .forEach(each ->
                            pools.set(each.period(), pools.get(each.period()).withoutWhole(each.offer())));
        });
    }

    /** Second pass: in ascending participant id everybody's share, one Wh each of what is left over. */
    static Optional<String> share(StepContext context, String cursor) {
        List<PeriodPool> pools = new ArrayList<>(pools(context));
        return eachBrought(context, cursor, pools, record -> {
            context.budget().written();
            context.transaction().put(shared(context, record, pools));
        });
    }

    /** From the cursor on as far as the budget goes; then the pools are kept. Answers where to go on, if anywhere. */
    private static Optional<String> eachBrought(
            StepContext context, String cursor, List<PeriodPool> pools, Consumer<BringRecord> visit) {
        Iterator<StateEntry> entries = brought(context, cursor);
        Optional<String> next = Optional.empty();
        while (entries.hasNext() && next.isEmpty()) {
            BringRecord record = RecordType.BRING.read(entries.next().value());
            if (context.isSpent()) {
                next = Optional.of(record.participantId());
            } else {
                visit.accept(record);
            }
        }
        put(context, pools);
        return next;
    }

    private static BringRecord shared(StepContext context, BringRecord record, List<PeriodPool> pools) {
        List<Brought> shared = new ArrayList<>();
        for (Brought each : record.periods()) {
            PeriodPool pool = pools.get(each.period());
            Tariff tariff = context.session().tariffs().get(each.period());
            Deviation deviation = new Deviation(Energy.ZERO, Energy.ZERO, each.notTaken(), Energy.ZERO);
            shared.add(each.with(pool.share(each.offer(), deviation, tariff)));
            pools.set(each.period(), pool.after(each.offer()));
        }
        return new BringRecord(record.sessionId(), record.participantId(), shared);
    }

    private static Iterator<StateEntry> brought(StepContext context, String cursor) {
        String prefix = Keys.all("bring", context.sessionId());
        return context.transaction()
                .entries(prefix, cursor.isEmpty() ? prefix : Keys.bring(context.sessionId(), cursor));
    }

    static PoolRecord record(StepContext context) {
        return context.transaction()
                .find(Keys.pool(context.sessionId()), RecordType.POOL)
                .orElseGet(() -> new PoolRecord(
                        context.sessionId(),
                        Collections.nCopies(context.session().periods(), PeriodPool.of(PoolTotals.NOTHING)),
                        Energy.ZERO,
                        Money.ZERO));
    }

    private static List<PeriodPool> pools(StepContext context) {
        return record(context).pools();
    }

    private static void put(StepContext context, List<PeriodPool> pools) {
        context.transaction().put(record(context).with(pools));
    }
}
