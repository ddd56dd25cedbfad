package org.gridbourse.cli.simulate;

import java.util.Arrays;
import java.util.List;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.solver.Solution;

/** How a battery is run through a day, in whole Wh. */
final class Running {
    private static final double KWH_TO_WH = 1e3;
    private static final double KWH_TO_MILLI_WH = 1e6;
    /** How often a plan is made again where the future is only expected. */
    private static final int PLANS_PER_DAY = 24;

    private final Battery battery;
    private final long[] chargeWh;
    private final long[] dischargeWh;
    private long levelMilliWh;

    private Running(Battery battery, int periods, long levelMilliWh) {
        this.battery = battery;
        this.levelMilliWh = levelMilliWh;
        chargeWh = new long[periods];
        dischargeWh = new long[periods];
    }

    /** A day of which everything is known. */
    static Running planned(Battery battery, long levelMilliWh, List<Tariff> tariffs, long[] netWh, long[] soldWh) {
        Running running = new Running(battery, netWh.length, levelMilliWh);
        running.follow(OwnPlan.of(battery, levelMilliWh, tariffs, netWh, soldWh), 0, 0, netWh.length);
        return running;
    }

    /** A schedule as it was cleared. */
    static Running cleared(Battery battery, long levelMilliWh, List<Long> chargeWh, List<Long> dischargeWh) {
        Running running = new Running(battery, chargeWh.size(), levelMilliWh);
        for (int t = 0; t < chargeWh.size(); t++) {
            running.run(t, chargeWh.get(t), dischargeWh.get(t));
        }
        return running;
    }

    /** A day that is planned again every hour. */
    static Running replanned(
            HouseholdDay day, long levelMilliWh, List<Tariff> tariffs, long[] soldWh, Knowing knowing) {
        Running running = idle(day, levelMilliWh);
        running.replan(day, tariffs, soldWh, knowing, 0, soldWh.length);
        return running;
    }

    /** A day that has not begun. */
    static Running idle(HouseholdDay day, long levelMilliWh) {
        return new Running(day.battery().orElseThrow(), day.measuredWh().length, levelMilliWh);
    }

    /**
     * Runs some periods, planned again every hour: what is measured is known for that hour, the rest is expected.
     *
     * @param from the first of them
     * @param end the one after the last
     */
    void replan(HouseholdDay day, List<Tariff> tariffs, long[] soldWh, Knowing knowing, int from, int end) {
        int periods = soldWh.length;
        int block = Math.max(1, periods / PLANS_PER_DAY);
        for (int first = from; first < end; first += block) {
            long[] expected = knowing.again() ? Outlook.netWh(day, first) : day.expectedWh();
            long[] net = Arrays.copyOfRange(expected, first, periods);
            System.arraycopy(day.measuredWh(), first, net, 0, Math.min(block, periods - first));
            Solution plan = OwnPlan.of(
                    battery,
                    levelMilliWh,
                    tariffs.subList(first, periods),
                    net,
                    Arrays.copyOfRange(soldWh, first, periods));
            follow(plan, first, 0, Math.min(block, periods - first));
        }
    }

    /** Follows the level of a plan that begins at a period, for as many periods. */
    private void follow(Solution plan, int first, int from, int count) {
        double target = levelMilliWh;
        for (int t = from; t < from + count; t++) {
            target += KWH_TO_MILLI_WH
                    * (plan.charge()[0][t] * battery.storedMilliPerWh()
                            - plan.discharge()[0][t] * battery.drawnMilliPerWh())
                    / 1000;
            double missing = target - levelMilliWh;
            double moved = Math.max(plan.charge()[0][t], plan.discharge()[0][t]) * KWH_TO_WH;
            if (moved < 0.5) {
                run(first + t, 0, 0);
            } else if (missing >= 0) {
                run(first + t, Math.round(missing / battery.storedMilliPerWh()), 0);
            } else {
                run(first + t, 0, Math.round(-missing / battery.drawnMilliPerWh()));
            }
        }
    }

    private void run(int t, long charge, long discharge) {
        long room = (battery.levels().capacityMilliWh() - levelMilliWh + battery.drawnMilliPerWh() * discharge)
                / battery.storedMilliPerWh();
        chargeWh[t] = Math.max(0, Math.min(Math.min(charge, battery.chargeMaxWh()), room));
        long stock = (levelMilliWh + battery.storedMilliPerWh() * chargeWh[t]) / battery.drawnMilliPerWh();
        dischargeWh[t] = Math.max(0, Math.min(Math.min(discharge, battery.dischargeMaxWh()), stock));
        levelMilliWh += battery.storedMilliPerWh() * chargeWh[t] - battery.drawnMilliPerWh() * dischargeWh[t];
    }

    /** What it takes (positive) or gives in a period. */
    long storedWh(int t) {
        return chargeWh[t] - dischargeWh[t];
    }

    long levelMilliWh() {
        return levelMilliWh;
    }

    long wearNano() {
        long wh = Arrays.stream(chargeWh).sum() + Arrays.stream(dischargeWh).sum();
        return battery.wearMicroPerKwh() * wh;
    }
}
