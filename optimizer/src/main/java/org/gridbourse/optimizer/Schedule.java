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
    private final double[] storageKw;
    private final double[] pvKw;
    private final double[] windKw;
    private final double[] gridKw;

    Schedule(SiteDay day, GridExchange grid, double[] storagePowerKw) {
        this.day = day;
        this.grid = grid;
        storageKw = new double[day.steps];
        pvKw = new double[day.steps];
        windKw = new double[day.steps];
        gridKw = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            storageKw[t] = rounded(storagePowerKw[t]);
            exchange(t);
        }
    }

    /** What is left over goes to the grid; what that cannot take or does not pay for is curtailed. */
    private void exchange(int t) {
        double demandKw = day.loadKw[t] - day.generationKw[t] + storageKw[t];
        double wantedKw = Math.max(0, grid.gridKw(t, demandKw) - demandKw);
        double share = day.generationKw[t] > 0 ? Math.min(1, wantedKw / day.generationKw[t]) : 0;
        pvKw[t] = share == 0 ? day.pvKw[t] : rounded(day.pvKw[t] * (1 - share));
        windKw[t] = share == 0 ? day.windKw[t] : rounded(day.windKw[t] * (1 - share));
        gridKw[t] = rounded(day.loadKw[t] + storageKw[t] - pvKw[t] - windKw[t]);
    }

    /** Equation 8: life-cycle cost of the plants, wear, start charges, and the priced exchange. */
    double cost() {
        double startCharge =
                day.storage().map(storage -> storage.running().startCharge()).orElse(0.0);
        double wear = day.hours * day.storage().map(Storage::wearCostPerKwh).orElse(0.0);
        double cost = day.generationCost();
        for (int t = 0; t < day.steps; t++) {
            double deviationKw = gridKw[t] - day.committedKw[t];
            cost += day.hours * deviationKw * (deviationKw > 0 ? day.buyPrice[t] : day.sellPrice[t]);
            cost += (storageKw[t] != 0 ? startCharge : 0) + wear * Math.abs(storageKw[t]);
        }
        return cost;
    }

    /** Equation 13: life-cycle carbon of the plants, of discharged energy, and of purchases. */
    double carbonKg() {
        double perDischarged =
                day.storage().map(Storage::carbonKgPerDischargedKwh).orElse(0.0);
        double carbon = day.generationCarbonKg();
        for (int t = 0; t < day.steps; t++) {
            carbon += day.hours * day.gridKgPerKwh[t] * Math.max(gridKw[t], 0);
            carbon += day.hours * perDischarged * Math.max(-storageKw[t], 0);
        }
        return carbon;
    }

    OptionalDouble renewableShare() {
        double exported = 0;
        double generated = 0;
        for (int t = 0; t < day.steps; t++) {
            exported += Math.max(-gridKw[t], 0);
            generated += day.generationKw[t];
        }
        return generated > 0 ? OptionalDouble.of(1 - exported / generated) : OptionalDouble.empty();
    }

    List<ExchangeAtPrice> exchangeByPrice() {
        TreeMap<Double, Double> netKwh = new TreeMap<>(Collections.reverseOrder());
        for (int t = 0; t < day.steps; t++) {
            // adding 0 makes one price of 0 and -0
            netKwh.merge(day.buyPrice[t] + 0.0, gridKw[t] * day.hours, Double::sum);
        }
        return netKwh.entrySet().stream()
                .map(price -> new ExchangeAtPrice(price.getKey(), price.getValue()))
                .toList();
    }

    /** The rows that are printed. */
    List<ScheduleStep> steps(MarginalValues values) {
        List<ScheduleStep> rows = new ArrayList<>(day.steps);
        double energyKwh = day.startEnergyKwh();
        double capacityKwh = day.storage().map(Storage::capacityKwh).orElse(1.0);
        for (int t = 0; t < day.steps; t++) {
            energyKwh += day.storedKwh(storageKw[t]);
            rows.add(new ScheduleStep(
                    day.firstStep + t,
                    day.loadKw[t],
                    pvKw[t],
                    windKw[t],
                    storageKw[t],
                    rounded(day.generationKw[t] - pvKw[t] - windKw[t]),
                    gridKw[t],
                    rounded(energyKwh / capacityKwh),
                    day.buyPrice[t],
                    day.sellPrice[t],
                    price(values.costOfExport(t)),
                    price(values.savingOfImport(t))));
        }
        return rows;
    }

    /** Without the tiny weights that break ties. */
    private static double price(double value) {
        return Double.isInfinite(value) ? value : Math.rint(value * PRICED) / PRICED + 0.0;
    }

    private static double rounded(double value) {
        return Math.rint(value * PRINTED) / PRINTED + 0.0;
    }
}
