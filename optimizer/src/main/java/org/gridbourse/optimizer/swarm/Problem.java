package org.gridbourse.optimizer.swarm;

/** What a swarm makes small: a function of a point in a box. */
public interface Problem {
    int dimension();

    /** Lower end of the box in one dimension. */
    double lowest(int dimension);

    /** Upper end of the box in one dimension. */
    double highest(int dimension);

    /** The objective of a repaired position; smaller is better. */
    double evaluate(double[] position);
}
