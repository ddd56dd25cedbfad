package org.gridbourse.optimizer.model;

import java.util.Arrays;

/** A union of closed intervals, ascending and apart. Immutable. */
final class IntervalSet {
    /** Lower and upper ends by turns. */
    private final double[] ends;

    private IntervalSet(double[] ends) {
        this.ends = ends;
    }

    static IntervalSet of(double low, double high) {
        return new IntervalSet(new double[] {low, high});
    }

    boolean isEmpty() {
        return ends.length == 0;
    }

    int size() {
        return ends.length / 2;
    }

    double low(int interval) {
        return ends[2 * interval];
    }

    double high(int interval) {
        return ends[2 * interval + 1];
    }

    double lowest() {
        return ends[0];
    }

    double highest() {
        return ends[ends.length - 1];
    }

    /** All sums of a member of this and one of the other, the other's sign turned if so asked. */
    IntervalSet plus(IntervalSet other, boolean negated) {
        double[] sums = new double[2 * size() * other.size()];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            for (int k = 0; k < other.size(); k++) {
                sums[count++] = low(i) + (negated ? -other.high(k) : other.low(k));
                sums[count++] = high(i) + (negated ? -other.low(k) : other.high(k));
            }
        }
        return union(sums);
    }

    /** The part inside a window; what misses it by no more than {@code tolerance} counts as its edge. */
    IntervalSet within(double low, double high, double tolerance) {
        double[] inside = new double[ends.length];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            double from = Math.max(low(i), low);
            double to = Math.min(high(i), high);
            if (from <= to + tolerance) {
                inside[count++] = Math.min(from, high);
                inside[count++] = Math.max(Math.min(from, high), to);
            }
        }
        return new IntervalSet(Arrays.copyOf(inside, count));
    }

    /** The member nearest to a value. */
    double nearest(double value) {
        double best = lowest();
        for (int i = 0; i < size(); i++) {
            double candidate = Math.max(low(i), Math.min(high(i), value));
            if (Math.abs(candidate - value) < Math.abs(best - value)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The union of intervals given by their ends in turn, in any order, overlapping or not. */
    static IntervalSet union(double[] pairs) {
        int count = pairs.length / 2;
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(pairs[2 * a], pairs[2 * b]));
        double[] merged = new double[pairs.length];
        int size = 0;
        for (int i : order) {
            if (size > 0 && pairs[2 * i] <= merged[size - 1]) {
                merged[size - 1] = Math.max(merged[size - 1], pairs[2 * i + 1]);
            } else {
                merged[size++] = pairs[2 * i];
                merged[size++] = pairs[2 * i + 1];
            }
        }
        return new IntervalSet(Arrays.copyOf(merged, size));
    }
}
