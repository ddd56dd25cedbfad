package org.gridbourse.optimizer.model;

/** {@link StoragePlanner} as one planner of a site among others. */
final class SingleStorage implements SitePlanner {
    private static final String CONVEX =
            "particles hold the change of stored energy in each step; the best of them learns by pair shifts";
    private static final String PIECES =
            "particles hold which steps run and how, and settle by pair shifts in these pieces";

    private final SiteDay day;
    private final StoragePlanner planner;

    SingleStorage(SiteDay day, Weights weights) {
        this.day = day;
        planner = new StoragePlanner(day, weights);
    }

    @Override
    public SitePlan plan(long seed) {
        return of(planner.plan(seed));
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
