package org.gridbourse.optimizer.model;

/**
 * A schedule of one store, each step in one convex piece of its cost, with what one more or less stored kWh costs in
 * each step: one-sided slopes, which change as energy moves. Works on the caller's array; allocates nothing after
 * construction.
 */
final class PieceSchedule {
    final StageCosts costs;
    final StateTube tube;
    final int steps;
    /** Below it there is no room, kWh. */
    final double leastRoom;

    final int[] piece;
    final int[] segment;
    final double[] energy;
    /** What one more stored kWh costs in each step; infinite if it cannot be. */
    final double[] up;
    /** What one stored kWh less saves in each step; minus infinite if it cannot be. */
    final double[] down;

    final boolean[] upCharges;
    final boolean[] downCharges;
    double[] change;
    /** On every kWh that goes into or out of the store. */
    double price;

    private final int[] firstSegment;
    private final int[] lastSegment;

    PieceSchedule(StageCosts costs, StateTube tube) {
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
        upCharges = new boolean[steps];
        downCharges = new boolean[steps];
        leastRoom = 1e-12 * (tube.start + largest(tube.high));
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
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

    void setPrice(double newPrice) {
        if (newPrice != price) {
            price = newPrice;
            for (int t = 0; change != null && t < steps; t++) {
                updateSlopes(t);
            }
        }
    }

    void enterPiece(int t, int entered) {
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
    void updateSlopes(int t) {
        int k = segment[t];
        if (lastSegment[t] < firstSegment[t]) {
            up[t] = Double.POSITIVE_INFINITY;
            down[t] = Double.NEGATIVE_INFINITY;
            return;
        }
        boolean atLeft = change[t] <= costs.point[k] + leastRoom;
        boolean atRight = change[t] >= costs.point[k + 1] - leastRoom;
        int above = atRight ? k + 1 : k;
        int below = atLeft ? k - 1 : k;
        if (above > lastSegment[t]) {
            up[t] = Double.POSITIVE_INFINITY;
        } else {
            upCharges[t] = costs.charges(above);
            up[t] = costs.slope[above] + (upCharges[t] ? price : -price);
        }
        if (below < firstSegment[t]) {
            down[t] = Double.NEGATIVE_INFINITY;
        } else {
            downCharges[t] = costs.charges(below);
            down[t] = costs.slope[below] + (downCharges[t] ? price : -price);
        }
    }

    /** How far the states at the ends of steps begin to end - 1 can rise or fall. */
    double slack(int begin, int end, boolean rises) {
        double least = Double.POSITIVE_INFINITY;
        for (int t = begin; t < end; t++) {
            least = Math.min(least, rises ? tube.high[t] - energy[t] : energy[t] - tube.low[t]);
        }
        return least;
    }

    void moveEnergy(int begin, int end, double amount) {
        for (int t = begin; t < end; t++) {
            energy[t] += amount;
        }
    }

    boolean hasRoom(int t, boolean rises) {
        return rises ? energy[t] < tube.high[t] - leastRoom : energy[t] > tube.low[t] + leastRoom;
    }

    /** Room to the right end of the segment in which raising continues. */
    double roomUp(int t) {
        if (change[t] >= costs.point[segment[t] + 1] - leastRoom) {
            segment[t]++;
        }
        return costs.point[segment[t] + 1] - change[t];
    }

    /** Room to the left end of the segment in which lowering continues. */
    double roomDown(int t) {
        if (change[t] <= costs.point[segment[t]] + leastRoom) {
            segment[t]--;
        }
        return change[t] - costs.point[segment[t]];
    }

    /** A schedule to come back to; reusable. */
    static final class State {
        private final double[] change;
        private final double[] energy;
        private final double[] up;
        private final double[] down;
        private final boolean[] upCharges;
        private final boolean[] downCharges;
        private final int[] piece;
        private final int[] segment;
        private final int[] firstSegment;
        private final int[] lastSegment;
        private double price;

        State(int steps) {
            change = new double[steps];
            energy = new double[steps];
            up = new double[steps];
            down = new double[steps];
            upCharges = new boolean[steps];
            downCharges = new boolean[steps];
            piece = new int[steps];
            segment = new int[steps];
            firstSegment = new int[steps];
            lastSegment = new int[steps];
        }
    }

    void save(State state) {
        System.arraycopy(change, 0, state.change, 0, steps);
        System.arraycopy(energy, 0, state.energy, 0, steps);
        System.arraycopy(up, 0, state.up, 0, steps);
        System.arraycopy(down, 0, state.down, 0, steps);
        System.arraycopy(upCharges, 0, state.upCharges, 0, steps);
        System.arraycopy(downCharges, 0, state.downCharges, 0, steps);
        System.arraycopy(piece, 0, state.piece, 0, steps);
        System.arraycopy(segment, 0, state.segment, 0, steps);
        System.arraycopy(firstSegment, 0, state.firstSegment, 0, steps);
        System.arraycopy(lastSegment, 0, state.lastSegment, 0, steps);
        state.price = price;
    }

    void restore(State state) {
        System.arraycopy(state.change, 0, change, 0, steps);
        System.arraycopy(state.energy, 0, energy, 0, steps);
        System.arraycopy(state.up, 0, up, 0, steps);
        System.arraycopy(state.down, 0, down, 0, steps);
        System.arraycopy(state.upCharges, 0, upCharges, 0, steps);
        System.arraycopy(state.downCharges, 0, downCharges, 0, steps);
        System.arraycopy(state.piece, 0, piece, 0, steps);
        System.arraycopy(state.segment, 0, segment, 0, steps);
        System.arraycopy(state.firstSegment, 0, firstSegment, 0, steps);
        System.arraycopy(state.lastSegment, 0, lastSegment, 0, steps);
        price = state.price;
    }
}
