package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * What one kWh more or less at the meter is worth in each step of an optimal schedule: the dual of the balance (14).
 *
 * <p>One kWh more can come from the grid, from less curtailment, or from the storage, which takes it back in the step
 * where that is cheapest among those that the state limits let it reach.
 */
public final class MarginalValues {
    private static final double BESIDE_KW = 1e-6;

    private final double[] costOfExport;
    private final double[] savingOfImport;

    private MarginalValues(int steps) {
        costOfExport = new double[steps];
        savingOfImport = new double[steps];
    }

    /** Of a site without storage. */
    static MarginalValues ofGrid(SiteDay day, GridExchange grid) {
        MarginalValues values = new MarginalValues(day.steps);
        for (int t = 0; t < day.steps; t++) {
            values.gridAlone(day, grid, t, day.loadKw[t] - day.generationKw[t]);
        }
        return values;
    }

    /** Of the schedule of an only storage that {@code refined} has just left; {@code powerKw} is its power at the terminals. */
    static MarginalValues ofStorage(
            SiteDay day, Weights weights, GridExchange grid, StateTube tube, PairShift refined, double[] powerKw) {
        MarginalValues values = new MarginalValues(day.steps);
        for (int t = 0; t < day.steps; t++) {
            values.gridAlone(day, grid, t, day.loadKw[t] - day.generationKw[t] + powerKw[t]);
        }
        values.join(weights, day.store(), tube, refined, powerKw);
        return values;
    }

    /** Of several stores that are planned together: what the grid does at the demand of all, before any of them joins. */
    static MarginalValues ofDemand(SiteDay day, GridExchange grid, double[] demandKw) {
        MarginalValues values = new MarginalValues(day.steps);
        for (int t = 0; t < day.steps; t++) {
            values.gridAlone(day, grid, t, demandKw[t]);
        }
        return values;
    }

    /** One more store that can give and take. */
    void join(Weights weights, Store store, StateTube tube, PairShift refined, double[] powerKw) {
        double[] cheapestStore = new double[powerKw.length];
        double[] dearestRelease = new double[powerKw.length];
        partners(tube, refined, cheapestStore, dearestRelease);
        double wear = weights.cost() * store.perKwh.charged();
        double discharged =
                weights.cost() * store.perKwh.discharged() + weights.carbon() * store.perKwh.carbonDischarged();
        for (int k = 0; k < powerKw.length; k++) {
            int t = store.steps.first() + k;
            double x = powerKw[k];
            double charge = store.power.chargeEfficiency() * store.scale[k];
            double discharge = store.scale[k] / store.power.dischargeEfficiency();
            // the step's own throughput counts against a cycle limit as well
            double price = refined.price();
            if (refined.down()[k] > Double.NEGATIVE_INFINITY) {
                double cost = x > BESIDE_KW
                        ? (cheapestStore[k] - price) * charge - wear
                        : (cheapestStore[k] + price) * discharge + discharged;
                costOfExport[t] = Math.min(costOfExport[t], cost);
            }
            if (refined.up()[k] < Double.POSITIVE_INFINITY) {
                double saving = x < -BESIDE_KW
                        ? (dearestRelease[k] + price) * discharge + discharged
                        : (dearestRelease[k] - price) * charge - wear;
                savingOfImport[t] = Math.max(savingOfImport[t], saving);
            }
        }
    }

    /** What one more kWh of net export would cost; infinite if nothing can give it. */
    public double costOfExport(int t) {
        return costOfExport[t];
    }

    /** What one more kWh of net import would save; minus infinite if nothing can take it. */
    public double savingOfImport(int t) {
        return savingOfImport[t];
    }

    private void gridAlone(SiteDay day, GridExchange grid, int t, double demandKw) {
        boolean canRise = demandKw < day.importKw - BESIDE_KW;
        boolean canFall = demandKw > grid.lowestDemandKw(t) + BESIDE_KW;
        costOfExport[t] = canRise ? grid.demandSlope(t, demandKw + BESIDE_KW) : Double.POSITIVE_INFINITY;
        savingOfImport[t] = canFall ? grid.demandSlope(t, demandKw - BESIDE_KW) : Double.NEGATIVE_INFINITY;
    }

    /** For each step the best other step to store or release one kWh, as far as the states between have room. */
    private static void partners(StateTube tube, PairShift refined, double[] store, double[] release) {
        int steps = store.length;
        Arrays.fill(store, Double.POSITIVE_INFINITY);
        Arrays.fill(release, Double.NEGATIVE_INFINITY);
        double room = 1e-9 * (1 + tube.start);
        double earlierStore = Double.POSITIVE_INFINITY;
        double earlierRelease = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < steps; t++) {
            store[t] = Math.min(store[t], earlierStore);
            release[t] = Math.max(release[t], earlierRelease);
            boolean full = refined.energy()[t] >= tube.high[t] - room;
            boolean empty = refined.energy()[t] <= tube.low[t] + room;
            earlierStore = full ? Double.POSITIVE_INFINITY : Math.min(earlierStore, refined.up()[t]);
            earlierRelease = empty ? Double.NEGATIVE_INFINITY : Math.max(earlierRelease, refined.down()[t]);
        }
        double laterStore = Double.POSITIVE_INFINITY;
        double laterRelease = Double.NEGATIVE_INFINITY;
        for (int t = steps - 2; t >= 0; t--) {
            boolean full = refined.energy()[t] >= tube.high[t] - room;
            boolean empty = refined.energy()[t] <= tube.low[t] + room;
            // releasing now and storing later lowers the states between; storing now and releasing later raises them
            laterStore = empty ? Double.POSITIVE_INFINITY : Math.min(laterStore, refined.up()[t + 1]);
            laterRelease = full ? Double.NEGATIVE_INFINITY : Math.max(laterRelease, refined.down()[t + 1]);
            store[t] = Math.min(store[t], laterStore);
            release[t] = Math.max(release[t], laterRelease);
        }
    }
}
