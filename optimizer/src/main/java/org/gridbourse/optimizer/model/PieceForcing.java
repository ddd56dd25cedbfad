package org.gridbourse.optimizer.model;

/** Puts steps of a schedule into other pieces; the cheapest other steps make up for the energy. */
final class PieceForcing {
    private final StageCosts costs;
    private final PieceSchedule schedule;
    private final int[] wanted;
    private final double[] reachLow;
    private final double[] reachHigh;

    PieceForcing(PieceSchedule schedule) {
        this.schedule = schedule;
        costs = schedule.costs;
        wanted = new int[schedule.steps];
        reachLow = new double[schedule.steps];
        reachHigh = new double[schedule.steps];
    }

    /**
     * Puts a step into another piece, as near as possible to where it is, and lets the cheapest other steps make up for
     * the energy. Leaves the schedule unfinished, to be thrown away, if they cannot.
     */
    boolean force(int t, int newPiece) {
        double first = costs.point[costs.firstPoint[newPiece]];
        double last = costs.point[costs.firstPoint[newPiece + 1] - 1];
        double target = Math.max(first, Math.min(last, schedule.change[t]));
        double missing = target - schedule.change[t];
        while (Math.abs(missing) > schedule.leastRoom) {
            boolean raise = missing > 0;
            int partner = cheapestPartner(t, raise);
            if (partner < 0) {
                return false;
            }
            double room = raise ? schedule.roomDown(partner) : schedule.roomUp(partner);
            int begin = Math.min(t, partner);
            int end = Math.max(t, partner);
            boolean rises = raise == t < partner;
            double amount = Math.min(room, Math.min(Math.abs(missing), schedule.slack(begin, end, rises)));
            schedule.moveEnergy(begin, end, rises ? amount : -amount);
            double edge = costs.point[schedule.segment[partner] + (raise ? 0 : 1)];
            schedule.change[partner] = amount == room ? edge : schedule.change[partner] + (raise ? -amount : amount);
            schedule.updateSlopes(partner);
            missing += raise ? -amount : amount;
        }
        schedule.change[t] = target;
        schedule.enterPiece(t, newPiece);
        return true;
    }

    /** The pieces that {@link #realise} is to put the steps into: at first those that they are in. */
    int[] wanted() {
        System.arraycopy(schedule.piece, 0, wanted, 0, schedule.steps);
        return wanted;
    }

    /**
     * Puts every step into its wanted piece, as near as possible to where it is; false, and nothing changed, if no
     * schedule has these pieces. One pass back tells from which states the end can be reached, one forward clips.
     */
    boolean realise() {
        double lowest = Double.NEGATIVE_INFINITY;
        double highest = Double.POSITIVE_INFINITY;
        for (int t = schedule.steps - 1; t >= 0; t--) {
            lowest = Math.max(schedule.tube.low[t], lowest);
            highest = Math.min(schedule.tube.high[t], highest);
            if (lowest > highest + schedule.leastRoom) {
                return false;
            }
            reachLow[t] = lowest;
            reachHigh[t] = highest;
            lowest -= costs.point[costs.firstPoint[wanted[t] + 1] - 1];
            highest -= costs.point[costs.firstPoint[wanted[t]]];
        }
        if (schedule.tube.start < lowest - schedule.leastRoom || schedule.tube.start > highest + schedule.leastRoom) {
            return false;
        }
        double level = schedule.tube.start;
        for (int t = 0; t < schedule.steps; t++) {
            double first = costs.point[costs.firstPoint[wanted[t]]];
            double last = costs.point[costs.firstPoint[wanted[t] + 1] - 1];
            double next = Math.max(first, Math.min(last, schedule.change[t]));
            next = Math.max(reachLow[t] - level, Math.min(reachHigh[t] - level, next));
            schedule.change[t] = Math.max(first, Math.min(last, next));
            level += schedule.change[t];
            schedule.energy[t] = level;
            schedule.enterPiece(t, wanted[t]);
        }
        return true;
    }

    /** The step that best makes up for raising (or lowering) step t, or -1. */
    private int cheapestPartner(int t, boolean raise) {
        int best = -1;
        double bestGain = Double.NEGATIVE_INFINITY;
        // later partners: the states from t on rise if t is raised; earlier ones: the states before t fall
        for (int k = t + 1; k < schedule.steps && schedule.hasRoom(k - 1, raise); k++) {
            double gain = raise ? schedule.down[k] : -schedule.up[k];
            if (gain > bestGain) {
                bestGain = gain;
                best = k;
            }
        }
        for (int k = t - 1; k >= 0 && schedule.hasRoom(k, !raise); k--) {
            double gain = raise ? schedule.down[k] : -schedule.up[k];
            if (gain > bestGain) {
                bestGain = gain;
                best = k;
            }
        }
        return best;
    }
}
