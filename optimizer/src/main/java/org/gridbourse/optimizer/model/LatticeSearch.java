package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The best schedule among those whose stored energies lie on evenly spaced levels: dynamic programming over the day.
 *
 * <p>It sees all ways of running and resting at once, so it finds the patterns of a tight window or a least power that
 * no change of one step or two leads to. What the spacing leaves open is for {@link PairShift} to settle.
 */
final class LatticeSearch {
    private final StageCosts costs;
    private final StateTube tube;
    private final int steps;
    private final double spacing;
    private final double lowest;
    private final int levels;
    private final double[] value;
    private final double[] next;
    private final short[][] cameFrom;
    private final int[][] throughPiece;
    private final double tolerance;

    /** A schedule: the change of every step, and the piece of its cost that it is in. */
    record Found(double[] changeKwh, int[] pieces) {}

    /**
     * @param levelsWanted between the lowest and the highest stored energy of the day, at most 32 000
     * @param tolerance by which a piece may be missed, in spacings: 0 gives schedules, 0.5 patterns that may be none,
     *     but leave no tight one out
     */
    LatticeSearch(StageCosts costs, StateTube tube, int levelsWanted, double tolerance) {
        this.costs = costs;
        this.tolerance = tolerance + 1e-9;
        this.tube = tube;
        steps = costs.steps;
        double least = tube.start;
        double most = tube.start;
        for (int t = 0; t < steps; t++) {
            least = Math.min(least, tube.low[t]);
            most = Math.max(most, tube.high[t]);
        }
        double rise = Math.abs(tube.high[steps - 1] - tube.start);
        double wanted = Math.max((most - least) / levelsWanted, 1e-9);
        // start and end lie on levels
        spacing = rise > wanted / 2 ? rise / Math.rint(rise / wanted) : wanted;
        int below = (int) Math.floor((tube.start - least) / spacing + 1e-9);
        lowest = tube.start - below * spacing;
        levels = below + 1 + (int) Math.floor((most - tube.start) / spacing + 1e-9);
        value = new double[levels];
        next = new double[levels];
        cameFrom = new short[steps][levels];
        throughPiece = new int[steps][levels];
    }

    /**
     * The cheapest schedule.
     *
     * @param price on every kWh that goes into or out of the store, on top of its cost
     * @return empty if no schedule has its energies on levels
     */
    Optional<Found> search(double price) {
        Arrays.fill(value, Double.POSITIVE_INFINITY);
        value[level(tube.start)] = 0;
        for (int t = 0; t < steps; t++) {
            advance(t, price);
        }
        int level = level(tube.high[steps - 1]);
        if (level < 0 || level >= levels || value[level] == Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        double[] change = new double[steps];
        int[] pieces = new int[steps];
        for (int t = steps - 1; t >= 0; t--) {
            int from = cameFrom[t][level];
            pieces[t] = throughPiece[t][level];
            change[t] = clipped(pieces[t], (level - from) * spacing);
            level = from;
        }
        return Optional.of(new Found(change, pieces));
    }

    private double clipped(int piece, double change) {
        double low = costs.point[costs.firstPoint[piece]];
        double high = costs.point[costs.firstPoint[piece + 1] - 1];
        return Math.max(low, Math.min(high, change));
    }

    private int level(double energy) {
        return (int) Math.rint((energy - lowest) / spacing);
    }

    private void advance(int t, double price) {
        Arrays.fill(next, Double.POSITIVE_INFINITY);
        for (int piece = costs.firstPiece[t]; piece < costs.firstPiece[t + 1]; piece++) {
            double low = costs.point[costs.firstPoint[piece]] / spacing;
            double high = costs.point[costs.firstPoint[piece + 1] - 1] / spacing;
            int down = Math.max(-levels, (int) Math.ceil(low - tolerance));
            int up = Math.min(levels, (int) Math.floor(high + tolerance));
            // rest is rest: no tolerance moves it
            for (int d = low == high ? (int) Math.rint(low) : down; d <= (low == high ? Math.rint(low) : up); d++) {
                double change = clipped(piece, d * spacing);
                move(t, piece, d, costs.inPiece(piece, change) + price * Math.abs(change));
            }
        }
        System.arraycopy(next, 0, value, 0, levels);
    }

    private void move(int t, int piece, int d, double cost) {
        int first = Math.max(0, (int) Math.ceil((tube.low[t] - lowest) / spacing - tolerance));
        int last = Math.min(levels - 1, (int) Math.floor((tube.high[t] - lowest) / spacing + tolerance));
        int end = Math.min(last, levels - 1 + Math.min(0, d));
        short[] from = cameFrom[t];
        int[] through = throughPiece[t];
        for (int level = Math.max(first, Math.max(0, d)); level <= end; level++) {
            double sum = value[level - d] + cost;
            if (sum < next[level]) {
                next[level] = sum;
                from[level] = (short) (level - d);
                through[level] = piece;
            }
        }
    }
}
