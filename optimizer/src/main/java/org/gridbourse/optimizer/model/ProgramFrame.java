package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.List;

/** Rows and units of the linear program of a fleet; columns are added by what they belong to. */
final class ProgramFrame {
    final SiteDay day;
    final Weights weights;
    final GridExchange grid;
    final List<Store> stores;
    final FleetRange range;
    final double peakPrice;
    /** Powers are counted in it. */
    final double unitKw;
    /** Prices are counted in it. */
    final double unitPrice;

    final StagedProgram program;
    final int[] balance;
    final int[] greenRow;
    final int[] ownRow;
    final int[] peakRow;
    final int[][] stateRow;
    /** Where a store shares a step between charging and giving; -1 elsewhere. */
    final int[][] shareRow;

    final int[] sumRow;
    /** What no column decides, in the program's units. */
    double constant;

    ProgramFrame(SiteDay day, Weights weights, List<Store> stores, FleetRange range) {
        this.day = day;
        this.weights = weights;
        this.stores = stores;
        this.range = range;
        grid = new GridExchange(day, weights);
        peakPrice = weights.cost() * day.peakPricePerKw;
        unitKw = largestPower();
        unitPrice = weights.cost() * day.largestPrice() + weights.carbon() * day.largestCarbon();
        program = new StagedProgram(day.steps);
        balance = new int[day.steps];
        boolean green = stores.stream().anyMatch(store -> !store.contract.chargeFromGrid());
        boolean own = stores.stream().anyMatch(store -> !store.contract.dischargeToGrid());
        greenRow = new int[green ? day.steps : 0];
        ownRow = new int[own ? day.steps : 0];
        peakRow = new int[peakPrice > 0 ? day.steps : 0];
        stateRow = new int[stores.size()][];
        Arrays.setAll(stateRow, k -> new int[stores.get(k).steps.size()]);
        shareRow = new int[stores.size()][];
        Arrays.setAll(shareRow, k -> new int[stores.get(k).steps.size()]);
        sumRow = new int[stores.size()];
        addLongRows();
        for (int t = 0; t < day.steps; t++) {
            addRows(t);
        }
    }

    private double largestPower() {
        double largest = 1e-6;
        for (int t = 0; t < day.steps; t++) {
            largest = Math.max(largest, Math.max(day.loadKw[t], day.generationKw[t]));
        }
        for (Store store : stores) {
            largest = Math.max(largest, Math.max(store.power.chargeMaxKw(), store.power.dischargeMaxKw()));
        }
        return largest;
    }

    private void addLongRows() {
        for (int k = 0; k < sumRow.length; k++) {
            Store store = stores.get(k);
            double limit =
                    store.onlyTakes() ? store.energies.wanted() - store.energies.start() : store.throughputLimitKwh();
            sumRow[k] = limit < Double.POSITIVE_INFINITY ? program.addLongRow(limit / energy()) : -1;
        }
    }

    private void addRows(int t) {
        program.beginStage();
        balance[t] = program.addRow((day.loadKw[t] - day.generationKw[t]) / unitKw);
        if (greenRow.length > 0) {
            greenRow[t] = program.addRow(day.generationKw[t] / unitKw);
        }
        if (ownRow.length > 0) {
            ownRow[t] = program.addRow(day.loadKw[t] / unitKw);
        }
        if (peakPrice > 0) {
            peakRow[t] = program.addRow(day.peakSoFarKw / unitKw);
        }
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            int i = t - store.steps.first();
            if (i >= 0 && i < store.steps.size() && !store.onlyTakes()) {
                double start = i == 0 ? store.kept * store.energies.start() / energy() : 0;
                stateRow[k][i] = program.addRow(start);
                shareRow[k][i] = range.oneWay()[k][i] ? program.addRow(1) : -1;
            }
        }
    }

    /** What one unit of the program's objective is of the plan's. */
    double unitMoney() {
        return unitPrice * energy();
    }

    /** Energy of one unit of power in one step. */
    double energy() {
        return unitKw * day.hours;
    }

    /** What a store pays per kWh charged or given. */
    double price(int k, int i, boolean charging) {
        Store store = stores.get(k);
        double most = charging ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
        double starts =
                range.free()[k][i] && most > 0 ? weights.cost() * store.running.startCharge() / (day.hours * most) : 0;
        return starts
                + (charging
                        ? weights.cost() * store.perKwh.charged()
                        : weights.cost() * store.perKwh.discharged()
                                + weights.carbon() * store.perKwh.carbonDischarged());
    }

    /** Stored per kWh at the terminals. */
    static double stored(Store store, boolean charging) {
        return charging ? store.power.chargeEfficiency() : -1 / store.power.dischargeEfficiency();
    }

    /** An entry of a column that is counted from {@code least}. */
    void put(int row, double coefficient, double least) {
        program.put(row, coefficient);
        program.rhs[row] -= coefficient * least;
    }

    void addSlack(int row) {
        program.addColumn(0, Double.POSITIVE_INFINITY);
        program.put(row, 1);
    }
}
