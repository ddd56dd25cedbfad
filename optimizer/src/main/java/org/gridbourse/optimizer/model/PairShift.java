package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Refinement;

/**
 * Moves energy between two steps for as long as that pays: store more in one step and as much less in another.
 *
 * <p>Every step stays in one convex piece of its cost. With one storage the residual graph of the schedule has only
 * such pairs as cycles, so a schedule without an improving pair is the optimum of its pieces (of the day, if the day is
 * convex). Each round finds the pair with the best gain per kWh in one pass over the day and shifts up to the next
 * kink, power limit or state limit.
 *
 * <p>A limit on throughput (a cycle limit) is held by a price on every kWh that goes into or out of the store. From the
 * optimum at one price the pairs that change throughput are taken in the order of what they cost per kWh, cheapest
 * first, until the limit is met; each sets the price at which the schedule stays optimal, so the end is the optimum of
 * the pieces within the limit (parametric linear programming: Gass and Saaty 1955). Nothing is allocated after
 * construction.
 */
public final class PairShift implements Refinement {
    /** A gain per kWh below this share of the steepest slope is rounding. */
    private static final double LEAST_GAIN = 1e-15;

    private final StageCosts costs;
    private final StateTube tube;
    private final int steps;
    private final double limitKwh;
    private final int[] piece;
    private final int[] segment;
    private final int[] lastSegment;
    private final int[] firstSegment;
    private final double[] energy;
    private final double[] up;
    private final double[] down;
    private final boolean[] upCharges;
    private final boolean[] downCharges;
    private final double[] upOfLimit;
    private final double[] downOfLimit;
    private final int[] wanted;
    private final double[] valueOfEnergy;
    private final double[] valueLow;
    private final double[] valueHigh;
    private final double[] reachLow;
    private final double[] reachHigh;
    private final double leastGain;
    private final double leastRoom;
    private double price;
    private boolean fixed;
    private double[] change;
    private int from;
    private int to;
    private boolean storingFirst;
    private double gain;

    public PairShift(StageCosts costs, StateTube tube) {
        this(costs, tube, Double.POSITIVE_INFINITY);
    }

    /** @param limitKwh most energy that may go into and out of the store, together */
    PairShift(StageCosts costs, StateTube tube, double limitKwh) {
        this.costs = costs;
        this.tube = tube;
        this.limitKwh = limitKwh;
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
        upOfLimit = new double[steps];
        downOfLimit = new double[steps];
        wanted = new int[steps];
        valueOfEnergy = new double[steps];
        valueLow = new double[steps];
        valueHigh = new double[steps];
        reachLow = new double[steps];
        reachHigh = new double[steps];
        leastGain = LEAST_GAIN * costs.steepest();
        leastRoom = 1e-12 * (tube.start + largest(tube.high));
    }

    /** All energy that goes into and out of the store, kWh. */
    static double throughputKwh(double[] change) {
        double sum = 0;
        for (double step : change) {
            sum += Math.abs(step);
        }
        return sum;
    }

    @Override
    public long refine(double[] change) {
        enter(change);
        return settle();
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

    /** To the optimum of the pieces, within the limit if they can keep it; tells how many shifts that took. */
    long settle() {
        return settle(Long.MAX_VALUE);
    }

    /** The same with so many shifts at most, and the limit after them. */
    long settle(long most) {
        long shifts = 0;
        while (shifts < most && findBestPair(up, down, leastGain)) {
            shift(Double.POSITIVE_INFINITY);
            shifts++;
        }
        return fixed || !isLimited() ? shifts : shifts + meetLimit();
    }

    /**
     * Shifts away throughput beyond the limit, or back what the price has kept below it. Both steps of such a pair run
     * less (or more), so each kWh shifted counts twice.
     */
    private long meetLimit() {
        double excess = throughputKwh(change) - limitKwh;
        if (excess <= 0 && price == 0) {
            return 0;
        }
        boolean reduce = excess > 0;
        double missing = Math.abs(excess);
        for (int t = 0; t < steps; t++) {
            keepForLimit(t, reduce);
        }
        long shifts = 0;
        double newPrice = price;
        while (missing > 0) {
            if (!findBestPair(upOfLimit, downOfLimit, reduce ? Double.NEGATIVE_INFINITY : leastGain - 2 * price)) {
                newPrice = reduce ? newPrice : 0;
                break;
            }
            newPrice = price + (reduce ? -gain : gain) / 2;
            missing -= 2 * shift(missing / 2);
            keepForLimit(from, reduce);
            keepForLimit(to, reduce);
            shifts++;
        }
        setPrice(Math.max(0, newPrice));
        return shifts;
    }

    /** Only steps that then run less (or more) take part in meeting the limit. */
    private void keepForLimit(int t, boolean reduce) {
        upOfLimit[t] = upCharges[t] == reduce ? Double.POSITIVE_INFINITY : up[t];
        downOfLimit[t] = downCharges[t] == reduce ? down[t] : Double.NEGATIVE_INFINITY;
    }

    boolean isLimited() {
        return limitKwh < Double.POSITIVE_INFINITY;
    }

    double limitKwh() {
        return limitKwh;
    }

    double throughputKwh() {
        return throughputKwh(change);
    }

    /** Whether the schedule is within the limit, or has a price in place of it. */
    boolean keepsLimit() {
        return fixed || !isLimited() || costs.beyond(throughputKwh(), limitKwh) == 0;
    }

    /** From now on throughput has a price in place of its limit. */
    void fixPrice(double newPrice) {
        fixed = true;
        setPrice(newPrice);
    }

    /** From now on throughput has its limit again. */
    void holdLimit() {
        fixed = false;
    }

    private void setPrice(double newPrice) {
        if (newPrice != price) {
            price = newPrice;
            for (int t = 0; change != null && t < steps; t++) {
                updateSlopes(t);
            }
        }
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

    /** The pieces that {@link #realise} is to put the steps into: at first those that they are in. */
    int[] wanted() {
        System.arraycopy(piece, 0, wanted, 0, steps);
        return wanted;
    }

    /**
     * Puts every step into its wanted piece, as near as possible to where it is; false, and nothing changed, if no
     * schedule has these pieces. One pass back tells from which states the end can be reached, one forward clips.
     */
    boolean realise() {
        double lowest = Double.NEGATIVE_INFINITY;
        double highest = Double.POSITIVE_INFINITY;
        for (int t = steps - 1; t >= 0; t--) {
            lowest = Math.max(tube.low[t], lowest);
            highest = Math.min(tube.high[t], highest);
            if (lowest > highest + leastRoom) {
                return false;
            }
            reachLow[t] = lowest;
            reachHigh[t] = highest;
            lowest -= costs.point[costs.firstPoint[wanted[t] + 1] - 1];
            highest -= costs.point[costs.firstPoint[wanted[t]]];
        }
        if (tube.start < lowest - leastRoom || tube.start > highest + leastRoom) {
            return false;
        }
        double level = tube.start;
        for (int t = 0; t < steps; t++) {
            double first = costs.point[costs.firstPoint[wanted[t]]];
            double last = costs.point[costs.firstPoint[wanted[t] + 1] - 1];
            double next = Math.max(first, Math.min(last, change[t]));
            next = Math.max(reachLow[t] - level, Math.min(reachHigh[t] - level, next));
            change[t] = Math.max(first, Math.min(last, next));
            level += change[t];
            energy[t] = level;
            enterPiece(t, wanted[t]);
        }
        return true;
    }

    /** Settles a schedule whose steps are to be in these pieces, in place; false if no schedule has them. */
    boolean settleIn(int[] pieces, double[] schedule) {
        change = schedule;
        System.arraycopy(pieces, 0, wanted, 0, steps);
        if (!realise()) {
            return false;
        }
        settle();
        return true;
    }

    /**
     * What putting one step into another piece costs at least, whatever the other steps do in theirs: its cost less the
     * value of its energy, by linear programming duality. The sum over several steps bounds what they cost together.
     * Rest costs the same as staying: 0 for the pieces that the steps are in.
     *
     * @param bounds filled with one entry per piece
     */
    void bound(double[] bounds) {
        findValues();
        for (int t = 0; t < steps; t++) {
            int k = segment[t];
            double now = costs.value[k]
                    + costs.slope[k] * (change[t] - costs.point[k])
                    + price * Math.abs(change[t])
                    - valueOfEnergy[t] * change[t];
            for (int q = costs.firstPiece[t]; q < costs.firstPiece[t + 1]; q++) {
                double least = Double.POSITIVE_INFINITY;
                for (int p = costs.firstPoint[q]; p < costs.firstPoint[q + 1]; p++) {
                    double point = costs.point[p];
                    least = Math.min(least, costs.value[p] + price * Math.abs(point) - valueOfEnergy[t] * point);
                }
                bounds[q] = q == piece[t] ? 0 : least - now;
            }
        }
    }

    /** A value of stored energy at each step that makes every step's own choice optimal; it turns only at state limits. */
    private void findValues() {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int t = 0; t < steps; t++) {
            low = Math.max(low, down[t]);
            high = Math.min(high, up[t]);
            if (low > high) {
                // rounding
                low = (low + high) / 2;
                high = low;
            }
            valueLow[t] = low;
            valueHigh[t] = high;
            high = hasRoom(t, true) ? high : Double.POSITIVE_INFINITY;
            low = hasRoom(t, false) ? low : Double.NEGATIVE_INFINITY;
        }
        double value = finite(valueLow[steps - 1], valueHigh[steps - 1]);
        for (int t = steps - 1; t >= 0; t--) {
            value = Math.max(valueLow[t], Math.min(valueHigh[t], value));
            valueOfEnergy[t] = value;
        }
    }

    private static double finite(double low, double high) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : high;
        }
        return Double.isInfinite(high) ? low : (low + high) / 2;
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

    /** The piece that a step is in. */
    int piece(int t) {
        return piece[t];
    }

    /** The weighted objective, each step in its own piece; what is beyond the limit weighs more than any gain. */
    double objective() {
        double sum = 0;
        double throughput = 0;
        for (int t = 0; t < steps; t++) {
            int k = segment[t];
            sum += costs.value[k] + costs.slope[k] * (change[t] - costs.point[k]);
            throughput += Math.abs(change[t]);
        }
        return fixed ? sum + price * throughput : sum + costs.beyond(throughput, limitKwh);
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

    /** What the limit costs per kWh into or out of the store; 0 where it does not bind. */
    double price() {
        return price;
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

    /** Leaves the pair with the best gain per kWh, if any gains more than a least one. */
    private boolean findBestPair(double[] up, double[] down, double least) {
        double best = least;
        boolean found = false;
        int store = -1;
        int release = -1;
        double cheapest = Double.POSITIVE_INFINITY;
        double dearest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < steps; t++) {
            if (down[t] - cheapest > best) {
                best = down[t] - cheapest;
                from = store;
                to = t;
                storingFirst = true;
                found = true;
            }
            if (dearest - up[t] > best) {
                best = dearest - up[t];
                from = release;
                to = t;
                storingFirst = false;
                found = true;
            }
            if (energy[t] >= tube.high[t] - leastRoom) {
                cheapest = Double.POSITIVE_INFINITY;
            } else if (up[t] < cheapest) {
                cheapest = up[t];
                store = t;
            }
            if (energy[t] <= tube.low[t] + leastRoom) {
                dearest = Double.NEGATIVE_INFINITY;
            } else if (down[t] > dearest) {
                dearest = down[t];
                release = t;
            }
        }
        gain = best;
        return found;
    }

    /** Shifts along the pair just found, at most so much; tells how much. */
    private double shift(double most) {
        int raised = storingFirst ? from : to;
        int lowered = storingFirst ? to : from;
        double roomUp = roomUp(raised);
        double roomDown = roomDown(lowered);
        double amount = Math.min(Math.min(roomUp, roomDown), most);
        amount = Math.min(amount, slack(from, to, storingFirst));
        moveEnergy(from, to, storingFirst ? amount : -amount);
        change[raised] = amount == roomUp ? costs.point[segment[raised] + 1] : change[raised] + amount;
        change[lowered] = amount == roomDown ? costs.point[segment[lowered]] : change[lowered] - amount;
        updateSlopes(raised);
        updateSlopes(lowered);
        return amount;
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
