package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Repair;

/**
 * Brings a schedule of a convex day within a throughput limit: it moves towards rest as far as that takes. Mixtures of
 * two schedules are schedules there, and their throughput is at most the mixture of both throughputs.
 *
 * @param reachable what comes first: limits of power and states
 * @param rest what {@code reachable} makes of an idle storage
 * @param limitKwh most energy that may go into and out of the store, together
 */
record CycleRepair(Repair reachable, double[] rest, double limitKwh) implements Repair {
    @Override
    public void repair(double[] change) {
        reachable.repair(change);
        double throughput = PairShift.throughputKwh(change);
        if (throughput > limitKwh) {
            double atRest = PairShift.throughputKwh(rest);
            double share = atRest < limitKwh ? (limitKwh - atRest) / (throughput - atRest) : 0;
            for (int t = 0; t < change.length; t++) {
                change[t] = rest[t] + share * (change[t] - rest[t]);
            }
        }
    }
}
