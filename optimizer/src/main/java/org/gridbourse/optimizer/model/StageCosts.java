package org.gridbourse.optimizer.model;

import java.util.Arrays;
import org.gridbourse.optimizer.Storage;

/**
 * The weighted objective of each step as a function of the stored-energy change s (kWh in the store, charging
 * positive): piecewise linear, cut into convex pieces.
 *
 * <p>Arrays are flat: step t has the pieces {@code firstPiece[t]} to {@code firstPiece[t + 1] - 1}; piece q has the
 * points {@code firstPoint[q]} to {@code firstPoint[q + 1] - 1}, ascending; {@code slope[k]} holds between points k and
 * k + 1. A day without start charge, least power, negative prices and sell above buy has one piece per step: the
 * problem is convex then. A running piece contains the start charge; the idle piece, if it stands apart, is the single
 * point 0.
 */
public final class StageCosts {
    /** Kinks nearer than this are one: far below any meter, far above rounding. */
    static final double SAME_KW = 1e-11;

    /** Share of a throughput limit by which rounding may exceed it. */
    private static final double SAME_SHARE = 1e-10;

    /** One kWh beyond a throughput limit weighs as much as a million kWh at the steepest price. */
    private static final double BEYOND = 1e6;

    final int steps;
    final int[] firstPiece;
    final int[] firstPoint;
    final double[] point;
    final double[] value;
    final double[] slope;
    private final double steepest;
    private final boolean convex;
    private final boolean gaps;
    private final IntervalSet[] changes;
    private final double[] lowest;
    private final double[] highest;

    /** Of a site's only storage. */
    public StageCosts(SiteDay day, Weights weights) {
        this(day, weights, day.store(), Neighbours.none(day.steps));
    }

    /** Of one store among others; entries are its own steps. */
    StageCosts(SiteDay day, Weights weights, Store store, Neighbours neighbours) {
        this(day, weights, store, neighbours, store.running);
    }

    /** The same day if running cost nothing by itself and had no least power. */
    static StageCosts withoutRunning(SiteDay day, Weights weights, Store store, Neighbours neighbours) {
        return new StageCosts(day, weights, store, neighbours, Storage.Running.FREE);
    }

    private StageCosts(SiteDay day, Weights weights, Store store, Neighbours neighbours, Storage.Running running) {
        StageCostsBuilder builder = new StageCostsBuilder(day, weights, store, neighbours, running);
        builder.build();
        steps = store.steps.size();
        firstPiece = builder.firstPiece;
        firstPoint = builder.firstPoint;
        point = builder.point;
        value = builder.value;
        slope = builder.slope;
        convex = builder.pieces == steps;
        lowest = new double[steps];
        highest = new double[steps];
        for (int t = 0; t < steps; t++) {
            lowest[t] = point[firstPoint[firstPiece[t]]];
            highest[t] = point[firstPoint[firstPiece[t + 1]] - 1];
        }
        gaps = running.minPowerKw() > 0;
        changes = new IntervalSet[gaps ? steps : 0];
        Arrays.setAll(changes, this::unionOfPieces);
        double largest = 0;
        for (int k = 0; k < builder.points; k++) {
            largest = Math.max(largest, Math.abs(slope[k]));
        }
        steepest = largest;
    }

    private StageCosts(StageCosts pieces) {
        steps = pieces.steps;
        firstPiece = new int[steps + 1];
        firstPoint = new int[steps + 1];
        // a hull has no more points than its pieces, and rest
        point = new double[pieces.firstPoint[pieces.firstPiece[steps]] + steps];
        value = new double[point.length];
        slope = new double[point.length];
        int end = 0;
        for (int t = 0; t < steps; t++) {
            firstPiece[t] = t;
            firstPoint[t] = end;
            for (int k = pieces.firstPoint[pieces.firstPiece[t]];
                    k < pieces.firstPoint[pieces.firstPiece[t + 1]];
                    k++) {
                end = addToHull(t, end, pieces.point[k], pieces.value[k]);
            }
            end = addRest(t, end);
            for (int k = firstPoint[t]; k < end - 1; k++) {
                slope[k] = slopeBetween(k, point[k + 1], value[k + 1]);
            }
        }
        firstPiece[steps] = steps;
        firstPoint[steps] = end;
        lowest = pieces.lowest;
        highest = pieces.highest;
        steepest = pieces.steepest;
        convex = true;
        gaps = false;
        changes = new IntervalSet[0];
    }

    /**
     * The highest convex costs that are nowhere above these: what would be left of the day if a step could be mixed of
     * resting and running, and pay for its share of both.
     */
    StageCosts hull() {
        return new StageCosts(this);
    }

    /** Andrew's monotone chain, points coming from left to right; tells where the next point goes. */
    private int addToHull(int t, int end, double newPoint, double newValue) {
        int last = end - 1;
        if (last >= firstPoint[t] && point[last] == newPoint) {
            if (newValue >= value[last]) {
                return end;
            }
            last--;
        }
        while (last > firstPoint[t]
                && slopeBetween(last - 1, point[last], value[last]) >= slopeBetween(last - 1, newPoint, newValue)) {
            last--;
        }
        point[last + 1] = newPoint;
        value[last + 1] = newValue;
        return last + 2;
    }

    /** No segment crosses rest, since throughput turns there. */
    private int addRest(int t, int end) {
        int k = firstPoint[t];
        while (k < end && point[k] < 0) {
            k++;
        }
        if (k == firstPoint[t] || k == end || point[k] == 0) {
            return end;
        }
        double rest = value[k - 1] - slopeBetween(k - 1, point[k], value[k]) * point[k - 1];
        System.arraycopy(point, k, point, k + 1, end - k);
        System.arraycopy(value, k, value, k + 1, end - k);
        point[k] = 0;
        value[k] = rest;
        return end + 1;
    }

    private double slopeBetween(int k, double otherPoint, double otherValue) {
        return (otherValue - value[k]) / (otherPoint - point[k]);
    }

    /** Whether every step has a single convex piece. */
    public boolean convex() {
        return convex;
    }

    /** Largest absolute slope, objective per stored kWh. */
    public double steepest() {
        return steepest;
    }

    public double lowest(int t) {
        return lowest[t];
    }

    public double highest(int t) {
        return highest[t];
    }

    /** What throughput beyond a limit weighs: more than anything that it could gain; rounding is let through. */
    double beyond(double throughputKwh, double limitKwh) {
        double beyond = throughputKwh - limitKwh;
        return beyond > SAME_SHARE * limitKwh + SAME_KW ? BEYOND * steepest * beyond : 0;
    }

    /** Whether the storage charges in the segment that begins at a point; no segment crosses rest. */
    boolean charges(int k) {
        return point[k] + point[k + 1] > 0;
    }

    /** Whether a least power keeps some step from some changes between its lowest and its highest. */
    boolean hasGaps() {
        return gaps;
    }

    /** All changes that the storage can make in a step. */
    IntervalSet changes(int t) {
        return changes[t];
    }

    /** Objective of a step; infinite where the storage cannot go. */
    public double at(int t, double change) {
        double best = inPiece(firstPiece[t], change);
        for (int q = firstPiece[t] + 1; q < firstPiece[t + 1]; q++) {
            double cost = inPiece(q, change);
            best = cost < best ? cost : best;
        }
        return best;
    }

    /** Objective of a step within one convex piece; infinite outside. */
    double inPiece(int q, double change) {
        int first = firstPoint[q];
        int last = firstPoint[q + 1] - 1;
        if (change < point[first] || change > point[last]) {
            return Double.POSITIVE_INFINITY;
        }
        int k = first;
        while (k < last - 1 && change > point[k + 1]) {
            k++;
        }
        return value[k] + slope[k] * (change - point[k]);
    }

    /** The cheapest piece that contains a change, or -1. */
    int cheapestPiece(int t, double change) {
        int cheapest = -1;
        double best = Double.POSITIVE_INFINITY;
        for (int q = firstPiece[t]; q < firstPiece[t + 1]; q++) {
            double cost = inPiece(q, change);
            if (cost < best) {
                best = cost;
                cheapest = q;
            }
        }
        return cheapest;
    }

    private IntervalSet unionOfPieces(int t) {
        int count = firstPiece[t + 1] - firstPiece[t];
        double[] ends = new double[2 * count];
        for (int i = 0; i < count; i++) {
            ends[2 * i] = point[firstPoint[firstPiece[t] + i]];
            ends[2 * i + 1] = point[firstPoint[firstPiece[t] + i + 1] - 1];
        }
        return IntervalSet.union(ends, new double[0]);
    }
}
