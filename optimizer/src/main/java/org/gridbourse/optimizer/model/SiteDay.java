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
import org.gridbourse.optimizer.SiteState;
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
    public final double importKw;
    public final double exportKw;
    public final double peakPricePerKw;
    public final double peakSoFarKw;
    public final double[] loadKw;
    public final double[] pvKw;
    public final double[] windKw;
    public final double[] generationKw;
    public final double[] buyPrice;
    public final double[] sellPrice;
    public final double[] gridKgPerKwh;
    public final double[] committedKw;

    private final Site site;
    private final List<Storage> storages;
    private final List<Store> stores = new ArrayList<>();
    private final double standbyKw;
    private final List<String> warnings = new ArrayList<>();

    public SiteDay(DispatchRequest request) {
        site = request.site();
        firstStep = request.firstStep();
        List<DayStep> days = request.day().steps();
        steps = days.size() - firstStep;
        hours = request.day().stepHours();
        importKw = site.tieLine().importKw();
        exportKw = site.tieLine().exportKw();
        peakPricePerKw = site.tieLine().peakPricePerKw();
        peakSoFarKw = request.state().map(SiteState::peakKw).orElse(0.0);
        storages = request.method() == Method.OPTIMISED_STORAGE ? site.storages() : List.of();
        for (Storage storage : storages) {
            double startKwh = startSoc(request, storage) * storage.capacityKwh();
            stores.add(Store.of(storage, startKwh, new Store.Steps(0, steps), hours));
        }
        standbyKw = storages.stream()
                .mapToDouble(storage -> storage.standing().standbyKw())
                .sum();
        warnings.addAll(request.day().remarks());
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
            loadKw[t] = step.loadKw() + standbyKw;
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

    /** The same day with another load, tie line and no storages: what a part of the site sees. */
    SiteDay(SiteDay whole, double[] otherLoadKw, double otherImportKw) {
        steps = whole.steps;
        firstStep = whole.firstStep;
        hours = whole.hours;
        importKw = otherImportKw;
        exportKw = whole.exportKw;
        peakPricePerKw = whole.peakPricePerKw;
        peakSoFarKw = whole.peakSoFarKw;
        loadKw = otherLoadKw;
        pvKw = whole.pvKw;
        windKw = whole.windKw;
        generationKw = whole.generationKw;
        buyPrice = whole.buyPrice;
        sellPrice = whole.sellPrice;
        gridKgPerKwh = whole.gridKgPerKwh;
        committedKw = whole.committedKw;
        site = whole.site;
        storages = whole.storages;
        stores.addAll(whole.stores);
        standbyKw = whole.standbyKw;
    }

    /** A day on which nothing but the power of one store is priced: so much per kWh, and a little for every kW that it differs. */
    SiteDay(SiteDay whole, double[] pricePerKwh, double perKwAside, double[] usualKw) {
        this(whole, new double[whole.steps], Double.MAX_VALUE / 4, Double.MAX_VALUE / 4, usualKw);
        for (int t = 0; t < steps; t++) {
            buyPrice[t] = pricePerKwh[t] + perKwAside;
            sellPrice[t] = pricePerKwh[t] - perKwAside;
        }
    }

    private SiteDay(SiteDay whole, double[] nothing, double mostImportKw, double mostExportKw, double[] usualKw) {
        steps = whole.steps;
        firstStep = whole.firstStep;
        hours = whole.hours;
        importKw = mostImportKw;
        exportKw = mostExportKw;
        peakPricePerKw = 0;
        peakSoFarKw = 0;
        loadKw = nothing;
        pvKw = nothing;
        windKw = nothing;
        generationKw = nothing;
        buyPrice = new double[steps];
        sellPrice = new double[steps];
        gridKgPerKwh = nothing;
        committedKw = usualKw;
        site = whole.site;
        storages = whole.storages;
        standbyKw = 0;
    }

    private static double startSoc(DispatchRequest request, Storage storage) {
        Double measured = request.state()
                .map(state -> state.stateOfCharge().get(storage.name()))
                .orElse(null);
        if (measured != null) {
            return measured;
        }
        return request.redispatch()
                .map(Redispatch::stateOfCharge)
                .orElse(storage.window().socInitial());
    }

    /** The only storage; empty if there is none or there are several. */
    public Optional<Storage> storage() {
        return storages.size() == 1 ? Optional.of(storages.get(0)) : Optional.empty();
    }

    /** The storages as stores, in the order of the site. */
    List<Store> stores() {
        return List.copyOf(stores);
    }

    /** Of all storages together, by energy; 0 without any. */
    public double startStateOfCharge() {
        double stored = 0;
        double capacity = 0;
        for (Store store : stores) {
            stored += store.energies.start();
            capacity += store.capacityKwh;
        }
        return capacity > 0 ? stored / capacity : 0;
    }

    /** The store of the only storage. */
    Store store() {
        return stores.get(0);
    }

    /** Own consumption of all storages, part of the load. */
    public double standbyKw() {
        return standbyKw;
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
        double largest =
                storages.stream().mapToDouble(Storage::wearCostPerKwh).max().orElse(0);
        for (int t = 0; t < steps; t++) {
            largest = Math.max(largest, Math.max(Math.abs(buyPrice[t]), Math.abs(sellPrice[t])));
        }
        return largest > 0 ? largest : 1;
    }

    /** Largest carbon factor of the day or the storage, 1 if all are 0. */
    public double largestCarbon() {
        double largest = storages.stream()
                .mapToDouble(Storage::carbonKgPerDischargedKwh)
                .max()
                .orElse(0);
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
