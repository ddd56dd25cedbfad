package org.gridbourse.optimizer.model;

import java.util.Optional;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Method;

/**
 * What a request asks to plan, and who plans it: one storage by itself, several devices together, or nobody where the
 * method leaves them alone.
 */
public final class Planning {
    private final SiteDay day;
    private final Fleet fleet;
    private final boolean controlled;

    public Planning(DispatchRequest request) {
        day = new SiteDay(request);
        fleet = new Fleet(request, day);
        controlled = request.method() == Method.OPTIMISED_STORAGE;
    }

    public SiteDay day() {
        return day;
    }

    public Fleet fleet() {
        return fleet;
    }

    /** Whether one storage at most is all there is to plan. */
    public boolean isSingle() {
        boolean coupled = day.stores().size() > 1
                || fleet.hasFlexibleLoads()
                || day.peakPricePerKw > 0 && !day.stores().isEmpty();
        boolean decaysInCycles = day.stores().stream()
                .anyMatch(store -> store.loses() && store.throughputLimitKwh() < Double.POSITIVE_INFINITY);
        return !coupled && !decaysInCycles;
    }

    public SitePlanner planner(Weights weights) {
        if (!controlled && fleet.hasFlexibleLoads()) {
            return new Uncontrolled(day, weights, fleet);
        }
        return isSingle() ? new SingleStorage(day, weights, fleet) : new FleetPlanner(day, weights, fleet);
    }

    /** The only storage left as it is planned now, within today's limits; empty if that breaks its cycle limit more than another plan. */
    public Optional<SitePlan> kept(Weights weights, double[] powerKw, SitePlan other) {
        return new StoragePlanner(day, weights)
                .keep(powerKw, other.storage())
                .map(plan -> new SingleStorage(day, weights, fleet).of(plan));
    }

    /** Storages idle, flexible loads as soon as they can. */
    public DevicePowers uncontrolled(Weights weights) {
        return new Uncontrolled(day, weights, fleet).devices();
    }
}
