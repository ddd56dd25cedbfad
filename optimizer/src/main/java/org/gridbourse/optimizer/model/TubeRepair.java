package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.swarm.Repair;

/**
 * One pass over the day: each change is clipped to the power limits and to the tube of reachable states.
 *
 * @param deadBand share of the power limit below which a wanted change is taken for rest; gives "off" a size of its own
 *     where running itself costs
 */
public record TubeRepair(StageCosts costs, StateTube tube, double deadBand) implements Repair {
    @Override
    public void repair(double[] change) {
        double energy = tube.start;
        for (int t = 0; t < change.length; t++) {
            change[t] = tube.feasible(t, energy, rests(t, change[t]) ? 0 : change[t]);
            energy += change[t];
        }
    }

    private boolean rests(int t, double wanted) {
        return deadBand > 0 && wanted < deadBand * costs.highest(t) && wanted > deadBand * costs.lowest(t);
    }
}
