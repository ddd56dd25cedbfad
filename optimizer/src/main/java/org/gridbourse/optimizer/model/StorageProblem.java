package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Problem;

/** The weighted objective of a storage schedule, one stored-energy change per step. */
public record StorageProblem(StageCosts costs) implements Problem {
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
        for (int t = 0; t < change.length; t++) {
            sum += costs.at(t, change[t]);
        }
        return sum;
    }
}
