package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Problem;

/**
 * The weighted objective of a storage schedule, one stored-energy change per step.
 *
 * @param limitKwh most energy that may go into and out of the store, together; what is beyond weighs more than any gain
 */
public record StorageProblem(StageCosts costs, double limitKwh) implements Problem {
    /** Without a limit. */
    public StorageProblem(StageCosts costs) {
        this(costs, Double.POSITIVE_INFINITY);
    }

    @Override
    public int dimension() {
        return costs.steps;
    }

    @Override
    public double lowest(int step) {
        return costs.lowest(step);
    }

    @Override
    public double highest(int step) {
        return costs.highest(step);
    }

    @Override
    public double evaluate(double[] change) {
        double sum = 0;
        double throughput = 0;
        for (int t = 0; t < change.length; t++) {
            sum += costs.at(t, change[t]);
            throughput += Math.abs(change[t]);
        }
        return sum + costs.beyond(throughput, limitKwh);
    }
}
