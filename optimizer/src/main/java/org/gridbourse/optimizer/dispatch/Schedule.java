package org.gridbourse.optimizer.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.gridbourse.optimizer.DeviceSchedule;
import org.gridbourse.optimizer.ExchangeAtPrice;
import org.gridbourse.optimizer.Printed;
import org.gridbourse.optimizer.ScheduleStep;
import org.gridbourse.optimizer.model.DevicePowers;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.MarginalValues;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.Store;

/** The powers of all devices with everything that follows from them; all figures are those of the rounded, printed powers. */
final class Schedule {
    private static final double PRICED = 1e8;

    private final SiteDay day;
    private final GridExchange grid;
    private final DevicePowers devices;
    private final double[] storageKw;
    private final double[] loadKw;
    private final double[] pvKw;
    private final double[] windKw;
    private final double[] gridKw;

    Schedule(SiteDay day, GridExchange grid, DevicePowers unrounded) {
        this.day = day;
        this.grid = grid;
        devices = unrounded.map(Printed::rounded);
        storageKw = devices.storageKw(day.steps);
        loadKw = devices.flexibleKw(day.steps);
        pvKw = new double[day.steps];
        windKw = new double[day.steps];
        gridKw = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            storageKw[t] = Printed.rounded(storageKw[t]);
            loadKw[t] = loadKw[t] == 0 ? day.loadKw[t] : Printed.rounded(day.loadKw[t] + loadKw[t]);
            exchange(t);
        }
    }

    /** What is left over goes to the grid; what that cannot take or does not pay for is curtailed. */
    private void exchange(int t) {
        double generation = day.generationKw[t];
        double demandKw = loadKw[t] - generation + storageKw[t];
        double curtailableKw = Math.max(0, generation - devices.greenKw(t));
        double wantedKw = Math.max(0, grid.gridKw(t, demandKw, curtailableKw) - demandKw);
        double share = generation > 0 ? Math.min(1, wantedKw / generation) : 0;
        pvKw[t] = share == 0 ? day.pvKw[t] : Printed.rounded(day.pvKw[t] * (1 - share));
        windKw[t] = share == 0 ? day.windKw[t] : Printed.rounded(day.windKw[t] * (1 - share));
        gridKw[t] = Printed.rounded(loadKw[t] + storageKw[t] - pvKw[t] - windKw[t]);
    }

    /** Equation 8: life-cycle cost of the plants, wear, start charges, the priced exchange and its peak. */
    double cost() {
        double cost = day.generationCost();
        for (int t = 0; t < day.steps; t++) {
            double deviationKw = gridKw[t] - day.committedKw[t];
            cost += day.hours * deviationKw * (deviationKw > 0 ? day.buyPrice[t] : day.sellPrice[t]);
            for (DevicePowers.OfStore store : devices.stores()) {
                cost += store.cost(t);
            }
        }
        return cost + day.peakPricePerKw * Math.max(0, peakKw() - day.peakSoFarKw);
    }

    /** Highest import of the planned steps. */
    double peakKw() {
        return Math.max(0, Arrays.stream(gridKw).max().orElse(0));
    }

    /** Equation 13: life-cycle carbon of the plants, of discharged energy, and of purchases. */
    double carbonKg() {
        double carbon = day.generationCarbonKg();
        for (int t = 0; t < day.steps; t++) {
            carbon += day.hours * day.gridKgPerKwh[t] * Math.max(gridKw[t], 0);
            for (DevicePowers.OfStore store : devices.stores()) {
                carbon += store.carbonKg(t);
            }
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
        double[] state = stateOfCharge();
        for (int t = 0; t < day.steps; t++) {
            rows.add(new ScheduleStep(
                    day.firstStep + t,
                    loadKw[t],
                    pvKw[t],
                    windKw[t],
                    storageKw[t],
                    Printed.rounded(day.generationKw[t] - pvKw[t] - windKw[t]),
                    gridKw[t],
                    state[t],
                    day.buyPrice[t],
                    day.sellPrice[t],
                    price(values.costOfExport(t)),
                    price(values.savingOfImport(t))));
        }
        return rows;
    }

    /** Of all storages together, by energy; 0 without any. */
    private double[] stateOfCharge() {
        double[] stored = new double[day.steps];
        double capacityKwh = 0;
        for (DevicePowers.OfStore store : devices.stores()) {
            if (store.kind() == Store.Kind.STORAGE) {
                double[] energy = store.storedKwh();
                Arrays.setAll(stored, t -> stored[t] + energy[t]);
                capacityKwh += store.capacityKwh();
            }
        }
        for (int t = 0; t < day.steps; t++) {
            stored[t] = capacityKwh > 0 ? Printed.rounded(stored[t] / capacityKwh) : 0;
        }
        return stored;
    }

    /** One for each storage, vehicle and block, in this order. */
    List<DeviceSchedule> deviceSchedules() {
        return new DeviceSchedules(day, devices).all();
    }

    /** Without the tiny weights that break ties. */
    private static double price(double value) {
        return Double.isInfinite(value) ? value : Math.rint(value * PRICED) / PRICED + 0.0;
    }
}
