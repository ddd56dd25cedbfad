package org.gridbourse.optimizer;

/**
 * Which part of the solver did what.
 *
 * @param name of the method
 * @param evaluations of the objective by the swarm
 * @param swarmObjective objective that the swarm reached alone
 * @param refinedObjective objective that is reported, after refinement
 * @param swarmCost cost of the plan that the swarm reached alone
 * @param refinedCost cost that is reported
 * @param shifts improving energy shifts that learning and refinement made; of several devices, improving steps
 * @param millis wall-clock time; the only figure that differs between equal requests
 * @param swarm how the swarm worked, in words
 */
public record SolverReport(
        String name,
        long evaluations,
        double swarmObjective,
        double refinedObjective,
        double swarmCost,
        double refinedCost,
        long shifts,
        double millis,
        String swarm) {}
