package org.gridbourse.cli.simulate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gridbourse.market.order.Store;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.solver.Community;

/**
 * A site's storage in the integers of a storage order. Only the window between lowest and highest state of charge counts
 * as its capacity; efficiencies are rounded to the nearest milli-Wh per Wh.
 *
 * @param levels capacity, initial level, and the same at the end of each day
 * @param chargeMaxWh the most that it takes per period
 * @param dischargeMaxWh the most that it gives per period
 * @param storedMilliPerWh milli-Wh stored per Wh taken
 * @param drawnMilliPerWh milli-Wh drawn per Wh given
 * @param wearMicroPerKwh on charged and discharged energy
 * @param throughputMaxWh per day
 */
record Battery(
        Store.Levels levels,
        long chargeMaxWh,
        long dischargeMaxWh,
        long storedMilliPerWh,
        long drawnMilliPerWh,
        long wearMicroPerKwh,
        long throughputMaxWh) {
    private static final double WH_PER_KWH = 1e3;
    private static final double MILLI_WH_PER_KWH = 1e6;
    private static final double MICRO = 1e6;

    static Battery of(Storage storage, int periodMinutes, int periods) {
        double hours = periodMinutes / 60.0;
        Storage.Window window = storage.window();
        long capacity = Math.round((window.socMax() - window.socMin()) * storage.capacityKwh() * WH_PER_KWH);
        long initial = Math.round((window.socInitial() - window.socMin()) * storage.capacityKwh() * MILLI_WH_PER_KWH);
        long start = Math.min(Math.max(initial, 0), 1000 * capacity);
        long charge = Math.round(storage.power().chargeMaxKw() * hours * WH_PER_KWH);
        long discharge = Math.round(storage.power().dischargeMaxKw() * hours * WH_PER_KWH);
        double cycles = storage.running().maxFullCycles().orElse(Double.POSITIVE_INFINITY);
        double throughput =
                Math.min(2 * cycles * storage.capacityKwh() * WH_PER_KWH, (double) periods * (charge + discharge));
        return new Battery(
                new Store.Levels(capacity, start, start),
                charge,
                discharge,
                Math.round(1000 * storage.power().chargeEfficiency()),
                Math.round(1000 / storage.power().dischargeEfficiency()),
                Math.round(storage.wearCostPerKwh() * MICRO),
                Math.round(throughput));
    }

    /** As its owner says that it is. */
    Battery saying(Lie.Change lie) {
        long capacity = Math.round(levels.capacityWh() * lie.capacity());
        long start = Math.min(levels.startMilliWh(), 1000 * capacity);
        return new Battery(
                new Store.Levels(capacity, start, start),
                Math.round(chargeMaxWh * lie.power()),
                Math.round(dischargeMaxWh * lie.power()),
                storedMilliPerWh,
                drawnMilliPerWh,
                wearMicroPerKwh,
                throughputMaxWh);
    }

    /** As an order has it for all periods of a day that begins at a level. */
    Store store(int periods, long levelMilliWh) {
        List<Long> charge = Collections.nCopies(periods, chargeMaxWh);
        List<Long> discharge = Collections.nCopies(periods, dischargeMaxWh);
        return new Store(
                new Store.Levels(levels.capacityWh(), levelMilliWh, end(periods, levelMilliWh)),
                new Store.Power(charge, discharge, storedMilliPerWh, drawnMilliPerWh),
                wearMicroPerKwh,
                throughputMaxWh);
    }

    /** The level to end at, as far as it can be reached in whole Wh: with the room of a charged Wh where it is full. */
    private long end(int periods, long levelMilliWh) {
        long full = Math.max(0, levels.capacityMilliWh() - (dischargeMaxWh > 0 ? storedMilliPerWh : 0));
        long wh = Math.min(periods * chargeMaxWh, (levels.capacityMilliWh() - levelMilliWh) / storedMilliPerWh);
        long reached = levelMilliWh + Math.min(wh, throughputMaxWh) * storedMilliPerWh;
        return Math.min(full, Math.min(levels.endMinMilliWh(), reached));
    }

    /** As a linear program has it for the periods that are left. */
    Community.Storage forSolver(int periods, long levelMilliWh) {
        double[] charge = new double[periods];
        double[] discharge = new double[periods];
        Arrays.fill(charge, chargeMaxWh / WH_PER_KWH);
        Arrays.fill(discharge, dischargeMaxWh / WH_PER_KWH);
        return new Community.Storage(
                charge,
                discharge,
                storedMilliPerWh / 1000.0,
                drawnMilliPerWh / 1000.0,
                new Community.Levels(
                        levels.capacityWh() / WH_PER_KWH,
                        levelMilliWh / MILLI_WH_PER_KWH,
                        end(periods, levelMilliWh) / MILLI_WH_PER_KWH),
                wearMicroPerKwh / MICRO,
                throughputMaxWh / WH_PER_KWH);
    }
}
