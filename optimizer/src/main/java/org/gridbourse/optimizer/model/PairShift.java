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
    private final double limitKwh;
    private final PieceSchedule schedule;
    private final PieceForcing forcing;
    private final PieceValues values;
    private final double[] upOfLimit;
    private final double[] downOfLimit;
    private final double leastGain;
    private boolean fixed;
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
        this.limitKwh = limitKwh;
        schedule = new PieceSchedule(costs, tube);
        forcing = new PieceForcing(schedule);
        values = new PieceValues(schedule);
        upOfLimit = new double[schedule.steps];
        downOfLimit = new double[schedule.steps];
        leastGain = LEAST_GAIN * costs.steepest();
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
    void enter(double[] change) {
        schedule.enter(change);
    }

    /** To the optimum of the pieces, within the limit if they can keep it; tells how many shifts that took. */
    long settle() {
        return settle(Long.MAX_VALUE);
    }

    /** The same with so many shifts at most, and the limit after them. */
    long settle(long most) {
        long shifts = 0;
        while (shifts < most && findBestPair(schedule.up, schedule.down, leastGain)) {
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
        double excess = throughputKwh(schedule.change) - limitKwh;
        if (excess <= 0 && schedule.price == 0) {
            return 0;
        }
        boolean reduce = excess > 0;
        double missing = Math.abs(excess);
        for (int t = 0; t < schedule.steps; t++) {
            keepForLimit(t, reduce);
        }
        long shifts = 0;
        double newPrice = schedule.price;
        while (missing > 0) {
            if (!findBestPair(
                    upOfLimit, downOfLimit, reduce ? Double.NEGATIVE_INFINITY : leastGain - 2 * schedule.price)) {
                newPrice = reduce ? newPrice : 0;
                break;
            }
            newPrice = schedule.price + (reduce ? -gain : gain) / 2;
            missing -= 2 * shift(missing / 2);
            keepForLimit(from, reduce);
            keepForLimit(to, reduce);
            shifts++;
        }
        schedule.setPrice(Math.max(0, newPrice));
        return shifts;
    }

    /** Only steps that then run less (or more) take part in meeting the limit. */
    private void keepForLimit(int t, boolean reduce) {
        upOfLimit[t] = schedule.upCharges[t] == reduce ? Double.POSITIVE_INFINITY : schedule.up[t];
        downOfLimit[t] = schedule.downCharges[t] == reduce ? schedule.down[t] : Double.NEGATIVE_INFINITY;
    }

    boolean isLimited() {
        return limitKwh < Double.POSITIVE_INFINITY;
    }

    double limitKwh() {
        return limitKwh;
    }

    double throughputKwh() {
        return throughputKwh(schedule.change);
    }

    /** Whether the schedule is within the limit, or has a price in place of it. */
    boolean keepsLimit() {
        return fixed || !isLimited() || costs.beyond(throughputKwh(), limitKwh) == 0;
    }

    /** From now on throughput has a price in place of its limit. */
    void fixPrice(double newPrice) {
        fixed = true;
        schedule.setPrice(newPrice);
    }

    /** From now on throughput has its limit again. */
    void holdLimit() {
        fixed = false;
    }

    /** Puts a step into another piece, as {@link PieceForcing#force} does. */
    boolean force(int t, int newPiece) {
        return forcing.force(t, newPiece);
    }

    /** The pieces that {@link #realise} is to put the steps into: at first those that they are in. */
    int[] wanted() {
        return forcing.wanted();
    }

    /** Puts every step into its wanted piece; false, and nothing changed, if no schedule has these pieces. */
    boolean realise() {
        return forcing.realise();
    }

    /** Fills in what other pieces cost at least, as {@link PieceValues#bound} does. */
    void bound(double[] bounds) {
        values.bound(bounds);
    }

    void save(PieceSchedule.State state) {
        schedule.save(state);
    }

    void restore(PieceSchedule.State state) {
        schedule.restore(state);
    }

    /** Settles a schedule whose steps are to be in these pieces, in place; false if no schedule has them. */
    boolean settleIn(int[] pieces, double[] change) {
        schedule.change = change;
        System.arraycopy(pieces, 0, forcing.wanted(), 0, schedule.steps);
        if (!forcing.realise()) {
            return false;
        }
        settle();
        return true;
    }

    /** The piece that a step is in. */
    int piece(int t) {
        return schedule.piece[t];
    }

    /** The weighted objective, each step in its own piece; what is beyond the limit weighs more than any gain. */
    double objective() {
        double sum = 0;
        double throughput = 0;
        for (int t = 0; t < schedule.steps; t++) {
            int k = schedule.segment[t];
            sum += costs.value[k] + costs.slope[k] * (schedule.change[t] - costs.point[k]);
            throughput += Math.abs(schedule.change[t]);
        }
        return fixed ? sum + schedule.price * throughput : sum + costs.beyond(throughput, limitKwh);
    }

    /** Stored energy at the end of each step of the last refined schedule, kWh. */
    double[] energy() {
        return schedule.energy;
    }

    /** What one more stored kWh costs in each step of the last refined schedule; infinite if it cannot be. */
    double[] up() {
        return schedule.up;
    }

    /** What one stored kWh less saves in each step of the last refined schedule; minus infinite if it cannot be. */
    double[] down() {
        return schedule.down;
    }

    /** What the limit costs per kWh into or out of the store; 0 where it does not bind. */
    double price() {
        return schedule.price;
    }

    /** Leaves the pair with the best gain per kWh, if any gains more than a least one. */
    private boolean findBestPair(double[] up, double[] down, double least) {
        double[] energy = schedule.energy;
        double[] high = schedule.tube.high;
        double[] low = schedule.tube.low;
        double leastRoom = schedule.leastRoom;
        double best = least;
        boolean found = false;
        int store = -1;
        int release = -1;
        double cheapest = Double.POSITIVE_INFINITY;
        double dearest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < energy.length; t++) {
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
            if (energy[t] >= high[t] - leastRoom) {
                cheapest = Double.POSITIVE_INFINITY;
            } else if (up[t] < cheapest) {
                cheapest = up[t];
                store = t;
            }
            if (energy[t] <= low[t] + leastRoom) {
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
        double roomUp = schedule.roomUp(raised);
        double roomDown = schedule.roomDown(lowered);
        double amount = Math.min(Math.min(roomUp, roomDown), most);
        amount = Math.min(amount, schedule.slack(from, to, storingFirst));
        schedule.moveEnergy(from, to, storingFirst ? amount : -amount);
        schedule.change[raised] =
                amount == roomUp ? costs.point[schedule.segment[raised] + 1] : schedule.change[raised] + amount;
        schedule.change[lowered] =
                amount == roomDown ? costs.point[schedule.segment[lowered]] : schedule.change[lowered] - amount;
        schedule.updateSlopes(raised);
        schedule.updateSlopes(lowered);
        return amount;
    }
}
