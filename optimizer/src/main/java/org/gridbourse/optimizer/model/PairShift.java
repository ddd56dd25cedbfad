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
    private final int[] piece;
    private final int[] segment;
    private final int[] lastSegment;
    private final int[] firstSegment;
    private final double[] energy;
    private final double[] up;
    private final double[] down;
    private final double leastGain;
    private final double leastRoom;
    private double[] change;
    private int from;
    private int to;
    private boolean storingFirst;

    public PairShift(StageCosts costs, StateTube tube) {
        this.costs = costs;
        this.tube = tube;
        steps = costs.steps;
        piece = new int[steps];
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
        enter(change);
        return descend();
    }

    /** Takes a feasible schedule, each step in the cheapest piece that contains it; works on the array in place. */
    void enter(double[] schedule) {
        change = schedule;
        double level = tube.start;
        for (int t = 0; t < steps; t++) {
            level += change[t];
            energy[t] = level;
            enterPiece(t, costs.cheapestPiece(t, change[t]));
        }
    }

    /** Shifts until no pair pays; tells how many shifts it made. */
    long descend() {
        long shifts = 0;
        while (findBestPair()) {
            shift();
            shifts++;
        }
        return shifts;
    }

    /**
     * Puts a step into another piece, as near as possible to where it is, and lets the cheapest other steps make up for
     * the energy. Leaves the schedule unfinished, to be thrown away, if they cannot.
     */
    boolean force(int t, int newPiece) {
        double first = costs.point[costs.firstPoint[newPiece]];
        double last = costs.point[costs.firstPoint[newPiece + 1] - 1];
        double target = Math.max(first, Math.min(last, change[t]));
        double missing = target - change[t];
        while (Math.abs(missing) > leastRoom) {
            boolean raise = missing > 0;
            int partner = cheapestPartner(t, raise);
            if (partner < 0) {
                return false;
            }
            double room = raise ? roomDown(partner) : roomUp(partner);
            int begin = Math.min(t, partner);
            int end = Math.max(t, partner);
            boolean rises = raise == t < partner;
            double amount = Math.min(room, Math.min(Math.abs(missing), slack(begin, end, rises)));
            moveEnergy(begin, end, rises ? amount : -amount);
            double edge = costs.point[segment[partner] + (raise ? 0 : 1)];
            change[partner] = amount == room ? edge : change[partner] + (raise ? -amount : amount);
            updateSlopes(partner);
            missing += raise ? -amount : amount;
        }
        change[t] = target;
        enterPiece(t, newPiece);
        return true;
    }

    /**
     * Moves energy between the two steps where that gains most at once, into whatever pieces that leads; false if no
     * pair gains. Only the kinks of either step can be best, so only they are tried.
     */
    boolean jump(double leastGain) {
        Jump best = new Jump(leastGain);
        for (int i = 0; i < steps; i++) {
            double rise = tube.high[i] - energy[i];
            double fall = energy[i] - tube.low[i];
            for (int k = i + 1; k < steps && (rise > leastRoom || fall > leastRoom); k++) {
                tryJumps(i, k, -fall, rise, best);
                rise = Math.min(rise, tube.high[k] - energy[k]);
                fall = Math.min(fall, energy[k] - tube.low[k]);
            }
        }
        if (best.gain <= leastGain) {
            return false;
        }
        change[best.raised] += best.amount;
        change[best.lowered] -= best.amount;
        enter(change);
        return true;
    }

    /** Amounts stored more in step i and less in step k, from lowest to highest. */
    private void tryJumps(int i, int k, double lowest, double highest, Jump best) {
        double now = costs.inPiece(piece[i], change[i]) + costs.inPiece(piece[k], change[k]);
        for (int p = costs.firstPoint[costs.firstPiece[i]]; p < costs.firstPoint[costs.firstPiece[i + 1]]; p++) {
            tryJump(i, k, costs.point[p] - change[i], lowest, highest, now, best);
        }
        for (int p = costs.firstPoint[costs.firstPiece[k]]; p < costs.firstPoint[costs.firstPiece[k + 1]]; p++) {
            tryJump(i, k, change[k] - costs.point[p], lowest, highest, now, best);
        }
        tryJump(i, k, lowest, lowest, highest, now, best);
        tryJump(i, k, highest, lowest, highest, now, best);
    }

    private void tryJump(int i, int k, double amount, double lowest, double highest, double now, Jump best) {
        if (amount < lowest || amount > highest || Math.abs(amount) <= leastRoom) {
            return;
        }
        double gain = now - costs.at(i, change[i] + amount) - costs.at(k, change[k] - amount);
        if (gain > best.gain) {
            best.gain = gain;
            best.raised = i;
            best.lowered = k;
            best.amount = amount;
        }
    }

    private static final class Jump {
        double gain;
        int raised;
        int lowered;
        double amount;

        Jump(double leastGain) {
            gain = leastGain;
        }
    }

    /** A schedule to come back to. */
    record State(
            double[] change, double[] energy, int[] piece, int[] segment, int[] first, int[] last, double[] slopes) {}

    State save() {
        double[] slopes = java.util.Arrays.copyOf(up, 2 * steps);
        System.arraycopy(down, 0, slopes, steps, steps);
        return new State(
                change.clone(),
                energy.clone(),
                piece.clone(),
                segment.clone(),
                firstSegment.clone(),
                lastSegment.clone(),
                slopes);
    }

    void restore(State state) {
        System.arraycopy(state.change, 0, change, 0, steps);
        System.arraycopy(state.energy, 0, energy, 0, steps);
        System.arraycopy(state.piece, 0, piece, 0, steps);
        System.arraycopy(state.segment, 0, segment, 0, steps);
        System.arraycopy(state.first, 0, firstSegment, 0, steps);
        System.arraycopy(state.last, 0, lastSegment, 0, steps);
        System.arraycopy(state.slopes, 0, up, 0, steps);
        System.arraycopy(state.slopes, steps, down, 0, steps);
    }

    /** The piece that a step is in. */
    int piece(int t) {
        return piece[t];
    }

    /** The weighted objective, each step in its own piece. */
    double objective() {
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            sum += costs.inPiece(piece[t], change[t]);
        }
        return sum;
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

    private void enterPiece(int t, int entered) {
        piece[t] = entered;
        firstSegment[t] = costs.firstPoint[entered];
        lastSegment[t] = costs.firstPoint[entered + 1] - 2;
        int k = firstSegment[t];
        while (k < lastSegment[t] && change[t] >= costs.point[k + 1] - leastRoom) {
            k++;
        }
        segment[t] = k;
        updateSlopes(t);
    }

    /** One-sided slopes; a piece that is a single point has neither direction. */
    private void updateSlopes(int t) {
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

    private void shift() {
        int raised = storingFirst ? from : to;
        int lowered = storingFirst ? to : from;
        double roomUp = roomUp(raised);
        double roomDown = roomDown(lowered);
        double amount = Math.min(roomUp, roomDown);
        amount = Math.min(amount, slack(from, to, storingFirst));
        moveEnergy(from, to, storingFirst ? amount : -amount);
        change[raised] = amount == roomUp ? costs.point[segment[raised] + 1] : change[raised] + amount;
        change[lowered] = amount == roomDown ? costs.point[segment[lowered]] : change[lowered] - amount;
        updateSlopes(raised);
        updateSlopes(lowered);
    }

    /** How far the states at the ends of steps begin to end - 1 can rise or fall. */
    private double slack(int begin, int end, boolean rises) {
        double least = Double.POSITIVE_INFINITY;
        for (int t = begin; t < end; t++) {
            least = Math.min(least, rises ? tube.high[t] - energy[t] : energy[t] - tube.low[t]);
        }
        return least;
    }

    private void moveEnergy(int begin, int end, double amount) {
        for (int t = begin; t < end; t++) {
            energy[t] += amount;
        }
    }

    /** The step that best makes up for raising (or lowering) step t, or -1. */
    private int cheapestPartner(int t, boolean raise) {
        int best = -1;
        double bestGain = Double.NEGATIVE_INFINITY;
        // later partners: the states from t on rise if t is raised; earlier ones: the states before t fall
        for (int k = t + 1; k < steps && hasRoom(k - 1, raise); k++) {
            double gain = raise ? down[k] : -up[k];
            if (gain > bestGain) {
                bestGain = gain;
                best = k;
            }
        }
        for (int k = t - 1; k >= 0 && hasRoom(k, !raise); k--) {
            double gain = raise ? down[k] : -up[k];
            if (gain > bestGain) {
                bestGain = gain;
                best = k;
            }
        }
        return best;
    }

    private boolean hasRoom(int t, boolean rises) {
        return rises ? energy[t] < tube.high[t] - leastRoom : energy[t] > tube.low[t] + leastRoom;
    }

    /** Room to the right end of the segment in which raising continues. */
    private double roomUp(int t) {
        if (change[t] >= costs.point[segment[t] + 1] - leastRoom) {
            segment[t]++;
        }
        return costs.point[segment[t] + 1] - change[t];
    }

    /** Room to the left end of the segment in which lowering continues. */
    private double roomDown(int t) {
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
