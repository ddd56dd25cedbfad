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

    /** @param levelsWanted between the lowest and the highest stored energy of the day, at most 32 000 */
    LatticeSearch(StageCosts costs, StateTube tube, int levelsWanted) {
        this.costs = costs;
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
    }

    /**
     * The change of every step.
     *
     * @param price on every kWh that goes into or out of the store, on top of its cost
     * @return empty if no schedule has its energies on levels
     */
    Optional<double[]> search(double price) {
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
        for (int t = steps - 1; t >= 0; t--) {
            int from = cameFrom[t][level];
            change[t] = (level - from) * spacing;
            level = from;
        }
        return Optional.of(change);
    }

    private int level(double energy) {
        return (int) Math.rint((energy - lowest) / spacing);
    }

    private void advance(int t, double price) {
        int down = Math.max(-levels, (int) Math.ceil(costs.lowest(t) / spacing - 1e-9));
        int up = Math.min(levels, (int) Math.floor(costs.highest(t) / spacing + 1e-9));
        int first = Math.max(0, (int) Math.ceil((tube.low[t] - lowest) / spacing - 1e-9));
        int last = Math.min(levels - 1, (int) Math.floor((tube.high[t] - lowest) / spacing + 1e-9));
        Arrays.fill(next, Double.POSITIVE_INFINITY);
        short[] from = cameFrom[t];
        for (int d = down; d <= up; d++) {
            double change = Math.max(costs.lowest(t), Math.min(costs.highest(t), d * spacing));
            double cost = costs.at(t, change) + price * Math.abs(change);
            if (cost == Double.POSITIVE_INFINITY) {
                continue;
            }
            int end = Math.min(last, levels - 1 + Math.min(0, d));
            for (int level = Math.max(first, Math.max(0, d)); level <= end; level++) {
                double sum = value[level - d] + cost;
                if (sum < next[level]) {
                    next[level] = sum;
                    from[level] = (short) (level - d);
                }
            }
        }
        System.arraycopy(next, 0, value, 0, levels);
    }
}
