package org.gridbourse.optimizer.swarm;

/** Local search on a feasible position, which stays feasible and never gets worse. */
@FunctionalInterface
public interface Refinement {
    /** Improves the position in place and tells how many improving steps it made. */
    long refine(double[] position);
}
