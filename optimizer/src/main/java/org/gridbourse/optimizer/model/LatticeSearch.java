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
    /** Prices of throughput that are tried for a limit. */
    private static final int PRICES = 12;

    private static final double MOST_PRICE = 1000;

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
    private final int[] reachedLevel;
    private final double[] moveCost;
    private int reached;
    private int down;
    private int up;

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
        reachedLevel = new int[levels];
        moveCost = new double[2 * levels + 1];
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

    /** The cheapest schedule within a throughput limit, at prices of throughput that close in on it; empty if none is found. */
    Optional<Found> searchWithin(double limitKwh) {
        Optional<Found> found = search(0);
        if (found.isEmpty() || PairShift.throughputKwh(found.get().changeKwh()) <= limitKwh) {
            return found;
        }
        // nothing but throughput counts: within the limit, if anything on the lattice is
        found = search(MOST_PRICE * costs.steepest());
        double low = 0;
        double high = costs.steepest();
        for (int round = 0; round < PRICES; round++) {
            double price = (low + high) / 2;
            Optional<Found> priced = search(price);
            boolean within =
                    priced.isPresent() && PairShift.throughputKwh(priced.get().changeKwh()) <= limitKwh;
            found = within ? priced : found;
            high = within ? price : high;
            low = within ? low : price;
        }
        return found;
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
        reached = 0;
        for (int level = 0; level < levels; level++) {
            if (value[level] < Double.POSITIVE_INFINITY) {
                reachedLevel[reached++] = level;
            }
        }
        int first = Math.max(0, (int) Math.ceil((tube.low[t] - lowest) / spacing - tolerance));
        int last = Math.min(levels - 1, (int) Math.floor((tube.high[t] - lowest) / spacing + tolerance));
        for (int piece = costs.firstPiece[t]; piece < costs.firstPiece[t + 1]; piece++) {
            double low = costs.point[costs.firstPoint[piece]] / spacing;
            double high = costs.point[costs.firstPoint[piece + 1] - 1] / spacing;
            // rest is rest: no tolerance moves it
            boolean single = low == high;
            down = single ? (int) Math.rint(low) : Math.max(-levels, (int) Math.ceil(low - tolerance));
            up = single ? down : Math.min(levels, (int) Math.floor(high + tolerance));
            if (down <= up) {
                for (int d = down; d <= up; d++) {
                    moveCost[d - down] = cost(piece, d * spacing, price);
                }
                fill(t, piece, first, last, 0, reached - 1);
            }
        }
        System.arraycopy(next, 0, value, 0, levels);
    }

    /** Of a change; beyond the ends of the piece on along its last slopes, so that it stays convex. */
    private double cost(int piece, double change, double price) {
        double inside = clipped(piece, change);
        int end = change < inside ? costs.firstPoint[piece] : costs.firstPoint[piece + 1] - 2;
        double beyond = change == inside || end < costs.firstPoint[piece] ? 0 : costs.slope[end] * (change - inside);
        return costs.inPiece(piece, inside) + beyond + price * Math.abs(change);
    }

    /**
     * The best ways to levels first to last, from reached levels between two of them: since a piece is convex, a higher
     * level is best reached from a level that is no lower, so the middle one halves the search for all others.
     */
    private void fill(int t, int piece, int first, int last, int firstFrom, int lastFrom) {
        int begin = first;
        int lowFrom = firstFrom;
        while (begin <= last && lowFrom <= lastFrom) {
            int middle = (begin + last) >>> 1;
            int best = bestFrom(middle, lowFrom, lastFrom);
            if (best < 0) {
                best = firstAtOrAbove(middle - up, lowFrom, lastFrom);
            } else {
                take(t, piece, middle, reachedLevel[best]);
            }
            fill(t, piece, begin, middle - 1, lowFrom, best);
            begin = middle + 1;
            lowFrom = best;
        }
    }

    private int bestFrom(int level, int firstFrom, int lastFrom) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        int from = firstAtOrAbove(level - up, firstFrom, lastFrom);
        from = reachedLevel[from] < level - up ? lastFrom + 1 : from;
        for (; from <= lastFrom && reachedLevel[from] <= level - down; from++) {
            double sum = value[reachedLevel[from]] + moveCost[level - reachedLevel[from] - down];
            if (sum < least) {
                least = sum;
                best = from;
            }
        }
        return best;
    }

    /** The first of the reached levels that is no lower; the last of them if there is none. */
    private int firstAtOrAbove(int level, int firstFrom, int lastFrom) {
        int low = firstFrom;
        int high = lastFrom;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reachedLevel[middle] < level) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void take(int t, int piece, int level, int from) {
        double sum = value[from] + moveCost[level - from - down];
        if (sum < next[level]) {
            next[level] = sum;
            cameFrom[t][level] = (short) from;
            throughPiece[t][level] = piece;
        }
    }
}
