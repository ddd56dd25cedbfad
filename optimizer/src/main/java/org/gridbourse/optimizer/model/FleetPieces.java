package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.stream.IntStream;

/** Which devices and steps of a fleet have more than one convex piece, and in which of them a plan is. */
final class FleetPieces {
    private final SiteDay day;
    private final Weights weights;
    private final List<Store> stores;
    private final int blocks;
    private final GridExchange grid;
    private final boolean[] mayBurn;
    private final boolean[] dented;

    FleetPieces(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        stores = fleet.stores();
        blocks = fleet.blocks().size();
        grid = new GridExchange(day, weights);
        mayBurn = new boolean[day.steps];
        dented = new boolean[day.steps];
        for (int t = 0; t < day.steps; t++) {
            double low = grid.slope(t, Math.min(0, day.committedKw[t]) - 1);
            double high = grid.slope(t, Math.max(0, day.committedKw[t]) + 1);
            double middle = day.committedKw[t] == 0 ? low : grid.slope(t, day.committedKw[t] / 2);
            mayBurn[t] = low < 0 || middle < 0 || high < 0;
            dented[t] = middle < low || high < middle;
        }
    }

    boolean isConvex() {
        return blocks == 0 && dentedSteps().length == 0 && stores.stream().allMatch(this::isConvex);
    }

    /** Steps in which selling earns more than buying costs: they import or export. */
    int[] dentedSteps() {
        return IntStream.range(0, day.steps).filter(t -> dented[t]).toArray();
    }

    /** Whether a store's running is free of choices. */
    boolean isConvex(Store store) {
        boolean both = store.power.chargeMaxKw() > 0 && store.power.dischargeMaxKw() > 0;
        return !isSwitched(store)
                && (!both
                        || IntStream.range(store.steps.first(), store.steps.end())
                                .noneMatch(t -> mayBurn[t]));
    }

    /** Whether it either rests or runs. */
    boolean isSwitched(Store store) {
        return store.running.minPowerKw() > 0 || store.running.startCharge() > 0 && weights.cost() > 0;
    }

    /** Whether it must choose a direction in one of its steps. */
    boolean isOneWay(Store store, int i) {
        return isSwitched(store) || mayBurn[store.steps.first() + i];
    }

    /**
     * As each store runs and rests now.
     *
     * @param free stores whose pieces are left open, costs of running in proportion to power
     */
    FleetProgram.Range of(FleetState state, boolean[] free) {
        double[][] lowest = new double[stores.size()][];
        double[][] highest = new double[stores.size()][];
        boolean anyFree = false;
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            lowest[k] = new double[store.steps.size()];
            highest[k] = new double[store.steps.size()];
            anyFree |= free[k];
            for (int i = 0; i < lowest[k].length; i++) {
                int way = free[k] || !isOneWay(store, i) ? 2 : (int) Math.signum(state.powerKw[k][i]);
                lowest[k][i] = lowest(store, way);
                highest[k][i] = highest(store, way);
            }
        }
        double[] leastGrid = new double[day.steps];
        double[] mostGrid = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            boolean held = dented[t] && !anyFree;
            double now = held ? grid.gridKw(t, state.demandKw(t), state.curtailableKw(t)) : 0;
            leastGrid[t] = held && now > 0 ? 0 : -day.exportKw;
            mostGrid[t] = held && now <= 0 ? 0 : day.importKw;
        }
        return new FleetProgram.Range(lowest, highest, leastGrid, mostGrid, free);
    }

    /** @param way 1 charges, -1 gives, 0 rests (or charges, where running is free), 2 any of them */
    private double lowest(Store store, int way) {
        if (way == 2 || way == -1) {
            return -store.power.dischargeMaxKw();
        }
        return way == 1 && isSwitched(store) ? store.running.minPowerKw() : 0;
    }

    private double highest(Store store, int way) {
        if (way == 2 || way == 1 || way == 0 && !isSwitched(store)) {
            return store.power.chargeMaxKw();
        }
        return way == -1 && isSwitched(store) ? -store.running.minPowerKw() : 0;
    }
}
