package org.gridbourse.optimizer.model;

import java.util.List;

/**
 * What all devices of a site do, and what planning it took.
 *
 * @param devices the plan that is reported
 * @param swarm what the swarm alone had reached
 * @param swarmObjective weighted objective of it
 * @param refinedObjective weighted objective of {@code devices}
 * @param evaluations of the objective by the swarm
 * @param shifts improving steps of refinement
 * @param values marginal values at {@code devices}
 * @param warnings what was relaxed
 * @param method how the swarm works on this site, in words
 * @param storage where the site has no more than one storage to plan, its own plan; else null
 */
public record SitePlan(
        DevicePowers devices,
        DevicePowers swarm,
        double swarmObjective,
        double refinedObjective,
        long evaluations,
        long shifts,
        MarginalValues values,
        List<String> warnings,
        String method,
        StoragePlan storage) {}
