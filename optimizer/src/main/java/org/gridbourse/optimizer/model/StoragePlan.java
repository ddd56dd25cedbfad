package org.gridbourse.optimizer.model;

import java.util.List;

/**
 * What the storage does, and what planning it took.
 *
 * @param changeKwh of the store in each step, charging positive
 * @param powerKw at the terminals, charging positive; one entry per planned step
 * @param swarmPowerKw what the swarm alone had reached
 * @param swarmObjective weighted objective of it
 * @param refinedObjective weighted objective of {@code powerKw}
 * @param evaluations of the objective by the swarm
 * @param shifts of refinement
 * @param values marginal values at {@code powerKw}
 * @param warnings what was relaxed
 */
public record StoragePlan(
        double[] changeKwh,
        double[] powerKw,
        double[] swarmPowerKw,
        double swarmObjective,
        double refinedObjective,
        long evaluations,
        long shifts,
        MarginalValues values,
        List<String> warnings) {}
