package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/** The search for the best plan of several devices; one search plans once. */
final class FleetSearch {
    private static final double UNSERVED_KW = 1e-6;
    private static final int POLISHING_ROUNDS = 4;
    private static final int LEVELS = 160;
    private static final double LEAST_GAIN = 1e-12;
    private static final int MOST_TRIALS = 12;

    private final SiteDay day;
    private final Weights weights;
    private final Fleet fleet;
    private final List<Store> stores;
    private final FleetObjective objective;
    private final GridExchange grid;
    private final boolean[] mayBurn;
    private final boolean[] dented;
    private FleetState swarm;
    private double[] priceOfDemand;
    private long evaluations;
    private long improvements;

    FleetSearch(SiteDay day, Weights weights, Fleet fleet, FleetObjective objective) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
        this.objective = objective;
        stores = fleet.stores();
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

    FleetState swarm() {
        return swarm;
    }

    long evaluations() {
        return evaluations;
    }

    long improvements() {
        return improvements;
    }

    String method() {
        return "";
    }

    FleetState search(long seed) {
        FleetState state = new FleetState(day, fleet);
        solveRelaxation(state);
        swarm = state.copy();
        evaluations = 1;
        if (!isConvex()) {
            state = discrete(state);
        } else {
            polish(state);
        }
        return state;
    }

    boolean isConvex() {
        return fleet.blocks().isEmpty()
                && IntStream.range(0, day.steps).noneMatch(t -> dented[t])
                && stores.stream().allMatch(this::isConvex);
    }

    private boolean isConvex(Store store) {
        boolean both = store.power.chargeMaxKw() > 0 && store.power.dischargeMaxKw() > 0;
        return store.running.minPowerKw() == 0
                && (store.running.startCharge() == 0 || weights.cost() == 0)
                && (!both
                        || IntStream.range(store.steps.first(), store.steps.end())
                                .noneMatch(t -> mayBurn[t]));
    }

    /** Blocks run in parts as it pays; running costs nothing by itself. */
    private void solveRelaxation(FleetState state) {
        List<Store> relaxed = new ArrayList<>(stores);
        for (FixedBlock block : fleet.blocks()) {
            double energy = block.requiredKwh() - block.missingKwh();
            relaxed.add(Store.ofLoad(
                    Store.Kind.BLOCK,
                    block.name(),
                    block.window(),
                    new Storage.Power(block.highestKw(), 0, 1, 1),
                    0,
                    new Store.Energies(0, 0, energy, energy),
                    new Store.PerKwh(0, 0, 0),
                    day.hours));
        }
        FleetProgram.Solution solution = new FleetProgram(day, weights, relaxed, null).solve();
        for (int t = 0; t < day.steps; t++) {
            if (solution.missingKw()[t] > UNSERVED_KW) {
                throw new UnservableLoadException(day.firstStep + t, solution.missingKw()[t]);
            }
        }
        take(state, solution);
    }

    private void take(FleetState state, FleetProgram.Solution solution) {
        for (int k = 0; k < stores.size(); k++) {
            state.setChange(k, solution.changeKwh()[k]);
        }
        priceOfDemand = solution.priceOfDemand();
    }

    /** Each store in turn at its own optimum between the others, until none gains. */
    private void polish(FleetState state) {
        double reached = objective.of(state);
        for (int round = 0; round < POLISHING_ROUNDS; round++) {
            double now = reached;
            for (int k = 0; k < stores.size(); k++) {
                double[] before = state.changeKwh[k];
                improve(state, k, false);
                double after = objective.of(state);
                if (after > now + LEAST_GAIN * (1 + Math.abs(now))) {
                    state.setChange(k, before);
                } else {
                    now = after;
                }
            }
            if (now >= reached - LEAST_GAIN * (1 + Math.abs(reached))) {
                return;
            }
            reached = now;
        }
    }

    private double importLimit(FleetState state) {
        return day.peakPricePerKw > 0
                ? Math.min(day.importKw, Math.max(day.peakSoFarKw, objective.peakKw(state)))
                : day.importKw;
    }

    /** One store between the others. */
    private void improve(FleetState state, int k, boolean search) {
        Store store = stores.get(k);
        SiteDay view = state.dayOfStores(importLimit(state));
        StageCosts costs;
        StateTube tube;
        try {
            costs = new StageCosts(view, weights, store, state.without(k));
            tube = new StateTube(view, store, costs);
        } catch (UnservableLoadException othersTakeTooMuch) {
            return;
        }
        double limit = store.loses() ? Double.POSITIVE_INFINITY : store.throughputLimitKwh();
        PairShift shift = new PairShift(costs, tube, limit);
        double[] change = state.changeKwh[k].clone();
        new TubeRepair(costs, tube, 0).repair(change);
        boolean settled = !store.loses() || store.throughputLimitKwh() == Double.POSITIVE_INFINITY;
        if (settled) {
            improvements += costs.convex() ? shift.refine(change) : new PieceSearch(costs, shift).refine(change);
        }
        if (search && !costs.convex()) {
            double[] best = change;
            change = new LatticeSearch(costs, tube, LEVELS)
                    .search(0)
                    .map(found -> {
                        new PieceSearch(costs, shift).refine(found);
                        StorageProblem problem = new StorageProblem(costs, limit);
                        return problem.evaluate(found) < problem.evaluate(best) ? found : best;
                    })
                    .orElse(best);
        }
        state.setChange(k, change);
    }

    private FleetState discrete(FleetState relaxed) {
        FleetState state = relaxed;
        placeByPrice(state);
        FleetProgram.Solution solution = program(state, null).solve();
        take(state, solution);
        FleetState best = settled(state);
        double reached = objective.of(best);
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            FleetState moved = best.copy();
            if (!moveOneByPrice(moved, trial)) {
                continue;
            }
            take(moved, program(moved, null).solve());
            FleetState other = settled(moved);
            double value = objective.of(other);
            if (value < reached - LEAST_GAIN * (1 + Math.abs(reached))) {
                best = other;
                reached = value;
            }
        }
        return best;
    }

    /** From a relaxation to a plan: stores and blocks in turn, then the program in the pieces they are in. */
    private FleetState settled(FleetState state) {
        descend(state);
        FleetState other = state.copy();
        take(other, program(state, pieces(state)).solve());
        polish(other);
        return objective.of(other) < objective.of(state) ? other : state;
    }

    /** The best plan whose devices run and rest as in a given one. */
    FleetState inPiecesOf(FleetState kept) {
        FleetState other = kept.copy();
        take(other, program(kept, pieces(kept)).solve());
        return other;
    }

    private void descend(FleetState state) {
        double reached = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 3; round++) {
            for (int k = 0; k < stores.size(); k++) {
                improve(state, k, !isConvex(stores.get(k)));
            }
            for (int b = 0; b < fleet.blocks().size(); b++) {
                place(state, b);
            }
            double now = objective.of(state);
            if (now >= reached - 1e-6 * (1 + Math.abs(reached))) {
                return;
            }
            reached = now;
        }
    }

    private void placeByPrice(FleetState state) {
        List<FixedBlock> blocks = fleet.blocks();
        int[] order = IntStream.range(0, blocks.size())
                .boxed()
                .sorted(Comparator.comparingDouble(b -> -blocks.get(b).requiredKwh()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int b : order) {
            FixedBlock block = blocks.get(b);
            state.setBlock(b, block.cheapest((part, t) -> priceOfDemand[t] * block.powerKw()[part]));
        }
    }

    private boolean moveOneByPrice(FleetState state, int trial) {
        int b = trial % Math.max(1, fleet.blocks().size());
        if (fleet.blocks().isEmpty()) {
            return false;
        }
        FixedBlock block = fleet.blocks().get(b);
        int[] before = state.blockSteps[b];
        int[] after = block.cheapest((part, t) -> priceOfDemand[t] * block.powerKw()[part]);
        state.setBlock(b, after);
        return !Arrays.equals(before, after);
    }

    /** Where the exchange with the grid makes a block cheapest, all others staying. */
    private void place(FleetState state, int b) {
        FixedBlock block = fleet.blocks().get(b);
        state.setBlock(b, null);
        double limit = importLimit(state);
        state.setBlock(b, block.cheapest((part, t) -> {
            double power = block.powerKw()[part];
            double demand = state.demandKw(t);
            double curtailable = state.curtailableKw(t);
            double over = Math.max(0, demand + power - limit);
            return grid.demandPrice(t, demand + power, curtailable)
                    - grid.demandPrice(t, demand, curtailable)
                    + 1e6 * over;
        }));
    }

    private FleetProgram program(FleetState state, FleetProgram.Range range) {
        return new FleetProgram(state.dayOfStores(day.importKw), weights, stores, range);
    }

    /** As each store runs and rests now. */
    private FleetProgram.Range pieces(FleetState state) {
        double[][] lowest = new double[stores.size()][];
        double[][] highest = new double[stores.size()][];
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            int size = store.steps.size();
            lowest[k] = new double[size];
            highest[k] = new double[size];
            boolean fixed = store.running.minPowerKw() > 0 || store.running.startCharge() > 0;
            for (int i = 0; i < size; i++) {
                double power = state.powerKw[k][i];
                double least = store.running.minPowerKw();
                boolean oneWay = fixed || mayBurn[store.steps.first() + i];
                boolean charges = oneWay ? power > 0 || !fixed && power == 0 : true;
                boolean gives = oneWay ? power < 0 : true;
                lowest[k][i] = gives ? -store.power.dischargeMaxKw() : charges && fixed ? least : 0;
                highest[k][i] = charges ? store.power.chargeMaxKw() : gives && fixed ? -least : 0;
            }
        }
        double[] leastGrid = new double[day.steps];
        double[] mostGrid = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            double now = grid.gridKw(t, state.demandKw(t), state.curtailableKw(t));
            leastGrid[t] = dented[t] && now > 0 ? 0 : -day.exportKw;
            mostGrid[t] = dented[t] && now <= 0 ? 0 : day.importKw;
        }
        return new FleetProgram.Range(lowest, highest, leastGrid, mostGrid);
    }

    MarginalValues values(FleetState state) {
        double[] demand = new double[day.steps];
        Arrays.setAll(demand, state::demandKw);
        double limit = importLimit(state);
        SiteDay view = state.dayOfStores(limit);
        MarginalValues values = MarginalValues.ofDemand(view, new GridExchange(view, weights), demand);
        for (int k = 0; k < stores.size(); k++) {
            Store store = stores.get(k);
            try {
                StageCosts costs = new StageCosts(view, weights, store, state.without(k));
                StateTube tube = new StateTube(view, store, costs);
                PairShift shift = new PairShift(costs, tube);
                double[] change = state.changeKwh[k].clone();
                new TubeRepair(costs, tube, 0).repair(change);
                shift.enter(change);
                values.join(weights, store, tube, shift, store.powersKw(change));
            } catch (UnservableLoadException othersTakeTooMuch) {
                continue;
            }
        }
        return values;
    }
}
