package org.gridbourse.optimizer.model;

import java.util.Arrays;

/** Columns of the exchange with the grid in its convex pieces, of load that nothing serves, and of curtailment. */
final class ExchangeColumns {
    /** Share of the largest power by which an exchange may be wider than it can get. */
    private static final double ROOM = 0.01;

    private final ProgramFrame frame;
    private final SiteDay day;
    private final StagedProgram program;
    private final int[] firstColumn;
    private final int[] endColumn;
    private final double[] lowestKw;

    ExchangeColumns(ProgramFrame frame) {
        this.frame = frame;
        day = frame.day;
        program = frame.program;
        firstColumn = new int[day.steps];
        endColumn = new int[day.steps];
        lowestKw = new double[day.steps];
    }

    /** Exchange with the grid in a solution. */
    double gridKw(double[] x, int t) {
        double grid = lowestKw[t];
        for (int j = firstColumn[t]; j < endColumn[t]; j++) {
            grid += x[j] * frame.unitKw;
        }
        return grid;
    }

    /** What the exchange costs per hour beyond what the program takes it for, where that bridges a dent. */
    double underpriced(double[] x, int t) {
        double taken = frame.grid.pricePerHour(t, lowestKw[t]);
        for (int j = firstColumn[t]; j < endColumn[t]; j++) {
            taken += x[j] * program.cost[j] * frame.unitKw * frame.unitPrice;
        }
        return frame.grid.pricePerHour(t, gridKw(x, t)) - taken;
    }

    /** @return the column of the load that nothing serves */
    int add(int t) {
        double lowest = Math.max(-day.exportKw, -day.generationKw[t] - sum(t, false) - frame.unitKw);
        double highest = Math.min(day.importKw, day.loadKw[t] + sum(t, true) + frame.unitKw);
        lowest = Math.max(lowest, frame.range.leastGridKw()[t]);
        highest = Math.max(lowest, Math.min(highest, frame.range.mostGridKw()[t]));
        double[] kinks = {lowest, Math.min(0, day.committedKw[t]), Math.max(0, day.committedKw[t]), 0, highest};
        for (int k = 1; k < 4; k++) {
            kinks[k] = Math.max(lowest, Math.min(highest, kinks[k]));
        }
        Arrays.sort(kinks);
        double[] slopes = new double[kinks.length - 1];
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] = frame.grid.slope(t, (kinks[k] + kinks[k + 1]) / 2);
        }
        if (isDented(slopes)) {
            narrow(t, kinks);
            lowest = kinks[0];
            makeConvex(kinks, slopes);
        }
        program.rhs[frame.balance[t]] -= lowest / frame.unitKw;
        frame.constant += frame.grid.pricePerHour(t, lowest) / (frame.unitPrice * frame.unitKw);
        lowestKw[t] = lowest;
        firstColumn[t] = program.columns;
        for (int k = 0; k < slopes.length; k++) {
            if (kinks[k + 1] > kinks[k]) {
                program.addColumn(slopes[k] / frame.unitPrice, (kinks[k + 1] - kinks[k]) / frame.unitKw);
                program.put(frame.balance[t], 1);
                if (frame.peakPrice > 0 && kinks[k + 1] > 0) {
                    program.put(frame.peakRow[t], 1);
                }
            }
        }
        endColumn[t] = program.columns;
        int unserved = program.addColumn(Shortfall.UNSERVED, Double.POSITIVE_INFINITY);
        program.put(frame.balance[t], 1);
        program.addColumn(0, day.generationKw[t] / frame.unitKw);
        program.put(frame.balance[t], -1);
        if (frame.greenRow.length > 0) {
            program.put(frame.greenRow[t], 1);
            frame.addSlack(frame.greenRow[t]);
        }
        if (frame.ownRow.length > 0) {
            frame.addSlack(frame.ownRow[t]);
        }
        if (frame.peakPrice > 0) {
            frame.addSlack(frame.peakRow[t]);
        }
        return unserved;
    }

    private static boolean isDented(double[] slopes) {
        for (int k = 1; k < slopes.length; k++) {
            if (slopes[k] < slopes[k - 1]) {
                return true;
            }
        }
        return false;
    }

    /** No wider than the exchange can get: that is how far the line over a dent lies below it. */
    private void narrow(int t, double[] kinks) {
        double room = ROOM * frame.unitKw;
        double least = day.loadKw[t] - day.generationKw[t] - sum(t, false) - room;
        double most = day.loadKw[t] + sum(t, true) + room;
        for (int k = 0; k < kinks.length; k++) {
            kinks[k] = Math.max(Math.min(least, 0), Math.min(Math.max(most, 0), kinks[k]));
        }
    }

    /** Most that all stores can charge or give in a step. */
    private double sum(int t, boolean charging) {
        double sum = 0;
        for (int k = 0; k < frame.stores.size(); k++) {
            Store store = frame.stores.get(k);
            int i = t - store.steps.first();
            if (i >= 0 && i < store.steps.size()) {
                sum += Math.max(
                        0,
                        charging ? frame.range.highestKw()[k][i] : -frame.range.lowestKw()[k][i]);
            }
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
}
