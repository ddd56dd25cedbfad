package org.gridbourse.node.forecast;

import java.util.Arrays;

/** Arithmetic over the slots of a day that leaves out what was not measured. */
final class Slots {
    private Slots() {}

    /** Mean of the first so many numbers that are not NaN; NaN if none is. */
    static double mean(double[] values, int count) {
        double sum = 0;
        int measured = 0;
        for (int i = 0; i < count; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                measured++;
            }
        }
        return measured == 0 ? Double.NaN : sum / measured;
    }

    /** Median of the first so many numbers that are not NaN; NaN if none is. */
    static double median(double[] values, int count) {
        double[] sorted = new double[count];
        int measured = 0;
        for (int i = 0; i < count; i++) {
            if (!Double.isNaN(values[i])) {
                sorted[measured++] = values[i];
            }
        }
        if (measured == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted, 0, measured);
        return (sorted[(measured - 1) / 2] + sorted[measured / 2]) / 2;
    }

    /** Triangular smoothing round the clock, so many slots to either side. */
    static double[] smooth(double[] values, int reach) {
        if (reach == 0) {
            return values.clone();
        }
        int slots = values.length;
        double[] smoothed = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            double sum = 0;
            double weight = 0;
            for (int shift = -reach; shift <= reach; shift++) {
                double value = values[Math.floorMod(slot + shift, slots)];
                if (!Double.isNaN(value)) {
                    double share = reach + 1 - Math.abs(shift);
                    sum += share * value;
                    weight += share;
                }
            }
            smoothed[slot] = weight == 0 ? Double.NaN : sum / weight;
        }
        return smoothed;
    }

    /** Slots that make so many hours, at least one. */
    static int hours(int slots, double hours) {
        return Math.max(1, (int) Math.round(slots * hours / 24));
    }

    static double[] filled(int slots, double value) {
        double[] values = new double[slots];
        Arrays.fill(values, value);
        return values;
    }
}
