package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.storage.JointPeriod;
import org.gridbourse.market.storage.OwnerPeriod;
import org.gridbourse.market.storage.PeriodSums;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;

/**
 * Turns schedules into whole Wh. What a storage runs in full or not at all is kept; everything else follows the state of
 * charge, so that remainders are carried and never add up. Where purchases and sales then differ in a period, single Wh
 * are moved to the storages that are furthest from what they should do.
 */
final class Rounding {
    private static final double WH_PER_KWH = 1e3;
    private static final double MILLI_WH_PER_KWH = 1e6;
    /** Closer than this to a bound [Wh] a schedule is at it. */
    private static final double AT_BOUND = 0.05;

    /** Closer than this to empty or full [milli-Wh] a level is at it. */
    private static final double FULL = 1000;

    private static final int MOST_ROUNDS = 6;

    private final SessionBook book;
    private final List<Long> pricesMicro;
    private final List<Run> runs = new ArrayList<>();

    /** One storage on its way through the session. */
    private static final class Run {
        final StorageOrder order;
        final long[] charge;
        final long[] discharge;
        long level;
        long throughputLeft;
        double target;
        /** Per period, by how much [milli-Wh] the level should be off so that the next bound can be met in whole Wh. */
        double[] reserve;

        double wantedWh;
        boolean free;

        Run(StorageOrder order) {
            this.order = order;
            charge = new long[order.periods()];
            discharge = new long[order.periods()];
            level = order.store().levels().startMilliWh();
            target = level;
            throughputLeft = order.store().throughputMaxWh();
        }

        Store.Power power() {
            return order.store().power();
        }

        long roomWh(int t) {
            long capacity = order.store().levels().capacityMilliWh();
            return Math.max(
                    0,
                    Math.min(
                            Math.min(power().chargeMaxWh().get(t), throughputLeft),
                            (capacity - level) / power().storedMilliPerWh()));
        }

        long stockWh(int t) {
            return Math.max(
                    0,
                    Math.min(
                            Math.min(power().dischargeMaxWh().get(t), throughputLeft),
                            level / power().drawnMilliPerWh()));
        }

        void set(int t, long storedWh) {
            charge[t] = Math.min(Math.max(storedWh, 0), roomWh(t));
            discharge[t] = Math.min(Math.max(-storedWh, 0), stockWh(t));
        }

        long storedWh(int t) {
            return charge[t] - discharge[t];
        }

        void finish(int t) {
            level += power().storedMilliPerWh() * charge[t] - power().drawnMilliPerWh() * discharge[t];
            throughputLeft -= charge[t] + discharge[t];
        }
    }

    private Rounding(SessionBook book, List<Long> pricesMicro) {
        this.book = book;
        this.pricesMicro = pricesMicro;
    }

    /** Whole Wh per storage order and period: what is charged, and what is discharged. */
    record Schedules(List<long[]> charge, List<long[]> discharge) {}

    /**
     * How far from its next bound the level of a storage is kept, so that it can be met in whole Wh.
     *
     * @param wh charged less before it is full, or more before it is empty
     * @param heldBack whether that is only done by giving less before it is empty: where throughput is scarce
     */
    record Reserve(double wh, boolean heldBack) {}

    static Schedules round(SessionBook book, List<Long> pricesMicro, Solution solution, Reserve reserve) {
        Rounding rounding = new Rounding(book, pricesMicro);
        for (int i = 0; i < book.storageOrders().size(); i++) {
            Run run = new Run(book.storageOrders().get(i));
            run.reserve = reserves(run, solution.charge()[i], solution.discharge()[i], reserve);
            rounding.runs.add(run);
        }
        for (int t = 0; t < book.periods(); t++) {
            for (int i = 0; i < rounding.runs.size(); i++) {
                rounding.round(rounding.runs.get(i), t, solution.charge()[i][t], solution.discharge()[i][t]);
            }
            rounding.balance(t);
            for (Run run : rounding.runs) {
                run.finish(t);
            }
        }
        rounding.runs.forEach(rounding::reachEnd);
        return new Schedules(
                rounding.runs.stream().map(run -> run.charge).toList(),
                rounding.runs.stream().map(run -> run.discharge).toList());
    }

    /** Less before the storage is full, more before it is empty or at its end. */
    private static double[] reserves(Run run, double[] charge, double[] discharge, Reserve reserve) {
        int periods = charge.length;
        double[] level = new double[periods];
        for (int t = 0; t < periods; t++) {
            level[t] = (t == 0 ? run.level : level[t - 1])
                    + WH_PER_KWH
                            * (charge[t] * run.power().storedMilliPerWh()
                                    - discharge[t] * run.power().drawnMilliPerWh());
        }
        double[] reserves = new double[periods];
        double next = run.power().drawnMilliPerWh();
        for (int t = periods - 1; t >= 0; t--) {
            boolean full = level[t] > run.order.store().levels().capacityMilliWh() - FULL;
            if (full || level[t] < FULL || t == periods - 1) {
                next = full ? -run.power().storedMilliPerWh() : run.power().drawnMilliPerWh();
                reserves[t] = 0;
            } else {
                boolean skipped = reserve.heldBack() && (next > 0) == (charge[t] > discharge[t]);
                reserves[t] = skipped ? 0 : reserve.wh() * next;
            }
        }
        return reserves;
    }

    private void round(Run run, int t, double chargeKwh, double dischargeKwh) {
        Store.Power power = run.power();
        double gained = MILLI_WH_PER_KWH
                * (chargeKwh * power.storedMilliPerWh() - dischargeKwh * power.drawnMilliPerWh())
                / 1000;
        run.target += gained;
        // charging and discharging at once only burns energy
        boolean charges = gained >= 0;
        double wh = WH_PER_KWH
                * (Math.min(chargeKwh, dischargeKwh) * WH_PER_KWH < AT_BOUND
                        ? charges ? chargeKwh : dischargeKwh
                        : Math.abs(gained) / 1000 / (charges ? power.storedMilliPerWh() : power.drawnMilliPerWh()));
        double aim = run.target + run.reserve[t];
        long most = (charges ? power.chargeMaxWh() : power.dischargeMaxWh()).get(t);
        run.free = wh > AT_BOUND && wh < most - AT_BOUND;
        run.wantedWh = charges ? wh : -wh;
        if (wh <= AT_BOUND) {
            run.set(t, 0);
        } else if (wh >= most - AT_BOUND) {
            run.set(t, charges ? most : -most);
        } else if (charges) {
            run.set(t, Math.max(0, Math.round((aim - run.level) / power.storedMilliPerWh())));
        } else {
            run.set(t, Math.min(0, -Math.round((run.level - aim) / power.drawnMilliPerWh())));
        }
    }

    private void balance(int t) {
        if (!book.tariffs().get(t).takesOrders()) {
            return;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            PeriodSums sums = sums(t);
            long tooMuch = sums.excessWh(Side.BUY) - sums.excessWh(Side.SELL);
            if (tooMuch == 0) {
                return;
            }
            int step = tooMuch > 0 ? -1 : 1;
            List<Run> candidates = new ArrayList<>(runs);
            candidates.sort(Comparator.comparing((Run run) -> !run.free)
                    .thenComparing(run -> step * (run.storedWh(t) - run.wantedWh)));
            long left = Math.abs(tooMuch);
            for (Run run : candidates) {
                left -= left > 0 && shift(run, t, step) ? 1 : 0;
            }
        }
    }

    /** Moves one Wh of a storage if that moves one in the market. */
    private boolean shift(Run run, int t, int step) {
        long before = run.storedWh(t);
        long tradedBefore = traded(run, t);
        run.set(t, before + step);
        if (run.storedWh(t) == before + step && traded(run, t) == tradedBefore + step) {
            return true;
        }
        run.set(t, before);
        return false;
    }

    private long traded(Run run, int t) {
        OwnerPeriod.Position position = position(run, t);
        return position.side() == Side.BUY ? position.firmWh() : -position.firmWh();
    }

    private OwnerPeriod.Position position(Run run, int t) {
        return OwnerPeriod.of(run.order, t, book.tariffs().get(t), pricesMicro.get(t))
                .position(run.charge[t], run.discharge[t]);
    }

    private PeriodSums sums(int t) {
        Tariff tariff = book.tariffs().get(t);
        JointPeriod period = new JointPeriod(t, book.books().get(t), tariff, new UnitPrice(pricesMicro.get(t)));
        for (Run run : runs) {
            period.add(run.order, position(run, t));
        }
        return period.sums();
    }

    /** A storage that single Wh have left short at its end takes some more where it is cheapest. */
    private void reachEnd(Run run) {
        List<Integer> cheapestFirst = new ArrayList<>();
        for (int t = 0; t < book.periods(); t++) {
            cheapestFirst.add(t);
        }
        cheapestFirst.sort(Comparator.comparing(pricesMicro::get));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (int t : cheapestFirst) {
                if (level(run, run.order.periods() - 1)
                        < run.order.store().levels().endMinMilliWh()) {
                    takeOneMore(run, t);
                }
            }
        }
    }

    private void takeOneMore(Run run, int t) {
        boolean charges = run.discharge[t] == 0;
        boolean possible =
                !charges || (run.charge[t] < run.power().chargeMaxWh().get(t) && run.throughputLeft > 0);
        if (possible) {
            change(run, t, 1, charges);
            if (!fits(run, t)) {
                change(run, t, -1, charges);
            }
        }
    }

    private static void change(Run run, int t, long wh, boolean charges) {
        run.charge[t] += charges ? wh : 0;
        run.discharge[t] -= charges ? 0 : wh;
        run.throughputLeft -= charges ? wh : -wh;
    }

    private boolean fits(Run run, int t) {
        long capacity = run.order.store().levels().capacityMilliWh();
        for (int later = t; later < run.order.periods(); later++) {
            if (level(run, later) > capacity) {
                return false;
            }
        }
        if (!book.tariffs().get(t).takesOrders()) {
            return true;
        }
        PeriodSums sums = sums(t);
        return sums.excessWh(Side.BUY) <= sums.buy().storages()
                && sums.excessWh(Side.SELL) <= sums.sell().storages();
    }

    private static long level(Run run, int last) {
        long level = run.order.store().levels().startMilliWh();
        for (int t = 0; t <= last; t++) {
            level +=
                    run.power().storedMilliPerWh() * run.charge[t] - run.power().drawnMilliPerWh() * run.discharge[t];
        }
        return level;
    }
}
