package org.gridbourse.optimizer.model;

/** The weighted objective of all devices together; what breaks a limit or misses what is wanted weighs more than any gain. */
final class FleetObjective {
    /** States are met to this share of the capacity. */
    private static final double SAME_SHARE = 1e-7;
    /** Powers and energies are met to this. */
    private static final double SAME_KW = 1e-7;

    private final SiteDay day;
    private final Weights weights;
    private final GridExchange grid;
    private final Fleet fleet;
    private final double peakPrice;
    private final double price;

    FleetObjective(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
        peakPrice = weights.cost() * day.peakPricePerKw;
        grid = new GridExchange(day, weights);
        price = weights.cost() * day.largestPrice() + weights.carbon() * day.largestCarbon();
    }

    /** What a step costs in which a store runs. */
    double startCharge(Store store) {
        return weights.cost() * store.running.startCharge();
    }

    /** Largest price of the day, weighted. */
    double largestPrice() {
        return price;
    }

    double of(FleetState state) {
        double sum = peakPrice * Math.max(0, peakKw(state) - day.peakSoFarKw);
        for (int t = 0; t < day.steps; t++) {
            double demand = state.demandKw(t);
            double curtailable = state.curtailableKw(t);
            sum += day.hours * grid.demandPrice(t, demand, curtailable);
            double beyond = Math.max(0, demand - day.importKw - SAME_KW)
                    + Math.max(0, -day.exportKw - demand - curtailable - SAME_KW)
                    + Math.max(0, state.beyondOwnKw(t) - SAME_KW)
                    + Math.max(0, state.beyondPlantsKw(t) - SAME_KW);
            sum += Shortfall.UNSERVED * price * day.hours * beyond;
        }
        for (int k = 0; k < fleet.stores().size(); k++) {
            sum += ofStore(fleet.stores().get(k), state.powerKw[k]);
        }
        return sum;
    }

    private double ofStore(Store store, double[] powerKw) {
        double sum = 0;
        double counted = store.energies.start();
        double throughput = 0;
        for (int i = 0; i < powerKw.length; i++) {
            double power = powerKw[i];
            double perKwh = power > 0
                    ? weights.cost() * store.perKwh.charged()
                    : weights.cost() * store.perKwh.discharged() + weights.carbon() * store.perKwh.carbonDischarged();
            sum += day.hours * perKwh * Math.abs(power);
            sum += power == 0 ? 0 : startCharge(store);
            double change = store.storedKwh(i, power);
            counted += change;
            throughput += Math.abs(change) / store.scale[i];
            double stored = counted / store.scale[i];
            sum += price * Shortfall.OUTSIDE * outside(store, stored);
            sum += missed(store, store.targetKwh(day.firstStep, i) - stored, Shortfall.TARGET);
        }
        double reached = powerKw.length == 0 ? counted : counted / store.scale[powerKw.length - 1];
        double wanted = Math.abs(reached - store.energies.wanted());
        double limit = store.throughputLimitKwh();
        return sum
                + missed(store, throughput > limit * (1 + 1e-9) ? throughput - limit : 0, Shortfall.CYCLES)
                + missed(store, wanted, store.isFlexible() ? Shortfall.MISSING : Shortfall.UNREACHED);
    }

    private double missed(Store store, double missingKwh, double weight) {
        double tolerance = SAME_KW * store.hours + SAME_SHARE * store.capacityKwh;
        return missingKwh > tolerance ? price * weight * (missingKwh + Shortfall.AT_ALL * store.capacityKwh) : 0;
    }

    /** How far a state is outside the window that the store started in. */
    private static double outside(Store store, double storedKwh) {
        Store.Energies energies = store.energies;
        if (energies.start() < energies.least() || energies.start() > energies.most()) {
            return 0;
        }
        double tolerance = SAME_SHARE * store.capacityKwh;
        return Math.max(0, Math.max(energies.least() - storedKwh, storedKwh - energies.most()) - tolerance);
    }

    /** Highest import. */
    double peakKw(FleetState state) {
        double peak = 0;
        for (int t = 0; t < day.steps; t++) {
            peak = Math.max(peak, grid.gridKw(t, state.demandKw(t), state.curtailableKw(t)));
        }
        return peak;
    }
}
