package org.gridbourse.optimizer.model;

import java.util.List;
import org.gridbourse.optimizer.UnservableLoadException;

/** Nobody plans: storages rest, vehicles charge when they arrive, blocks run when they may. */
final class Uncontrolled implements SitePlanner {
    private static final double SAME_KWH = 1e-9;

    private final SiteDay day;
    private final Weights weights;
    private final Fleet fleet;

    Uncontrolled(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
    }

    DevicePowers devices() {
        return DevicePowers.of(day, fleet, state());
    }

    @Override
    public SitePlan plan(long seed) {
        FleetState state = state();
        GridExchange grid = new GridExchange(day, weights);
        double[] demand = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            demand[t] = state.demandKw(t);
            if (demand[t] > day.importKw) {
                throw new UnservableLoadException(day.firstStep + t, demand[t] - day.importKw);
            }
        }
        DevicePowers devices = DevicePowers.of(day, fleet, state);
        return new SitePlan(
                devices,
                devices,
                0,
                0,
                0,
                0,
                MarginalValues.ofDemand(day, grid, demand),
                new FleetWarnings(day, fleet).of(state),
                "nothing to plan",
                null);
    }

    @Override
    public SitePlan inPiecesOf(SitePlan kept) {
        return kept;
    }

    @Override
    public SitePlan mixture(SitePlan first, SitePlan second, double share) {
        return first;
    }

    @Override
    public boolean isConvex() {
        return true;
    }

    FleetState state() {
        FleetState state = new FleetState(day, fleet);
        List<FixedBlock> blocks = fleet.blocks();
        for (int b = 0; b < blocks.size(); b++) {
            FixedBlock block = blocks.get(b);
            state.setBlock(b, block.cheapest((part, t) -> {
                double over = Math.max(0, state.demandKw(t) + block.powerKw()[part] - day.importKw);
                return t + 1e6 * over;
            }));
        }
        for (int k = 0; k < fleet.stores().size(); k++) {
            Store store = fleet.stores().get(k);
            if (store.isFlexible()) {
                state.setChange(k, atOnce(store, state));
            }
        }
        return state;
    }

    private double[] atOnce(Store store, FleetState state) {
        double[] change = new double[store.steps.size()];
        double missing = store.energies.wanted() - store.energies.start();
        double least = store.running.minPowerKw();
        double perKw = store.power.chargeEfficiency() * day.hours;
        for (int i = 0; i < change.length && missing > SAME_KWH; i++) {
            double room = day.importKw - state.demandKw(store.steps.first() + i);
            double power = Math.min(Math.min(store.power.chargeMaxKw(), missing / perKw), room);
            double rest = missing - power * perKw;
            if (rest > SAME_KWH && rest < least * perKw) {
                power = missing / perKw - least;
            }
            if (power >= least && power > 0) {
                change[i] = store.storedKwh(i, power);
                missing -= power * perKw;
            }
        }
        return change;
    }
}
