package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.List;
import org.gridbourse.optimizer.SocTarget;

/**
 * The linear program of several stores behind one tie line: balance (14) in every step, exchange with the grid in its
 * convex pieces, each store's energy from step to step, contracts, cycle limits and the price of the peak.
 *
 * <p>What may have to give way has a price far above all others: load first of all, then the energy of flexible loads,
 * then states of charge, then cycle limits. Where running costs by itself or prices are negative, each store is held in
 * a {@link Range} per step; without them the program is the relaxation that leaves such costs out.
 */
final class FleetProgram {
    /** Prices of what is missing, as multiples of the largest price of the day. */
    private static final double UNSERVED = 20_000;

    private static final double MISSING = 1000;
    private static final double OUTSIDE = 200;
    private static final double UNREACHED = 50;
    private static final double CYCLES = 20;

    private final SiteDay day;
    private final GridExchange grid;
    private final Weights weights;
    private final List<Store> stores;
    private final double peakPrice;
    private final double unitKw;
    private final double unitPrice;
    private final StagedProgram program;
    private final int[] balance;
    private final int[] unserved;
    private final int[][] charge;
    private final int[][] discharge;
    private final double[][] lowestKw;
    private final double[][] highestKw;
    private final Range range;
    private int[][] stateRow;
    private final int[] sumRow;
    private double constant;
    private int[] greenRow;
    private int[] ownRow;
    private int[] peakRow;

    /**
     * In what the program is held, kW.
     *
     * @param lowestKw of each store in each of its steps
     * @param highestKw likewise
     * @param leastGridKw of the exchange with the grid, per step
     * @param mostGridKw likewise
     * @param free stores that pay for running in proportion to their power
     */
    record Range(double[][] lowestKw, double[][] highestKw, double[] leastGridKw, double[] mostGridKw, boolean[] free) {
        /** With further stores after the given ones, all of them free. */
        Range with(List<Store> all) {
            double[][] lowest = Arrays.copyOf(lowestKw, all.size());
            double[][] highest = Arrays.copyOf(highestKw, all.size());
            boolean[] allFree = Arrays.copyOf(free, all.size());
            for (int k = lowestKw.length; k < all.size(); k++) {
                lowest[k] = filled(all.get(k), -all.get(k).power.dischargeMaxKw());
                highest[k] = filled(all.get(k), all.get(k).power.chargeMaxKw());
                allFree[k] = true;
            }
            return new Range(lowest, highest, leastGridKw, mostGridKw, allFree);
        }
    }

    /**
     * What the program answers.
     *
     * @param found whether there is a plan, and none that is of no use
     * @param changeKwh of each store in each of its steps
     * @param priceOfDemand what one more kWh of demand costs in each step
     * @param missingKw load that nothing can serve, per step
     * @param costOfCharging what one more kWh charged would cost each store in each of its steps, all that follows from
     *     it included, by linear programming duality
     * @param costOfGiving the same of one more kWh discharged
     */
    record Solution(
            boolean found,
            double[][] changeKwh,
            double[] priceOfDemand,
            double[] missingKw,
            double[][] costOfCharging,
            double[][] costOfGiving) {}

    FleetProgram(SiteDay day, Weights weights, List<Store> stores, Range range) {
        this.day = day;
        this.weights = weights;
        this.stores = stores;
        peakPrice = weights.cost() * day.peakPricePerKw;
        this.range = range;
        grid = new GridExchange(day, weights);
        unitKw = largestPower();
        unitPrice = weights.cost() * day.largestPrice() + weights.carbon() * day.largestCarbon();
        program = new StagedProgram(day.steps);
        balance = new int[day.steps];
        unserved = new int[day.steps];
        charge = new int[stores.size()][];
        discharge = new int[stores.size()][];
        lowestKw = new double[stores.size()][];
        highestKw = new double[stores.size()][];
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            charge[k] = new int[store.steps.size()];
            discharge[k] = new int[store.steps.size()];
            lowestKw[k] = range.lowestKw[k];
            highestKw[k] = range.highestKw[k];
        }
        sumRow = new int[stores.size()];
        build();
    }

    private static double[] filled(Store store, double value) {
        double[] values = new double[store.steps.size()];
        Arrays.fill(values, value);
        return values;
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

    /**
     * @param optimal gap of the objective, as a share of it
     * @param cutOff objective above which a plan is of no use
     */
    Solution solve(double optimal, double cutOff) {
        InteriorPoint solver = new InteriorPoint(program, optimal, cutOff / unitMoney() - constant);
        solver.solve();
        double[] x = solver.x();
        double[][] change = new double[stores.size()][];
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            change[k] = new double[store.steps.size()];
            for (int i = 0; i < change[k].length; i++) {
                double charged = unitKw * (charge[k][i] < 0 ? 0 : x[charge[k][i]]) + Math.max(0, lowestKw[k][i]);
                double given = unitKw * (discharge[k][i] < 0 ? 0 : x[discharge[k][i]]) + Math.max(0, -highestKw[k][i]);
                change[k][i] = store.storedKwh(i, charged) + store.storedKwh(i, -given);
            }
        }
        double[] price = new double[day.steps];
        double[] missing = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            price[t] = solver.dual()[balance[t]] * unitPrice;
            missing[t] = x[unserved[t]] * unitKw;
        }
        return new Solution(solver.isFound(), change, price, missing, reduced(solver, true), reduced(solver, false));
    }

    /** Costs of columns at the duals, per kWh, in the program or not. */
    private double[][] reduced(InteriorPoint solver, boolean charging) {
        double[][] reduced = new double[stores.size()][];
        for (int k = 0; k < reduced.length; k++) {
            Store store = stores.get(k);
            reduced[k] = new double[store.steps.size()];
            for (int i = 0; i < reduced[k].length; i++) {
                int t = store.steps.first() + i;
                double sum = price(k, charging) / unitPrice + (charging ? 1 : -1) * solver.dual()[balance[t]];
                if (!store.onlyTakes()) {
                    sum += stored(store, charging) * solver.dual()[stateRow[k][i]];
                }
                if (charging && !store.contract.chargeFromGrid()) {
                    sum -= solver.dual()[greenRow[t]];
                }
                if (!charging && !store.contract.dischargeToGrid()) {
                    sum -= solver.dual()[ownRow[t]];
                }
                if (charging && store.isFlexible() && ownRow.length > 0) {
                    sum += solver.dual()[ownRow[t]];
                }
                if (sumRow[k] >= 0) {
                    sum -= Math.abs(stored(store, charging)) * solver.longDual(sumRow[k]);
                }
                reduced[k][i] = sum * unitPrice;
            }
        }
        return reduced;
    }

    private double price(int k, boolean charging) {
        Store store = stores.get(k);
        double most = charging ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
        double starts =
                range.free[k] && most > 0 ? weights.cost() * store.running.startCharge() / (day.hours * most) : 0;
        return starts
                + (charging
                        ? weights.cost() * store.perKwh.charged()
                        : weights.cost() * store.perKwh.discharged()
                                + weights.carbon() * store.perKwh.carbonDischarged());
    }

    private static double stored(Store store, boolean charging) {
        return charging ? store.power.chargeEfficiency() : -1 / store.power.dischargeEfficiency();
    }

    private void build() {
        for (int k = 0; k < sumRow.length; k++) {
            Store store = stores.get(k);
            double limit =
                    store.onlyTakes() ? store.energies.wanted() - store.energies.start() : store.throughputLimitKwh();
            sumRow[k] = limit < Double.POSITIVE_INFINITY ? program.addLongRow(limit / energy()) : -1;
        }
        addRows();
        for (int t = 0; t < day.steps; t++) {
            addExchange(t);
        }
        for (int k = 0; k < sumRow.length; k++) {
            addStore(k);
        }
        if (peakPrice > 0) {
            program.addLongColumn(peakPrice / (unitPrice * day.hours), Double.POSITIVE_INFINITY);
            for (int t = 0; t < day.steps; t++) {
                program.put(peakRow[t], -1);
            }
        }
    }

    /** What one unit of the program's objective is of the plan's. */
    private double unitMoney() {
        return unitPrice * energy();
    }

    /** Energy of one unit of power in one step. */
    private double energy() {
        return unitKw * day.hours;
    }

    private void addRows() {
        boolean green = stores.stream().anyMatch(store -> !store.contract.chargeFromGrid());
        boolean own = stores.stream().anyMatch(store -> !store.contract.dischargeToGrid());
        greenRow = new int[green ? day.steps : 0];
        ownRow = new int[own ? day.steps : 0];
        peakRow = new int[peakPrice > 0 ? day.steps : 0];
        stateRow = new int[stores.size()][];
        Arrays.setAll(stateRow, k -> new int[stores.get(k).steps.size()]);
        for (int t = 0; t < day.steps; t++) {
            program.beginStage();
            balance[t] = program.addRow((day.loadKw[t] - day.generationKw[t]) / unitKw);
            if (green) {
                greenRow[t] = program.addRow(day.generationKw[t] / unitKw);
            }
            if (own) {
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
                }
            }
        }
    }

    private void addExchange(int t) {
        double lowest = -Math.min(day.exportKw, day.generationKw[t] + sum(t, false) + unitKw);
        double highest = Math.min(day.importKw, day.loadKw[t] + sum(t, true) + unitKw);
        lowest = Math.max(lowest, range.leastGridKw[t]);
        highest = Math.max(lowest, Math.min(highest, range.mostGridKw[t]));
        double[] kinks = {lowest, Math.min(0, day.committedKw[t]), Math.max(0, day.committedKw[t]), 0, highest};
        for (int k = 1; k < 4; k++) {
            kinks[k] = Math.max(lowest, Math.min(highest, kinks[k]));
        }
        Arrays.sort(kinks);
        double[] slopes = new double[kinks.length - 1];
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] = grid.slope(t, (kinks[k] + kinks[k + 1]) / 2);
        }
        makeConvex(kinks, slopes);
        program.rhs[balance[t]] -= lowest / unitKw;
        constant += grid.pricePerHour(t, lowest) / (unitPrice * unitKw);
        for (int k = 0; k < slopes.length; k++) {
            if (kinks[k + 1] > kinks[k]) {
                program.addColumn(slopes[k] / unitPrice, (kinks[k + 1] - kinks[k]) / unitKw);
                program.put(balance[t], 1);
                if (peakPrice > 0 && kinks[k + 1] > 0) {
                    program.put(peakRow[t], 1);
                }
            }
        }
        unserved[t] = program.addColumn(UNSERVED, Double.POSITIVE_INFINITY);
        program.put(balance[t], 1);
        program.addColumn(0, day.generationKw[t] / unitKw);
        program.put(balance[t], -1);
        if (greenRow.length > 0) {
            program.put(greenRow[t], 1);
            addSlack(greenRow[t]);
        }
        if (ownRow.length > 0) {
            addSlack(ownRow[t]);
        }
        if (peakPrice > 0) {
            addSlack(peakRow[t]);
        }
    }

    private void addSlack(int row) {
        program.addColumn(0, Double.POSITIVE_INFINITY);
        program.put(row, 1);
    }

    private double sum(int t, boolean charging) {
        double sum = 0;
        for (Store store : stores) {
            boolean there = t >= store.steps.first() && t < store.steps.end();
            sum += !there ? 0 : charging ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
        }
        return sum;
    }

    /** Where sell is above buy a line takes the place of the dent: neighbouring slopes that fall become their mean. */
    private static void makeConvex(double[] kinks, double[] slopes) {
        for (int round = 0; round < slopes.length; round++) {
            for (int k = 1; k < slopes.length; k++) {
                double before = kinks[k] - kinks[k - 1];
                double after = kinks[k + 1] - kinks[k];
                if (slopes[k] < slopes[k - 1] && before > 0 && after > 0) {
                    double mean = (slopes[k] * after + slopes[k - 1] * before) / (before + after);
                    slopes[k] = mean;
                    slopes[k - 1] = mean;
                } else if (before == 0) {
                    slopes[k - 1] = k > 1 ? slopes[k - 2] : slopes[k];
                }
            }
        }
    }

    private void addStore(int k) {
        Store store = stores.get(k);
        for (int i = 0; i < store.steps.size(); i++) {
            int t = store.steps.first() + i;
            boolean runs = !range.free[k] && (lowestKw[k][i] > 0 || highestKw[k][i] < 0 || isStarted(k, i));
            constant += runs ? weights.cost() * store.running.startCharge() / unitMoney() : 0;
            charge[k][i] = addPower(k, i, t, true);
            discharge[k][i] = addPower(k, i, t, false);
            if (!store.onlyTakes()) {
                addEnergy(k, i);
            }
        }
        if (store.onlyTakes()) {
            program.addColumn(MISSING, Double.POSITIVE_INFINITY);
            program.putLong(sumRow[k], 1);
        } else if (sumRow[k] >= 0) {
            program.addColumn(0, Double.POSITIVE_INFINITY);
            program.putLong(sumRow[k], 1);
            program.addColumn(CYCLES, Double.POSITIVE_INFINITY);
            program.putLong(sumRow[k], -1);
        }
    }

    /** Held to one direction without a least power. */
    private boolean isStarted(int k, int i) {
        return stores.get(k).running.startCharge() > 0 && (highestKw[k][i] > 0 || lowestKw[k][i] < 0);
    }

    private int addPower(int k, int i, int t, boolean charging) {
        Store store = stores.get(k);
        double least = Math.max(0, charging ? lowestKw[k][i] : -highestKw[k][i]) / unitKw;
        double most = Math.max(0, charging ? highestKw[k][i] : -lowestKw[k][i]) / unitKw;
        if (most == 0) {
            return -1;
        }
        double stored = stored(store, charging);
        int sign = charging ? 1 : -1;
        int column = program.addColumn(price(k, charging) / unitPrice, Math.max(0, most - least));
        constant += price(k, charging) / unitPrice * least;
        put(balance[t], -sign, least);
        if (!store.onlyTakes()) {
            put(stateRow[k][i], -stored, least);
        }
        if (charging && !store.contract.chargeFromGrid()) {
            put(greenRow[t], 1, least);
        }
        if (!charging && !store.contract.dischargeToGrid()) {
            put(ownRow[t], 1, least);
        }
        if (charging && store.isFlexible() && ownRow.length > 0) {
            put(ownRow[t], -1, least);
        }
        if (sumRow[k] >= 0) {
            program.putLong(sumRow[k], Math.abs(stored));
            program.longRhs[sumRow[k]] -= Math.abs(stored) * least;
        }
        return column;
    }

    /** An entry of a column that is counted from {@code least}. */
    private void put(int row, double coefficient, double least) {
        program.put(row, coefficient);
        program.rhs[row] -= coefficient * least;
    }

    /** The energy at the end of a step in parts, each with what it misses of what is wanted. */
    private void addEnergy(int k, int i) {
        Store store = stores.get(k);
        boolean last = i == store.steps.size() - 1;
        double least = store.energies.least();
        double most = store.energies.most();
        boolean outside = store.energies.start() < least || store.energies.start() > most;
        double wanted = last ? Math.max(least, Math.min(most, store.energies.wanted())) : Double.NaN;
        double target = target(store, i);
        double lowest = outside ? 0 : least;
        double highest = outside ? Math.max(store.capacityKwh, most) : last && store.isFlexible() ? wanted : most;
        double[] kinks = {
            lowest,
            inside(least, lowest, highest),
            inside(most, lowest, highest),
            highest,
            inside(wanted, lowest, highest),
            inside(target, lowest, highest)
        };
        Arrays.sort(kinks);
        known(stateRow[k][i], lowest / energy());
        if (!last) {
            known(stateRow[k][i + 1], -store.kept * lowest / energy());
        }
        for (int s = 0; s < kinks.length - 1; s++) {
            double middle = (kinks[s] + kinks[s + 1]) / 2;
            if (kinks[s + 1] <= kinks[s]) {
                continue;
            }
            double slope = (middle < least ? -OUTSIDE : 0) + (middle > most ? OUTSIDE : 0);
            slope -= middle < target ? 2 * UNREACHED : 0;
            slope -= middle < wanted ? store.isFlexible() ? MISSING : UNREACHED : 0;
            slope += middle > wanted ? UNREACHED : 0;
            double length = (kinks[s + 1] - kinks[s]) / energy();
            constant -= Math.min(0, slope) * length;
            program.addColumn(slope, length);
            program.put(stateRow[k][i], 1);
            if (!last) {
                program.put(stateRow[k][i + 1], -store.kept);
            }
        }
    }

    private void known(int row, double value) {
        program.rhs[row] -= value;
    }

    private double target(Store store, int i) {
        double target = Double.NaN;
        for (SocTarget at : store.targets) {
            if (at.step() == day.firstStep + store.steps.first() + i) {
                double energy = Math.min(store.energies.most(), at.socMin() * store.capacityKwh);
                target = Double.isNaN(target) ? energy : Math.max(target, energy);
            }
        }
        return target;
    }

    /** Clipped; what is not there is the lowest. */
    private static double inside(double value, double lowest, double highest) {
        return Double.isNaN(value) ? lowest : Math.max(lowest, Math.min(highest, value));
    }
}
