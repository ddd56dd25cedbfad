package org.gridbourse.optimizer.model;

import java.util.Arrays;

/** Columns of what stores charge and give, and of the energies that they hold, each with what it misses of what is wanted. */
final class StoreColumns {
    private final ProgramFrame frame;
    private final SiteDay day;
    private final StagedProgram program;
    private final int[][] charge;
    private final int[][] discharge;

    StoreColumns(ProgramFrame frame) {
        this.frame = frame;
        day = frame.day;
        program = frame.program;
        charge = new int[frame.stores.size()][];
        discharge = new int[frame.stores.size()][];
    }

    /** What a store charges in one of its steps, kW. */
    double chargedKw(double[] x, int k, int i) {
        return power(x, charge[k][i]) + Math.max(0, frame.range.lowestKw()[k][i]);
    }

    /** What it gives, kW. */
    double givenKw(double[] x, int k, int i) {
        return power(x, discharge[k][i]) + Math.max(0, -frame.range.highestKw()[k][i]);
    }

    private static double power(Store store, boolean charging) {
        return charging ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
    }

    private double power(double[] x, int column) {
        return column < 0 ? 0 : frame.unitKw * x[column];
    }

    void add(int k) {
        Store store = frame.stores.get(k);
        charge[k] = new int[store.steps.size()];
        discharge[k] = new int[store.steps.size()];
        for (int i = 0; i < store.steps.size(); i++) {
            int t = store.steps.first() + i;
            boolean runs = !frame.range.free()[k][i]
                    && (frame.range.lowestKw()[k][i] > 0 || frame.range.highestKw()[k][i] < 0 || isStarted(k, i));
            frame.constant += runs ? frame.weights.cost() * store.running.startCharge() / frame.unitMoney() : 0;
            charge[k][i] = addPower(k, i, t, true);
            discharge[k][i] = addPower(k, i, t, false);
            if (frame.range.oneWay()[k][i]) {
                frame.addSlack(frame.shareRow[k][i]);
            }
            if (!store.onlyTakes()) {
                addEnergy(k, i);
            }
        }
        if (store.onlyTakes()) {
            program.addColumn(Shortfall.MISSING, Double.POSITIVE_INFINITY);
            program.putLong(frame.sumRow[k], 1);
        } else if (frame.sumRow[k] >= 0) {
            program.addColumn(0, Double.POSITIVE_INFINITY);
            program.putLong(frame.sumRow[k], 1);
            program.addColumn(Shortfall.CYCLES, Double.POSITIVE_INFINITY);
            program.putLong(frame.sumRow[k], -1);
        }
    }

    /** Held to one direction without a least power. */
    private boolean isStarted(int k, int i) {
        return frame.stores.get(k).running.startCharge() > 0
                && (frame.range.highestKw()[k][i] > 0 || frame.range.lowestKw()[k][i] < 0);
    }

    private int addPower(int k, int i, int t, boolean charging) {
        Store store = frame.stores.get(k);
        double least = Math.max(
                        0,
                        charging ? frame.range.lowestKw()[k][i] : -frame.range.highestKw()[k][i])
                / frame.unitKw;
        double most = Math.max(
                        0,
                        charging ? frame.range.highestKw()[k][i] : -frame.range.lowestKw()[k][i])
                / frame.unitKw;
        if (most == 0) {
            return -1;
        }
        double stored = ProgramFrame.stored(store, charging);
        int sign = charging ? 1 : -1;
        int column = program.addColumn(frame.price(k, i, charging) / frame.unitPrice, Math.max(0, most - least));
        frame.constant += frame.price(k, i, charging) / frame.unitPrice * least;
        frame.put(frame.balance[t], -sign, least);
        if (!store.onlyTakes()) {
            frame.put(frame.stateRow[k][i], -stored, least);
        }
        if (frame.range.oneWay()[k][i]) {
            program.put(frame.shareRow[k][i], frame.unitKw / power(store, charging));
        }
        if (charging && !store.contract.chargeFromGrid()) {
            frame.put(frame.greenRow[t], 1, least);
        }
        if (!charging && !store.contract.dischargeToGrid()) {
            frame.put(frame.ownRow[t], 1, least);
        }
        if (charging && store.isFlexible() && frame.ownRow.length > 0) {
            frame.put(frame.ownRow[t], -1, least);
        }
        if (frame.sumRow[k] >= 0) {
            program.putLong(frame.sumRow[k], Math.abs(stored));
            program.longRhs[frame.sumRow[k]] -= Math.abs(stored) * least;
        }
        return column;
    }

    /** The energy at the end of a step in parts, each with what it misses of what is wanted. */
    private void addEnergy(int k, int i) {
        Store store = frame.stores.get(k);
        boolean last = i == store.steps.size() - 1;
        double least = store.energies.least();
        double most = store.energies.most();
        boolean outside = store.energies.start() < least || store.energies.start() > most;
        double wanted = last ? Math.max(least, Math.min(most, store.energies.wanted())) : Double.NaN;
        double target = store.targetKwh(day.firstStep, i);
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
        known(frame.stateRow[k][i], lowest / frame.energy());
        if (!last) {
            known(frame.stateRow[k][i + 1], -store.kept * lowest / frame.energy());
        }
        for (int s = 0; s < kinks.length - 1; s++) {
            double middle = (kinks[s] + kinks[s + 1]) / 2;
            if (kinks[s + 1] <= kinks[s]) {
                continue;
            }
            double slope = (middle < least ? -Shortfall.OUTSIDE : 0) + (middle > most ? Shortfall.OUTSIDE : 0);
            slope -= middle < target ? Shortfall.TARGET : 0;
            slope -= middle < wanted ? store.isFlexible() ? Shortfall.MISSING : Shortfall.UNREACHED : 0;
            slope += middle > wanted ? Shortfall.UNREACHED : 0;
            double length = (kinks[s + 1] - kinks[s]) / frame.energy();
            frame.constant -= Math.min(0, slope) * length;
            program.addColumn(slope, length);
            program.put(frame.stateRow[k][i], 1);
            if (!last) {
                program.put(frame.stateRow[k][i + 1], -store.kept);
            }
        }
    }

    private void known(int row, double value) {
        program.rhs[row] -= value;
    }

    /** Clipped; what is not there is the lowest. */
    private static double inside(double value, double lowest, double highest) {
        return Double.isNaN(value) ? lowest : Math.max(lowest, Math.min(highest, value));
    }
}
