package org.gridbourse.optimizer.model;

import java.util.List;

/**
 * The linear program of several stores behind one tie line: balance (14) in every step, exchange with the grid in its
 * convex pieces, each store's energy from step to step, contracts, cycle limits and the price of the peak.
 *
 * <p>What may have to give way has a price far above all others: load first of all, then the energy of flexible loads,
 * then states of charge, then cycle limits. Where running costs by itself or prices are negative, each store is held in
 * a {@link FleetRange} per step; where that leaves open whether it runs, the program is a relaxation.
 */
final class FleetProgram {
    private final SiteDay day;
    private final ProgramFrame frame;
    private final StoreColumns columns;
    private final ExchangeColumns exchange;
    private final int[] unserved;

    /**
     * What the program answers.
     *
     * @param found whether there is a plan, and none that is of no use
     * @param bound objective that no plan in the same range can be below
     * @param changeKwh of each store in each of its steps
     * @param bothKw what a store charges and gives at once, which no plan can
     * @param gridKw exchange with the grid per step
     * @param underpriced what that costs per hour beyond what the program takes it for
     * @param priceOfDemand what one more kWh of demand costs in each step
     * @param missingKw load that nothing can serve, per step
     * @param costOfCharging what one more kWh charged would cost each store in each of its steps, all that follows from
     *     it included, by linear programming duality
     * @param costOfGiving the same of one more kWh discharged
     */
    record Solution(
            boolean found,
            double bound,
            double[][] changeKwh,
            double[][] bothKw,
            double[] gridKw,
            double[] underpriced,
            double[] priceOfDemand,
            double[] missingKw,
            double[][] costOfCharging,
            double[][] costOfGiving) {}

    FleetProgram(SiteDay day, Weights weights, List<Store> stores, FleetRange range) {
        this.day = day;
        frame = new ProgramFrame(day, weights, stores, range);
        columns = new StoreColumns(frame);
        unserved = new int[day.steps];
        exchange = new ExchangeColumns(frame);
        for (int t = 0; t < day.steps; t++) {
            unserved[t] = exchange.add(t);
        }
        for (int k = 0; k < stores.size(); k++) {
            columns.add(k);
        }
        if (frame.peakPrice > 0) {
            frame.program.addLongColumn(frame.peakPrice / (frame.unitPrice * day.hours), Double.POSITIVE_INFINITY);
            for (int t = 0; t < day.steps; t++) {
                frame.program.put(frame.peakRow[t], -1);
            }
        }
    }

    /**
     * @param optimal gap of the objective, as a share of it
     * @param cutOff objective above which a plan is of no use
     */
    Solution solve(double optimal, double cutOff) {
        InteriorPoint solver = new InteriorPoint(frame.program, optimal, cutOff / frame.unitMoney() - frame.constant);
        solver.solve();
        double[] x = solver.x();
        double[][] change = new double[frame.stores.size()][];
        double[][] both = new double[change.length][];
        for (int k = 0; k < change.length; k++) {
            Store store = frame.stores.get(k);
            change[k] = new double[store.steps.size()];
            both[k] = new double[store.steps.size()];
            for (int i = 0; i < change[k].length; i++) {
                double charged = columns.chargedKw(x, k, i);
                double given = columns.givenKw(x, k, i);
                both[k][i] = Math.min(charged, given);
                change[k][i] = store.storedKwh(i, charged) + store.storedKwh(i, -given);
            }
        }
        double[] price = new double[day.steps];
        double[] missing = new double[day.steps];
        double[] gridKw = new double[day.steps];
        double[] underpriced = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            price[t] = solver.dual()[frame.balance[t]] * frame.unitPrice;
            missing[t] = x[unserved[t]] * frame.unitKw;
            gridKw[t] = exchange.gridKw(x, t);
            underpriced[t] = exchange.underpriced(x, t);
        }
        return new Solution(
                solver.isFound(),
                (solver.bound() + frame.constant) * frame.unitMoney(),
                change,
                both,
                gridKw,
                underpriced,
                price,
                missing,
                reduced(solver, true),
                reduced(solver, false));
    }

    /** Costs of columns at the duals, per kWh, in the program or not. */
    private double[][] reduced(InteriorPoint solver, boolean charging) {
        double[][] reduced = new double[frame.stores.size()][];
        for (int k = 0; k < reduced.length; k++) {
            reduced[k] = new double[frame.stores.get(k).steps.size()];
            for (int i = 0; i < reduced[k].length; i++) {
                reduced[k][i] = reduced(solver, k, i, charging) * frame.unitPrice;
            }
        }
        return reduced;
    }

    private double reduced(InteriorPoint solver, int k, int i, boolean charging) {
        Store store = frame.stores.get(k);
        int t = store.steps.first() + i;
        double[] dual = solver.dual();
        double sum = frame.price(k, i, charging) / frame.unitPrice + (charging ? 1 : -1) * dual[frame.balance[t]];
        if (!store.onlyTakes()) {
            sum += ProgramFrame.stored(store, charging) * dual[frame.stateRow[k][i]];
        }
        if (frame.range.oneWay()[k][i]) {
            double most = charging ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
            sum -= dual[frame.shareRow[k][i]] * frame.unitKw / most;
        }
        if (charging && !store.contract.chargeFromGrid()) {
            sum -= dual[frame.greenRow[t]];
        }
        if (!charging && !store.contract.dischargeToGrid()) {
            sum -= dual[frame.ownRow[t]];
        }
        if (charging && store.isFlexible() && frame.ownRow.length > 0) {
            sum += dual[frame.ownRow[t]];
        }
        if (frame.sumRow[k] >= 0) {
            sum -= Math.abs(ProgramFrame.stored(store, charging)) * solver.longDual(frame.sumRow[k]);
        }
        return sum;
    }
}
