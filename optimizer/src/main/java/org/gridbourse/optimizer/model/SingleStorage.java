package org.gridbourse.optimizer.model;

/** {@link StoragePlanner} as one planner of a site among others. */
final class SingleStorage implements SitePlanner {
    private static final String CONVEX =
            "particles hold the change of stored energy in each step; the best of them learns by pair shifts";
    private static final String PIECES =
            "particles hold which steps run and how, and settle by pair shifts in these pieces";

    /** Share of the objective that another plan must gain. */
    private static final double LEAST_GAIN = 1e-9;

    /** Programs by which a plan under a cycle limit is made better where running is not free. */
    private static final int PROGRAMS = 600;

    private final SiteDay day;
    private final Weights weights;
    private final Fleet fleet;
    private final StoragePlanner planner;

    /** @param fleet the storage and nothing else */
    SingleStorage(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
        planner = new StoragePlanner(day, weights);
    }

    @Override
    public SitePlan plan(long seed) {
        StoragePlan plan = planner.plan(seed);
        return of(isTight() ? improved(plan, seed) : plan);
    }

    /** Whether many steps may have to change together: a cycle limit, and running that is not free. */
    private boolean isTight() {
        return !day.stores().isEmpty()
                && !planner.isConvex()
                && day.store().throughputLimitKwh() < Double.POSITIVE_INFINITY;
    }

    private StoragePlan improved(StoragePlan plan, long seed) {
        FleetObjective objective = new FleetObjective(day, weights, fleet);
        FleetState state = new FleetState(day, fleet);
        state.setChange(0, plan.changeKwh().clone());
        FleetState better = new FleetSearch(day, weights, fleet, objective).improve(state, PROGRAMS, seed);
        double gain = objective.of(state) - objective.of(better);
        boolean misses = !new FleetWarnings(day, fleet).of(better).isEmpty();
        return !misses && gain > LEAST_GAIN * (1 + Math.abs(objective.of(state)))
                ? planner.inPlaceOf(plan, better.changeKwh[0])
                : plan;
    }

    @Override
    public SitePlan inPiecesOf(SitePlan kept) {
        return of(planner.inPiecesOf(change(kept)));
    }

    @Override
    public SitePlan mixture(SitePlan first, SitePlan second, double share) {
        double[] mixed = change(first);
        double[] other = change(second);
        for (int t = 0; t < mixed.length; t++) {
            mixed[t] += share * (other[t] - mixed[t]);
        }
        return of(planner.of(mixed));
    }

    @Override
    public boolean isConvex() {
        return planner.isConvex();
    }

    private double[] change(SitePlan plan) {
        return plan.storage() == null
                ? new double[day.steps]
                : plan.storage().changeKwh().clone();
    }

    SitePlan of(StoragePlan plan) {
        String how = day.stores().isEmpty() ? "nothing to plan" : planner.isConvex() ? CONVEX : PIECES;
        return new SitePlan(
                DevicePowers.ofStorage(day, plan.powerKw()),
                DevicePowers.ofStorage(day, plan.swarmPowerKw()),
                plan.swarmObjective(),
                plan.refinedObjective(),
                plan.evaluations(),
                plan.shifts(),
                plan.values(),
                plan.warnings(),
                how,
                plan);
    }
}
