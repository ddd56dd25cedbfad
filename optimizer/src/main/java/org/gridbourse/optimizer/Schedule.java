package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.MarginalValues;
import org.gridbourse.optimizer.model.SiteDay;

/** A storage schedule with everything that follows from it; all figures are those of the rounded, printed powers. */
final class Schedule {
    /** Powers are rounded to 1e-12 kW and states to 1e-12, so that decimals print as people wrote them. */
    private static final double PRINTED = 1e12;

    private static final double PRICED = 1e8;

    private final SiteDay day;
    private final GridExchange grid;
    private final List<ScheduleStep> steps;

    Schedule(SiteDay day, GridExchange grid, double[] storageKw, MarginalValues values) {
        this.day = day;
        this.grid = grid;
        List<ScheduleStep> built = new ArrayList<>(day.steps);
        double energyKwh = day.startEnergyKwh();
        for (int t = 0; t < day.steps; t++) {
            double power = rounded(storageKw[t]);
            energyKwh += storedKwh(power);
            built.add(step(t, power, energyKwh, values));
        }
        steps = List.copyOf(built);
    }

    List<ScheduleStep> steps() {
        return steps;
    }

    /** Equation 8: life-cycle cost of the plants, wear, start charges, and the priced exchange. */
    double cost() {
        double cost = day.generationCost();
        for (int t = 0; t < day.steps; t++) {
            ScheduleStep step = steps.get(t);
            double deviationKw = step.gridKw() - day.committedKw[t];
            cost += day.hours * deviationKw * (deviationKw > 0 ? day.buyPrice[t] : day.sellPrice[t]);
            cost += day.storage().map(storage -> runningCost(storage, step)).orElse(0.0);
        }
        return cost;
    }

    /** Equation 13: life-cycle carbon of the plants, of discharged energy, and of purchases. */
    double carbonKg() {
        double carbon = day.generationCarbonKg();
        double perDischarged =
                day.storage().map(Storage::carbonKgPerDischargedKwh).orElse(0.0);
        for (int t = 0; t < day.steps; t++) {
            ScheduleStep step = steps.get(t);
            carbon += day.hours * day.gridKgPerKwh[t] * Math.max(step.gridKw(), 0);
            carbon += day.hours * perDischarged * Math.max(-step.storageKw(), 0);
        }
        return carbon;
    }

    OptionalDouble renewableShare() {
        double exported = 0;
        double generated = 0;
        for (int t = 0; t < day.steps; t++) {
            exported += Math.max(-steps.get(t).gridKw(), 0);
            generated += day.generationKw[t];
        }
        return generated > 0 ? OptionalDouble.of(1 - exported / generated) : OptionalDouble.empty();
    }

    List<ExchangeAtPrice> exchangeByPrice() {
        TreeMap<Double, Double> netKwh = new TreeMap<>(Collections.reverseOrder());
        for (int t = 0; t < day.steps; t++) {
            // adding 0 makes one price of 0 and -0
            netKwh.merge(day.buyPrice[t] + 0.0, steps.get(t).gridKw() * day.hours, Double::sum);
        }
        return netKwh.entrySet().stream()
                .map(price -> new ExchangeAtPrice(price.getKey(), price.getValue()))
                .toList();
    }

    private ScheduleStep step(int t, double storageKw, double energyKwh, MarginalValues values) {
        double demandKw = day.loadKw[t] - day.generationKw[t] + storageKw;
        double wantedKw = Math.max(0, grid.gridKw(t, demandKw) - demandKw);
        double share = day.generationKw[t] > 0 ? Math.min(1, wantedKw / day.generationKw[t]) : 0;
        double pvKw = share == 0 ? day.pvKw[t] : rounded(day.pvKw[t] * (1 - share));
        double windKw = share == 0 ? day.windKw[t] : rounded(day.windKw[t] * (1 - share));
        return new ScheduleStep(
                day.firstStep + t,
                day.loadKw[t],
                pvKw,
                windKw,
                storageKw,
                rounded(day.generationKw[t] - pvKw - windKw),
                rounded(day.loadKw[t] + storageKw - pvKw - windKw),
                day.storage()
                        .map(storage -> rounded(energyKwh / storage.capacityKwh()))
                        .orElse(0.0),
                day.buyPrice[t],
                day.sellPrice[t],
                price(values.costOfExport(t)),
                price(values.savingOfImport(t)));
    }

    private double storedKwh(double powerKw) {
        return day.storage()
                .map(Storage::power)
                .map(limits -> powerKw
                        * day.hours
                        * (powerKw > 0 ? limits.chargeEfficiency() : 1 / limits.dischargeEfficiency()))
                .orElse(0.0);
    }

    private double runningCost(Storage storage, ScheduleStep step) {
        double start = step.storageKw() != 0 ? storage.running().startCharge() : 0;
        return start + storage.wearCostPerKwh() * day.hours * Math.abs(step.storageKw());
    }

    /** Without the tiny weights that break ties. */
    private static double price(double value) {
        return Double.isInfinite(value) ? value : Math.rint(value * PRICED) / PRICED + 0.0;
    }

    private static double rounded(double value) {
        return Math.rint(value * PRINTED) / PRINTED + 0.0;
    }
}
