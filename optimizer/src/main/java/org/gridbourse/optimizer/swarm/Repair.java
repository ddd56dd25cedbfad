package org.gridbourse.optimizer.swarm;

/** Moves a position into the feasible set, as little as its rule allows; what is feasible stays where it is. */
@FunctionalInterface
public interface Repair {
    void repair(double[] position);
}
