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
        IntervalSet sums = new IntervalSet(new double[0]);
        for (int k = 0; k < other.size(); k++) {
            double low = negated ? -other.high(k) : other.low(k);
            double high = negated ? -other.low(k) : other.high(k);
            sums = union(sums.ends, shifted(low, high));
        }
        return sums;
    }

    private double[] shifted(double low, double high) {
        double[] shifted = new double[ends.length];
        for (int i = 0; i < ends.length; i += 2) {
            shifted[i] = ends[i] + low;
            shifted[i + 1] = ends[i + 1] + high;
        }
        return shifted;
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

    /** The part inside another set; what misses it by no more than {@code tolerance} counts as inside. */
    IntervalSet within(IntervalSet other, double tolerance) {
        double[] inside = new double[ends.length + other.ends.length];
        int count = 0;
        int i = 0;
        int k = 0;
        while (i < size() && k < other.size()) {
            double from = Math.max(low(i), other.low(k));
            double to = Math.min(high(i), other.high(k));
            if (from <= to + tolerance) {
                inside[count++] = Math.min(from, to);
                inside[count++] = to;
            }
            if (high(i) < other.high(k)) {
                i++;
            } else {
                k++;
            }
        }
        return new IntervalSet(Arrays.copyOf(inside, count));
    }

    /**
     * About so many of the intervals: the lowest, the highest, the one nearest to a value, and of each of {@code most}
     * equal parts of the span the widest.
     */
    IntervalSet thinned(int most, double value) {
        if (size() <= most) {
            return this;
        }
        int[] widest = new int[most];
        Arrays.fill(widest, -1);
        for (int i = 0; i < size(); i++) {
            int part = Math.min(most - 1, (int) ((low(i) - lowest()) / (highest() - lowest()) * most));
            if (widest[part] < 0 || high(i) - low(i) > high(widest[part]) - low(widest[part])) {
                widest[part] = i;
            }
        }
        boolean[] kept = new boolean[size()];
        for (int i : widest) {
            if (i >= 0) {
                kept[i] = true;
            }
        }
        kept[0] = true;
        kept[size() - 1] = true;
        kept[intervalNearest(value)] = true;
        double[] thin = new double[ends.length];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (kept[i]) {
                thin[count++] = low(i);
                thin[count++] = high(i);
            }
        }
        return new IntervalSet(Arrays.copyOf(thin, count));
    }

    /** The member nearest to a value. */
    double nearest(double value) {
        int nearest = intervalNearest(value);
        return Math.max(low(nearest), Math.min(high(nearest), value));
    }

    private int intervalNearest(double value) {
        int above = firstEndingAtOrAbove(value);
        if (above == size()) {
            return size() - 1;
        }
        return above > 0 && value - high(above - 1) <= low(above) - value ? above - 1 : above;
    }

    /** The first interval whose upper end is not below a value; {@link #size()} if there is none. */
    int firstEndingAtOrAbove(double value) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) / 2;
            if (high(middle) < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The union of two lists of intervals, each given by their ends in turn, ascending; they may overlap. */
    static IntervalSet union(double[] some, double[] others) {
        double[] merged = new double[some.length + others.length];
        int size = 0;
        int i = 0;
        int k = 0;
        while (i < some.length || k < others.length) {
            boolean first = k == others.length || i < some.length && some[i] <= others[k];
            double low = first ? some[i] : others[k];
            double high = first ? some[i + 1] : others[k + 1];
            if (first) {
                i += 2;
            } else {
                k += 2;
            }
            if (size > 0 && low <= merged[size - 1]) {
                merged[size - 1] = Math.max(merged[size - 1], high);
            } else {
                merged[size++] = low;
                merged[size++] = high;
            }
        }
        return new IntervalSet(Arrays.copyOf(merged, size));
    }
}
