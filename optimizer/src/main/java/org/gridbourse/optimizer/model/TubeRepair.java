package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Repair;

/** One pass over the day: each change is clipped to the power limits and to the tube of reachable states. */
public final class TubeRepair implements Repair {
    private final StageCosts costs;
    private final StateTube tube;

    public TubeRepair(StageCosts costs, StateTube tube) {
        this.costs = costs;
        this.tube = tube;
    }

    @Override
    public void repair(double[] change) {
        double energy = tube.start;
        for (int t = 0; t < change.length; t++) {
            double wanted = Math.max(costs.lowest(t), Math.min(costs.highest(t), change[t]));
            double next = Math.max(tube.tubeLow[t], Math.min(tube.tubeHigh[t], energy + wanted));
            change[t] = Math.max(costs.lowest(t), Math.min(costs.highest(t), next - energy));
            energy = next;
        }
    }
}
