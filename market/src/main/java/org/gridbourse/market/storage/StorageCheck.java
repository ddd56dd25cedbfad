package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * Checks the part of a proposal that concerns one storage order, by integers alone and in O(periods): that the schedule
 * can be run, and that its owner could gain hardly more by any other one at these prices.
 *
 * <p>The bound is that of weak duality: for any values of stored energy and of throughput that are not negative, no
 * schedule earns more than
 *
 * <pre>value(1) x start - value(T) x endMin + sum max(0, value(t+1) - value(t)) x capacity
 *   + throughputValue x throughputMax + sum over t of the most that the period could be worth at these values</pre>
 *
 * so that nobody needs to solve anything to be sure.
 *
 * <p>It works in chunks: first each order's part is checked and its sums per period are carried ({@link #sums}); when they
 * and the step orders' balance in every period, what each order trades follows, and each part is proven ({@link #prove}).
 *
 * @param tariffs one per period
 * @param pricesMicro proposed prices, already within the bands
 */
public record StorageCheck(List<Tariff> tariffs, List<Long> pricesMicro) {
    private static final long PICO_PER_NANO = 1000;
    /** What an owner may at most miss, in Wh at the highest retail price. */
    private static final long TOLERANCE_WH = 4;

    /** The largest gap that a storage order may have [nano]. */
    public static long toleranceNano(List<Tariff> tariffs) {
        long highest = 0;
        for (Tariff tariff : tariffs) {
            highest = Math.max(highest, tariff.retail().microPerKwh());
        }
        return Math.multiplyExact(TOLERANCE_WH, highest);
    }

    /**
     * Whether a proof must wait until it is known what everybody is filled: where a price at the floor is above what the
     * grid pays, so that it matters which sales find no buyer.
     */
    public static boolean dependsOnFills(Tariff tariff, long priceMicro) {
        return tariff.takesOrders()
                && priceMicro == tariff.floor().microPerKwh()
                && tariff.feedIn().microPerKwh() < priceMicro;
    }

    /** What a part that can be run adds to the sums of each period; nothing where the period takes no orders. */
    public List<PeriodSums> sums(StorageOrder order, StorageSchedule schedule) {
        requireFeasible(order, schedule);
        List<PeriodSums> sums = new ArrayList<>(tariffs.size());
        for (int t = 0; t < tariffs.size(); t++) {
            OwnerPeriod.Position position = period(order, t)
                    .position(schedule.chargeWh().get(t), schedule.dischargeWh().get(t));
            sums.add(
                    tariffs.get(t).takesOrders()
                            ? PeriodSums.of(position, tariffs.get(t), new UnitPrice(pricesMicro.get(t)))
                            : PeriodSums.NONE);
        }
        return sums;
    }

    /** Check (2): that the schedule can be run. */
    void requireFeasible(StorageOrder order, StorageSchedule schedule) {
        requireComplete(order, schedule);
        order.exactly(() -> {
            requireWithinPower(order, schedule);
            requireWithinLevels(order, schedule);
            return schedule;
        });
    }

    /**
     * Check (5): the part with its figures, refused where it proves nothing.
     *
     * @param filledWh what the order trades, per period
     */
    public CheckedStorage prove(StorageOrder order, StorageSchedule schedule, long[] filledWh) {
        requireValues(order, schedule);
        return order.exactly(() -> {
            long[] soldWh = soldWh(order, schedule, filledWh);
            long profit = profitNano(order, schedule, soldWh);
            long bound = -Math.floorDiv(-boundPico(order, schedule, soldWh), PICO_PER_NANO);
            CheckedStorage checked = new CheckedStorage(order, schedule, profit, bound);
            require(
                    checked.gapNano() <= toleranceNano(tariffs),
                    Refusal.PROPOSAL_GAP_TOO_LARGE,
                    order,
                    "it could earn up to %s nano and earns %s; %s may be missing"
                            .formatted(bound, profit, toleranceNano(tariffs)));
            return checked;
        });
    }

    private OwnerPeriod period(StorageOrder order, int t) {
        return OwnerPeriod.of(order, t, tariffs.get(t), pricesMicro.get(t));
    }

    /** What the storage sells per period, where it matters whether it finds a buyer. */
    private long[] soldWh(StorageOrder order, StorageSchedule schedule, long[] filledWh) {
        long[] sold = new long[tariffs.size()];
        for (int t = 0; t < sold.length; t++) {
            OwnerPeriod period = period(order, t);
            sold[t] = period.restIsWorse()
                    ? period.soldFromStorageWh(
                            schedule.chargeWh().get(t), schedule.dischargeWh().get(t), filledWh[t])
                    : 0;
        }
        return sold;
    }

    private void requireComplete(StorageOrder order, StorageSchedule schedule) {
        int periods = tariffs.size();
        require(
                schedule.chargeWh().size() == periods
                        && schedule.dischargeWh().size() == periods
                        && schedule.storedValuePicoPerMilliWh().size() == periods,
                Refusal.PROPOSAL_INCOMPLETE,
                order,
                "charge, discharge and values must be given for all %s periods".formatted(periods));
    }

    private void requireWithinPower(StorageOrder order, StorageSchedule schedule) {
        for (int t = 0; t < tariffs.size(); t++) {
            long charge = schedule.chargeWh().get(t);
            long discharge = schedule.dischargeWh().get(t);
            boolean within = charge >= 0
                    && charge <= order.store().power().chargeMaxWh().get(t)
                    && discharge >= 0
                    && discharge <= order.store().power().dischargeMaxWh().get(t);
            require(
                    within,
                    Refusal.PROPOSAL_NOT_FEASIBLE,
                    order,
                    "period %s: it cannot charge %s and discharge %s Wh".formatted(t, charge, discharge));
        }
    }

    private void requireWithinLevels(StorageOrder order, StorageSchedule schedule) {
        Store store = order.store();
        long level = store.levels().startMilliWh();
        long throughputWh = 0;
        for (int t = 0; t < tariffs.size(); t++) {
            long charge = schedule.chargeWh().get(t);
            long discharge = schedule.dischargeWh().get(t);
            level += store.power().storedMilliPerWh() * charge;
            level -= store.power().drawnMilliPerWh() * discharge;
            require(
                    level >= 0 && level <= store.levels().capacityMilliWh(),
                    Refusal.PROPOSAL_NOT_FEASIBLE,
                    order,
                    "period %s: it would hold %s milli-Wh of 0..%s"
                            .formatted(t, level, store.levels().capacityMilliWh()));
            throughputWh += charge + discharge;
        }
        require(
                throughputWh <= store.throughputMaxWh(),
                Refusal.PROPOSAL_NOT_FEASIBLE,
                order,
                "its throughput of %s Wh is above %s".formatted(throughputWh, store.throughputMaxWh()));
        require(
                level >= store.levels().endMinMilliWh(),
                Refusal.PROPOSAL_NOT_FEASIBLE,
                order,
                "it ends at %s milli-Wh, below %s"
                        .formatted(level, store.levels().endMinMilliWh()));
    }

    private static void requireValues(StorageOrder order, StorageSchedule schedule) {
        boolean negative = schedule.throughputValuePicoPerMilliWh() < 0;
        for (long value : schedule.storedValuePicoPerMilliWh()) {
            negative |= value < 0;
        }
        require(!negative, Refusal.PROPOSAL_VALUE_NEGATIVE, order, "values must not be negative");
    }

    private long profitNano(StorageOrder order, StorageSchedule schedule, long[] soldWh) {
        long wear = order.store().wearMicroPerKwh();
        long nano = 0;
        for (int t = 0; t < tariffs.size(); t++) {
            long charge = schedule.chargeWh().get(t);
            long discharge = schedule.dischargeWh().get(t);
            nano = Math.addExact(nano, period(order, t).earned(charge, discharge, soldWh[t]));
            nano = Math.subtractExact(nano, Math.multiplyExact(wear, charge + discharge));
        }
        return nano;
    }

    long boundPico(StorageOrder order, StorageSchedule schedule, long[] soldWh) {
        Store store = order.store();
        List<Long> values = schedule.storedValuePicoPerMilliWh();
        long throughput = schedule.throughputValuePicoPerMilliWh();
        long running = Math.multiplyExact(PICO_PER_NANO, Math.addExact(store.wearMicroPerKwh(), throughput));
        long pico = Math.multiplyExact(throughput, Math.multiplyExact(PICO_PER_NANO, store.throughputMaxWh()));
        for (int t = 0; t < tariffs.size(); t++) {
            long value = values.get(t);
            long chargeWorth =
                    Math.subtractExact(Math.multiplyExact(store.power().storedMilliPerWh(), value), running);
            long dischargeCost = Math.addExact(Math.multiplyExact(store.power().drawnMilliPerWh(), value), running);
            OwnerPeriod.Most most = new OwnerPeriod.Most(
                    store.power().chargeMaxWh().get(t),
                    store.power().dischargeMaxWh().get(t),
                    soldWh[t]);
            pico = Math.addExact(pico, period(order, t).bestPico(most, chargeWorth, dischargeCost));
            if (t > 0) {
                long rise = Math.max(0, value - values.get(t - 1));
                pico = Math.addExact(
                        pico, Math.multiplyExact(rise, store.levels().capacityMilliWh()));
            }
        }
        long start = Math.multiplyExact(values.get(0), store.levels().startMilliWh());
        long end =
                Math.multiplyExact(values.get(values.size() - 1), store.levels().endMinMilliWh());
        return Math.addExact(pico, Math.subtractExact(start, end));
    }

    private static void require(boolean condition, Refusal refusal, StorageOrder order, String detail) {
        if (!condition) {
            throw new RefusedException(refusal, "storage order '%s': %s".formatted(order.orderId(), detail));
        }
    }
}
