package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Refinement;

/**
 * Moves energy between two steps for as long as that pays: store more in one step and as much less in another.
 *
 * <p>Every step stays in one convex piece of its cost. With one storage the residual graph of the schedule has only
 * such pairs as cycles, so a schedule without an improving pair is the optimum of its pieces (of the day, if the day is
 * convex). Each round finds the pair with the best gain per kWh in one pass over the day and shifts up to the next
 * kink, power limit or state limit.
 */
public final class PairShift implements Refinement {
    /** A gain per kWh below this share of the steepest slope is rounding. */
    private static final double LEAST_GAIN = 1e-15;

    private final StageCosts costs;
    private final StateTube tube;
    private final int steps;
    private final int[] segment;
    private final int[] lastSegment;
    private final int[] firstSegment;
    private final double[] energy;
    private final double[] up;
    private final double[] down;
    private final double leastGain;
    private final double leastRoom;
    private int from;
    private int to;
    private boolean storingFirst;

    public PairShift(StageCosts costs, StateTube tube) {
        this.costs = costs;
        this.tube = tube;
        steps = costs.steps;
        segment = new int[steps];
        firstSegment = new int[steps];
        lastSegment = new int[steps];
        energy = new double[steps];
        up = new double[steps];
        down = new double[steps];
        leastGain = LEAST_GAIN * costs.steepest();
        leastRoom = 1e-12 * (tube.start + largest(tube.high));
    }

    @Override
    public long refine(double[] change) {
        double level = tube.start;
        for (int t = 0; t < steps; t++) {
            level += change[t];
            energy[t] = level;
            enterPiece(t, costs.cheapestPiece(t, change[t]), change);
        }
        long shifts = 0;
        while (findBestPair()) {
            shift(change);
            shifts++;
        }
        return shifts;
    }

    /** Stored energy at the end of each step of the last refined schedule, kWh. */
    double[] energy() {
        return energy;
    }

    /** What one more stored kWh costs in each step of the last refined schedule; infinite if it cannot be. */
    double[] up() {
        return up;
    }

    /** What one stored kWh less saves in each step of the last refined schedule; minus infinite if it cannot be. */
    double[] down() {
        return down;
    }

    private void enterPiece(int t, int piece, double[] change) {
        firstSegment[t] = costs.firstPoint[piece];
        lastSegment[t] = costs.firstPoint[piece + 1] - 2;
        int k = firstSegment[t];
        while (k < lastSegment[t] && change[t] >= costs.point[k + 1] - leastRoom) {
            k++;
        }
        segment[t] = k;
        updateSlopes(t, change);
    }

    /** One-sided slopes; a piece that is a single point has neither direction. */
    private void updateSlopes(int t, double[] change) {
        int k = segment[t];
        if (lastSegment[t] < firstSegment[t]) {
            up[t] = Double.POSITIVE_INFINITY;
            down[t] = Double.NEGATIVE_INFINITY;
            return;
        }
        boolean atLeft = change[t] <= costs.point[k] + leastRoom;
        boolean atRight = change[t] >= costs.point[k + 1] - leastRoom;
        up[t] = atRight ? Double.POSITIVE_INFINITY : costs.slope[k];
        if (atRight && k < lastSegment[t]) {
            up[t] = costs.slope[k + 1];
        }
        down[t] = atLeft ? Double.NEGATIVE_INFINITY : costs.slope[k];
        if (atLeft && k > firstSegment[t]) {
            down[t] = costs.slope[k - 1];
        }
    }

    private boolean findBestPair() {
        double bestGain = leastGain;
        boolean found = false;
        int cheapestStore = -1;
        int dearestRelease = -1;
        for (int t = 0; t < steps; t++) {
            if (cheapestStore >= 0 && down[t] - up[cheapestStore] > bestGain) {
                bestGain = down[t] - up[cheapestStore];
                from = cheapestStore;
                to = t;
                storingFirst = true;
                found = true;
            }
            if (dearestRelease >= 0 && down[dearestRelease] - up[t] > bestGain) {
                bestGain = down[dearestRelease] - up[t];
                from = dearestRelease;
                to = t;
                storingFirst = false;
                found = true;
            }
            boolean full = energy[t] >= tube.high[t] - leastRoom;
            boolean empty = energy[t] <= tube.low[t] + leastRoom;
            cheapestStore = full ? -1 : cheapestStore < 0 || up[t] < up[cheapestStore] ? t : cheapestStore;
            dearestRelease = empty ? -1 : dearestRelease < 0 || down[t] > down[dearestRelease] ? t : dearestRelease;
        }
        return found;
    }

    private void shift(double[] change) {
        int raised = storingFirst ? from : to;
        int lowered = storingFirst ? to : from;
        double roomUp = roomUp(raised, change);
        double roomDown = roomDown(lowered, change);
        double amount = Math.min(roomUp, roomDown);
        int tightest = -1;
        for (int t = from; t < to; t++) {
            double room = storingFirst ? tube.high[t] - energy[t] : energy[t] - tube.low[t];
            if (room < amount) {
                amount = room;
                tightest = t;
            }
        }
        double signed = storingFirst ? amount : -amount;
        for (int t = from; t < to; t++) {
            energy[t] += signed;
        }
        if (tightest >= 0) {
            energy[tightest] = storingFirst ? tube.high[tightest] : tube.low[tightest];
        }
        change[raised] = amount == roomUp ? costs.point[segment[raised] + 1] : change[raised] + amount;
        change[lowered] = amount == roomDown ? costs.point[segment[lowered]] : change[lowered] - amount;
        updateSlopes(raised, change);
        updateSlopes(lowered, change);
    }

    /** Room to the right end of the segment in which raising continues. */
    private double roomUp(int t, double[] change) {
        if (change[t] >= costs.point[segment[t] + 1] - leastRoom) {
            segment[t]++;
        }
        return costs.point[segment[t] + 1] - change[t];
    }

    /** Room to the left end of the segment in which lowering continues. */
    private double roomDown(int t, double[] change) {
        if (change[t] <= costs.point[segment[t]] + leastRoom) {
            segment[t]--;
        }
        return change[t] - costs.point[segment[t]];
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
