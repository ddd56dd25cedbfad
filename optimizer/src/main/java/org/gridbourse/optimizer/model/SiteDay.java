package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Method;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Redispatch;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;

/**
 * A site on the steps that are to be planned, as plain arrays: method applied, forecasts clipped to rated power.
 *
 * <p>Arrays have one entry per planned step and are not to be written to; powers in kW, prices per kWh, carbon in kg.
 */
public final class SiteDay {
    public final int steps;
    public final int firstStep;
    public final double hours;
    public final double tieLineKw;
    public final double[] loadKw;
    public final double[] pvKw;
    public final double[] windKw;
    public final double[] generationKw;
    public final double[] buyPrice;
    public final double[] sellPrice;
    public final double[] gridKgPerKwh;
    public final double[] committedKw;

    private final Site site;
    private final Optional<Storage> storage;
    private final double startEnergyKwh;
    private final double storedPerCharged;
    private final double storedPerDischarged;
    private final List<String> warnings = new ArrayList<>();

    public SiteDay(DispatchRequest request) {
        site = request.site();
        firstStep = request.redispatch().map(Redispatch::firstStep).orElse(0);
        List<DayStep> days = request.day().steps();
        steps = days.size() - firstStep;
        hours = request.day().stepHours();
        tieLineKw = site.tieLineKw();
        storage = request.method() == Method.OPTIMISED_STORAGE ? site.storage() : Optional.empty();
        startEnergyKwh = storage.map(battery -> battery.capacityKwh()
                        * request.redispatch()
                                .map(Redispatch::stateOfCharge)
                                .orElse(battery.window().socInitial()))
                .orElse(0.0);
        storedPerCharged =
                storage.map(battery -> battery.power().chargeEfficiency()).orElse(1.0);
        storedPerDischarged = storage.map(battery -> 1 / battery.power().dischargeEfficiency())
                .orElse(1.0);
        loadKw = new double[steps];
        pvKw = new double[steps];
        windKw = new double[steps];
        generationKw = new double[steps];
        buyPrice = new double[steps];
        sellPrice = new double[steps];
        gridKgPerKwh = new double[steps];
        committedKw = new double[steps];
        boolean plants = request.method() != Method.GRID_ONLY;
        for (int t = 0; t < steps; t++) {
            DayStep step = days.get(firstStep + t);
            int dayStep = firstStep + t;
            loadKw[t] = step.loadKw();
            pvKw[t] = plants ? step.pvKw() : 0;
            windKw[t] = plants ? step.windKw() : 0;
            buyPrice[t] = step.buyPrice();
            sellPrice[t] = step.sellPrice();
            gridKgPerKwh[t] = step.gridKgPerKwh().orElse(site.gridCarbonKgPerKwh());
            request.commitment()
                    .ifPresent(traded ->
                            committedKw[dayStep - firstStep] = traded.netKw().get(dayStep));
        }
        clip("pv", pvKw, site.pv());
        clip("wind", windKw, site.wind());
        for (int t = 0; t < steps; t++) {
            generationKw[t] = pvKw[t] + windKw[t];
        }
    }

    public Optional<Storage> storage() {
        return storage;
    }

    /** Energy in store before the first planned step. */
    public double startEnergyKwh() {
        return startEnergyKwh;
    }

    /** Change of stored energy, kWh, from a step at some power at the terminals, kW; both charging positive. */
    public double storedKwh(double powerKw) {
        return powerKw == 0 ? 0 : powerKw * hours * (powerKw > 0 ? storedPerCharged : storedPerDischarged);
    }

    /** Power at the terminals, kW, that changes stored energy by so many kWh in one step. */
    double powerKw(double changeKwh) {
        return changeKwh == 0 ? 0 : changeKwh / (hours * (changeKwh > 0 ? storedPerCharged : storedPerDischarged));
    }

    /** What was clipped or ignored, in words. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Life-cycle cost of all that the plants could give (equation 3). */
    public double generationCost() {
        return hours * (sum(pvKw) * cost(site.pv()) + sum(windKw) * cost(site.wind()));
    }

    /** Life-cycle carbon of all that the plants could give (equation 9). */
    public double generationCarbonKg() {
        return hours * (sum(pvKw) * carbon(site.pv()) + sum(windKw) * carbon(site.wind()));
    }

    /** Largest absolute price of the day or wear, 1 if all are 0. */
    public double largestPrice() {
        double largest = storage.map(Storage::wearCostPerKwh).orElse(0.0);
        for (int t = 0; t < steps; t++) {
            largest = Math.max(largest, Math.max(Math.abs(buyPrice[t]), Math.abs(sellPrice[t])));
        }
        return largest > 0 ? largest : 1;
    }

    /** Largest carbon factor of the day or the storage, 1 if all are 0. */
    public double largestCarbon() {
        double largest = storage.map(Storage::carbonKgPerDischargedKwh).orElse(0.0);
        for (double factor : gridKgPerKwh) {
            largest = Math.max(largest, factor);
        }
        return largest > 0 ? largest : 1;
    }

    private void clip(String name, double[] powers, Optional<Plant> plant) {
        OptionalDouble limit = plant.isPresent() ? plant.get().ratedKw() : OptionalDouble.of(0);
        if (limit.isEmpty()) {
            return;
        }
        int clipped = 0;
        for (int t = 0; t < powers.length; t++) {
            if (powers[t] > limit.getAsDouble()) {
                powers[t] = limit.getAsDouble();
                clipped++;
            }
        }
        if (clipped > 0) {
            warnings.add(
                    plant.isEmpty()
                            ? "the site has no %s: its forecast in %d steps is ignored".formatted(name, clipped)
                            : String.format(
                                    Locale.ROOT,
                                    "%s forecast above ratedKw (%s) clipped to it in %d steps",
                                    name,
                                    limit.getAsDouble(),
                                    clipped));
        }
    }

    private static double cost(Optional<Plant> plant) {
        return plant.map(Plant::costPerKwh).orElse(0.0);
    }

    private static double carbon(Optional<Plant> plant) {
        return plant.map(Plant::carbonKgPerKwh).orElse(0.0);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
