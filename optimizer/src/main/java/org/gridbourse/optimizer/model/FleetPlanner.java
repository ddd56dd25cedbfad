package org.gridbourse.optimizer.model;

import org.gridbourse.optimizer.UnservableLoadException;

/**
 * Plans several devices behind one tie line. A convex site is a linear program; on others the swarm searches over where
 * blocks start and which devices run when, and the program finishes in the pieces it has found.
 */
final class FleetPlanner implements SitePlanner {
    private final SiteDay day;
    private final Weights weights;
    private final Fleet fleet;
    private final FleetObjective objective;

    FleetPlanner(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
        objective = new FleetObjective(day, weights, fleet);
    }

    /** @throws UnservableLoadException if no plan can serve the load */
    @Override
    public SitePlan plan(long seed) {
        return plan(seed, Integer.MAX_VALUE);
    }

    @Override
    public SitePlan plan(long seed, int mostPrograms) {
        FleetSearch search = new FleetSearch(day, weights, fleet, objective);
        FleetState state = search.search(seed, mostPrograms);
        return plan(search, state, search.swarm());
    }

    @Override
    public SitePlan inPiecesOf(SitePlan kept) {
        FleetSearch search = new FleetSearch(day, weights, fleet, objective);
        FleetState state = search.inPiecesOf(state(kept.devices()));
        return plan(search, state, state);
    }

    @Override
    public SitePlan mixture(SitePlan first, SitePlan second, double share) {
        FleetState mixed = state(first.devices());
        FleetState other = state(second.devices());
        for (int k = 0; k < mixed.changeKwh.length; k++) {
            double[] change = mixed.changeKwh[k].clone();
            for (int i = 0; i < change.length; i++) {
                change[i] += share * (other.changeKwh[k][i] - change[i]);
            }
            mixed.setChange(k, change);
        }
        return plan(new FleetSearch(day, weights, fleet, objective), mixed, mixed);
    }

    @Override
    public boolean isConvex() {
        return new FleetSearch(day, weights, fleet, objective).isConvex();
    }

    private FleetState state(DevicePowers devices) {
        FleetState state = new FleetState(day, fleet);
        for (int k = 0; k < fleet.stores().size(); k++) {
            Store store = fleet.stores().get(k);
            double[] power = devices.stores().get(k).powerKw();
            double[] change = new double[power.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = store.storedKwh(i, power[i]);
            }
            state.setChange(k, change);
        }
        for (int b = 0; b < fleet.blocks().size(); b++) {
            state.setBlock(b, devices.blocks().get(b).steps());
        }
        return state;
    }

    private SitePlan plan(FleetSearch search, FleetState state, FleetState swarm) {
        return new SitePlan(
                DevicePowers.of(day, fleet, state),
                DevicePowers.of(day, fleet, swarm),
                objective.of(swarm),
                objective.of(state),
                search.evaluations(),
                search.improvements(),
                search.values(state),
                new FleetWarnings(day, fleet).of(state),
                search.method(),
                null);
    }
}
