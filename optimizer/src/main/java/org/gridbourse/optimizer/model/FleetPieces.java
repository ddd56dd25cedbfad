package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.stream.IntStream;

/** Which devices and steps of a fleet have more than one convex piece, and in which of them a plan is. */
final class FleetPieces {
    private final SiteDay day;
    private final Weights weights;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final GridExchange grid;
    /** Whether some storage gives no more than the loads take: a vehicle that charges and gives at once would let it give more. */
    private final boolean ownOnly;

    private final boolean[] mayBurn;
    private final boolean[] dented;

    FleetPieces(SiteDay day, Weights weights, Fleet fleet) {
        this.day = day;
        this.weights = weights;
        stores = fleet.stores();
        blocks = fleet.blocks();
        ownOnly = stores.stream().anyMatch(store -> !store.contract.dischargeToGrid());
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
        return blocks.isEmpty() && dentedSteps().length == 0 && stores.stream().allMatch(this::isConvex);
    }

    /** Steps in which selling earns more than buying costs: they import or export. */
    int[] dentedSteps() {
        return IntStream.range(0, day.steps).filter(t -> dented[t]).toArray();
    }

    /** Whether a store's running is free of choices. */
    boolean isConvex(Store store) {
        return IntStream.range(0, store.steps.size()).noneMatch(i -> isOneWay(store, i));
    }

    /** Whether it either rests or runs. */
    boolean isSwitched(Store store) {
        return store.running.minPowerKw() > 0 || store.running.startCharge() > 0 && weights.cost() > 0;
    }

    /** Whether it must choose a direction in one of its steps. */
    boolean isOneWay(Store store, int i) {
        return isSwitched(store) || gainsByBoth(store, i);
    }

    /** Whether charging and giving at once would pay: energy is burnt, or seen as load. */
    private boolean gainsByBoth(Store store, int i) {
        boolean both = store.power.chargeMaxKw() > 0 && store.power.dischargeMaxKw() > 0;
        return both && (mayBurn[store.steps.first() + i] || ownOnly && store.isFlexible());
    }

    /** Everything open. */
    PieceChoices all() {
        int[][] ways = new int[stores.size()][];
        for (int k = 0; k < ways.length; k++) {
            ways[k] = new int[stores.get(k).steps.size()];
            for (int i = 0; i < ways[k].length; i++) {
                ways[k][i] = ways(stores.get(k), i);
            }
        }
        int[] grid = new int[day.steps];
        for (int t : dentedSteps()) {
            grid[t] = PieceChoices.IMPORT | PieceChoices.EXPORT;
        }
        int[][] earliest = new int[blocks.size()][];
        int[][] latest = new int[blocks.size()][];
        for (int b = 0; b < earliest.length; b++) {
            FixedBlock block = blocks.get(b);
            int parts = block.powerKw().length;
            earliest[b] = new int[parts];
            latest[b] = new int[parts];
            for (int p = 0; p < parts; p++) {
                earliest[b][p] = block.window().first() + p;
                latest[b][p] = block.window().end() - parts + p;
            }
        }
        return new PieceChoices(ways, grid, earliest, latest);
    }

    private int ways(Store store, int i) {
        if (!isOneWay(store, i)) {
            return 0;
        }
        double least = isSwitched(store) ? store.running.minPowerKw() : 0;
        int charge = canRun(store.power.chargeMaxKw(), least) ? PieceChoices.CHARGE : 0;
        int give = canRun(store.power.dischargeMaxKw(), least) ? PieceChoices.GIVE : 0;
        return isSwitched(store) ? charge | give | PieceChoices.REST : charge | give;
    }

    private static boolean canRun(double mostKw, double leastKw) {
        return mostKw > 0 && mostKw >= leastKw;
    }

    /** Only as a plan runs; its blocks are placed. */
    PieceChoices of(FleetState state) {
        PieceChoices choices = all();
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < choices.ways()[k].length; i++) {
                int open = choices.ways()[k][i];
                choices.ways()[k][i] = open == 0 ? 0 : way(stores.get(k), open, state.powerKw[k][i]);
            }
        }
        for (int t : dentedSteps()) {
            double now = grid.gridKw(t, state.demandKw(t), state.curtailableKw(t));
            choices.grid()[t] = now > 0 ? PieceChoices.IMPORT : PieceChoices.EXPORT;
        }
        for (int b = 0; b < blocks.size(); b++) {
            if (state.blockSteps[b] != null) {
                choices.earliest()[b] = state.blockSteps[b].clone();
                choices.latest()[b] = state.blockSteps[b].clone();
            }
        }
        return choices;
    }

    /** As a plan runs, but for devices (stores, then blocks) that are let out of their pieces; with any of them the exchange. */
    PieceChoices of(FleetState state, boolean[] free) {
        PieceChoices choices = of(state);
        PieceChoices all = all();
        boolean any = false;
        for (int device = 0; device < free.length; device++) {
            any |= free[device];
            int b = device - stores.size();
            if (free[device] && b < 0) {
                choices.ways()[device] = all.ways()[device];
            } else if (free[device]) {
                choices.earliest()[b] = all.earliest()[b];
                choices.latest()[b] = all.latest()[b];
            }
        }
        return any ? new PieceChoices(choices.ways(), all.grid(), choices.earliest(), choices.latest()) : choices;
    }

    private int way(Store store, int open, double powerKw) {
        if (powerKw == 0 && isSwitched(store)) {
            return PieceChoices.REST;
        }
        if (powerKw == 0) {
            return (open & PieceChoices.CHARGE) == 0 ? open : PieceChoices.CHARGE;
        }
        return powerKw > 0 ? PieceChoices.CHARGE : PieceChoices.GIVE;
    }

    /** The powers that choices leave open. */
    FleetRange range(PieceChoices choices) {
        double[][] lowest = new double[stores.size()][];
        double[][] highest = new double[stores.size()][];
        boolean[][] free = new boolean[stores.size()][];
        boolean[][] oneWay = new boolean[stores.size()][];
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            double least = isSwitched(store) ? store.running.minPowerKw() : 0;
            int steps = store.steps.size();
            lowest[k] = new double[steps];
            highest[k] = new double[steps];
            free[k] = new boolean[steps];
            oneWay[k] = new boolean[steps];
            for (int i = 0; i < steps; i++) {
                int ways = choices.ways()[k][i];
                boolean charges = ways == 0 || (ways & PieceChoices.CHARGE) != 0;
                boolean gives = ways == 0 || (ways & PieceChoices.GIVE) != 0;
                lowest[k][i] = gives ? -store.power.dischargeMaxKw() : ways == PieceChoices.CHARGE ? least : 0;
                highest[k][i] = charges ? store.power.chargeMaxKw() : ways == PieceChoices.GIVE ? -least : 0;
                free[k][i] = Integer.bitCount(ways) > 1;
                oneWay[k][i] = charges && gives && gainsByBoth(store, i);
            }
        }
        double[] leastGrid = new double[day.steps];
        double[] mostGrid = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            leastGrid[t] = choices.grid()[t] == PieceChoices.IMPORT ? 0 : -day.exportKw;
            mostGrid[t] = choices.grid()[t] == PieceChoices.EXPORT ? 0 : day.importKw;
        }
        return new FleetRange(lowest, highest, free, oneWay, leastGrid, mostGrid);
    }
}
