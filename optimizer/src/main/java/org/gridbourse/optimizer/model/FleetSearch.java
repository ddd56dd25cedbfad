package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;
import org.gridbourse.optimizer.swarm.Problem;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.SwarmResult;
import org.gridbourse.optimizer.swarm.Termination;

/** The search for the best plan of several devices; one search plans once. */
final class FleetSearch {
    private static final double UNSERVED_KW = 1e-6;
    private static final int POLISHING_ROUNDS = 4;
    private static final double LEAST_GAIN = 1e-12;
    /** Share of the objective that a round must gain to be followed by another. */
    private static final double WORTHWHILE = 1e-6;
    /** Accuracy at which plans are compared. */
    private static final double ROUGH = 1e-6;

    private static final int PARTICLES = 6;
    private static final int LEAST_EVALUATIONS = 12;
    private static final int MOST_EVALUATIONS = 60;
    private static final int LEAST_TRIALS = 24;
    private static final int MOST_TRIALS = 60;
    /** Steps times stores times programs, in all, beyond the least. */
    private static final int SIZE_IN_ALL = 20_000;
    /** Levels of stored energy between which a device chooses. */
    private static final int LEVELS = 160;
    /** Most that a particle tilts the prices of a device's time, from its first to its last step, of the largest price. */
    private static final double MOST_TILT = 0.05;
    /** What a kW beyond the tie line costs, in largest prices. */
    private static final double OVER_LIMIT = 1000;
    /** What a kWh costs that a device does otherwise than the program, of the largest price: enough to decide ties. */
    private static final double ASIDE = 0.01;

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
        return isConvex()
                ? "nothing to search: a convex site is a linear program, solved exactly"
                : "particles hold how much each device prefers to run early or late, devices answer prices so tilted, and"
                        + " a linear program settles how they run";
    }

    FleetState search(long seed) {
        FleetState state = new FleetState(day, fleet);
        solveRelaxation(state);
        swarm = state.copy();
        if (!isConvex()) {
            state = discrete(state, seed);
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
        return IntStream.range(store.steps.first(), store.steps.end()).noneMatch(t -> dented[t])
                && store.running.minPowerKw() == 0
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
                improve(state, k);
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

    /** Between the others there may be no room for a least power. */
    private static boolean fits(StageCosts costs, double[] change) {
        for (int t = 0; t < change.length; t++) {
            if (costs.cheapestPiece(t, change[t]) < 0) {
                return false;
            }
        }
        return true;
    }

    private double importLimit(FleetState state) {
        return day.peakPricePerKw > 0
                ? Math.min(day.importKw, Math.max(day.peakSoFarKw, objective.peakKw(state)))
                : day.importKw;
    }

    /** One store between the others. */
    private void improve(FleetState state, int k) {
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
        if (!fits(costs, change)) {
            return;
        }
        if (!store.loses() || store.throughputLimitKwh() == Double.POSITIVE_INFINITY) {
            improvements += shift.refine(change);
        }
        state.setChange(k, change);
    }

    /**
     * The swarm: a particle holds for each device, whose running is not free, how much it prefers to run early or late.
     * Each answers the prices of the relaxation, so tilted, with its own cheapest plan, and the program settles how they
     * run.
     */
    private FleetState discrete(FleetState relaxed, long seed) {
        double[] prices = priceOfDemand;
        int[] choosing = IntStream.range(0, stores.size())
                .filter(k -> !isConvex(stores.get(k)))
                .toArray();
        Answers answers = new Answers(relaxed, prices, choosing);
        int evaluationsWanted = Math.max(LEAST_EVALUATIONS, Math.min(MOST_EVALUATIONS, SIZE_IN_ALL / size()));
        SwarmResult result = new Swarm(answers, FleetSearch::clip, PARTICLES)
                .search(
                        List.of(new double[answers.dimension()]),
                        Termination.after(evaluationsWanted / PARTICLES - 1),
                        new SplittableRandom(seed));
        evaluations = result.evaluations();
        swarm = answers.best.copy();
        return refined(answers, choosing);
    }

    private int size() {
        return Math.max(1, day.steps * (1 + stores.size()));
    }

    private static void clip(double[] tilt) {
        for (int d = 0; d < tilt.length; d++) {
            tilt[d] = Math.max(-1, Math.min(1, tilt[d]));
        }
    }

    /** Plans that devices answer to tilts of the prices; keeps the best. */
    private final class Answers implements Problem {
        private final FleetState relaxed;
        private final double[] prices;
        private final int[] choosing;
        private FleetState best;
        private double value = Double.POSITIVE_INFINITY;
        private double[] pricesOfBest;

        Answers(FleetState relaxed, double[] prices, int[] choosing) {
            this.relaxed = relaxed;
            this.prices = prices;
            this.choosing = choosing;
        }

        @Override
        public int dimension() {
            return choosing.length + fleet.blocks().size();
        }

        @Override
        public double lowest(int device) {
            return -1;
        }

        @Override
        public double highest(int device) {
            return 1;
        }

        @Override
        public double evaluate(double[] tilt) {
            FleetState state = relaxed.copy();
            double[] now = prices;
            if (!fleet.blocks().isEmpty()) {
                for (int b = 0; b < fleet.blocks().size(); b++) {
                    placeAtPrices(
                            state,
                            b,
                            tilted(
                                    prices,
                                    tilt[choosing.length + b],
                                    fleet.blocks().get(b).window()));
                }
                take(state, program(state, null).solve(ROUGH));
                now = priceOfDemand;
            }
            for (int c = 0; c < choosing.length; c++) {
                int k = choosing[c];
                runAtPrices(state, k, tilted(now, tilt[c], stores.get(k).steps));
            }
            if (choosing.length > 0) {
                take(state, program(state, pieces(state)).solve(ROUGH));
            }
            double reached = objective.of(state);
            if (reached < value) {
                value = reached;
                best = state;
                pricesOfBest = priceOfDemand;
            }
            return reached;
        }

        private double[] tilted(double[] given, double tilt, Store.Steps steps) {
            if (tilt == 0) {
                return given;
            }
            double[] tilted = given.clone();
            for (int t = steps.first(); t < steps.end(); t++) {
                double place = (t + 0.5 - steps.first()) / steps.size() - 0.5;
                tilted[t] += tilt * MOST_TILT * largestPrice() * place;
            }
            return tilted;
        }
    }

    /** Rounds in which one device after the other answers the prices of the best plan so far. */
    private FleetState refined(Answers answers, int[] choosing) {
        FleetState best = answers.best;
        double reached = answers.value;
        double[] prices = answers.pricesOfBest;
        int devices = choosing.length + fleet.blocks().size();
        int most = Math.max(LEAST_TRIALS, Math.min(MOST_TRIALS, SIZE_IN_ALL / size()));
        int failed = 0;
        int solved = 0;
        for (int trial = 0; failed < 2 * devices && solved < most; trial++) {
            FleetState other = best.copy();
            int d = trial % devices;
            boolean atPrices = trial / devices % 2 == 0;
            boolean moved = d < choosing.length
                    ? moveStore(other, choosing[d], prices, atPrices)
                    : moveBlock(other, d - choosing.length, prices, atPrices);
            failed++;
            if (!moved) {
                continue;
            }
            solved++;
            take(other, program(other, pieces(other)).solve(ROUGH));
            double now = objective.of(other);
            if (now < reached - WORTHWHILE * (1 + Math.abs(reached))) {
                improvements++;
                best = other;
                reached = now;
                prices = priceOfDemand;
                failed = 0;
            }
        }
        take(best, program(best, pieces(best)).solve());
        polish(best);
        return best;
    }

    private boolean moveStore(FleetState state, int k, double[] prices, boolean atPrices) {
        return atPrices ? runAtPrices(state, k, prices) : runBetweenOthers(state, k);
    }

    private boolean moveBlock(FleetState state, int b, double[] prices, boolean atPrices) {
        return atPrices ? placeAtPrices(state, b, prices) : placeBetweenOthers(state, b);
    }

    /** The best pattern of one store while all others stay: what crosses kinks of the exchange that prices do not show. */
    private boolean runBetweenOthers(FleetState state, int k) {
        Store store = stores.get(k);
        SiteDay view = state.dayOfStores(importLimit(state));
        try {
            StageCosts costs = new StageCosts(view, weights, store, state.without(k));
            StateTube tube = new StateTube(view, store, costs);
            PairShift shift = new PairShift(costs, tube);
            Optional<LatticeSearch.Found> found = new LatticeSearch(costs, tube, LEVELS, 0).search(0);
            if (found.isEmpty()
                    || !shift.settleIn(found.get().pieces(), found.get().changeKwh())) {
                return false;
            }
            boolean same = samePattern(store, found.get().changeKwh(), state.powerKw[k]);
            state.setChange(k, found.get().changeKwh());
            return !same;
        } catch (UnservableLoadException othersTakeTooMuch) {
            return false;
        }
    }

    /** Where the exchange with the grid makes a block cheapest while all others stay. */
    private boolean placeBetweenOthers(FleetState state, int b) {
        FixedBlock block = fleet.blocks().get(b);
        int[] before = state.blockSteps[b];
        double limit = importLimit(state);
        state.setBlock(b, null);
        int[] after = block.cheapest((part, t) -> {
            double power = block.powerKw()[part];
            double demand = state.demandKw(t);
            double over = Math.max(0, demand + power - limit);
            return grid.demandPrice(t, demand + power, state.curtailableKw(t))
                    - grid.demandPrice(t, demand, state.curtailableKw(t))
                    + OVER_LIMIT * largestPrice() * over;
        });
        state.setBlock(b, after);
        return !Arrays.equals(before, after);
    }

    /** The best pattern of one store at linear prices, as near as possible to what it does. */
    private boolean runAtPrices(FleetState state, int k, double[] prices) {
        Store store = stores.get(k);
        double[] usual = new double[day.steps];
        System.arraycopy(state.powerKw[k], 0, usual, store.steps.first(), store.steps.size());
        double[] inMoney = prices.clone();
        Arrays.setAll(inMoney, t -> inMoney[t] / weights.cost());
        SiteDay priced = new SiteDay(day, inMoney, ASIDE * largestPrice() / weights.cost(), usual);
        StageCosts costs = new StageCosts(
                priced, new Weights(weights.cost(), weights.carbon(), 0), store, Neighbours.none(day.steps));
        StateTube tube = new StateTube(priced, store, costs);
        Optional<double[]> found =
                new LatticeSearch(costs, tube, LEVELS, 0).search(0).map(LatticeSearch.Found::changeKwh);
        if (found.isEmpty() || samePattern(store, found.get(), state.powerKw[k])) {
            return false;
        }
        state.setChange(k, found.get());
        return true;
    }

    private static boolean samePattern(Store store, double[] change, double[] powerKw) {
        for (int i = 0; i < change.length; i++) {
            boolean turns = Math.signum(change[i]) != Math.signum(powerKw[i]);
            boolean weak = powerKw[i] != 0 && Math.abs(powerKw[i]) < store.running.minPowerKw();
            if (turns || weak) {
                return false;
            }
        }
        return true;
    }

    private boolean placeAtPrices(FleetState state, int b, double[] prices) {
        FixedBlock block = fleet.blocks().get(b);
        int[] before = state.blockSteps[b];
        int[] after = block.cheapest((part, t) -> prices[t] * block.powerKw()[part]);
        state.setBlock(b, after);
        return !Arrays.equals(before, after);
    }

    private double largestPrice() {
        return weights.cost() * day.largestPrice() + weights.carbon() * day.largestCarbon();
    }

    /** The best plan whose devices run and rest as in a given one. */
    FleetState inPiecesOf(FleetState kept) {
        FleetState other = kept.copy();
        take(other, program(kept, pieces(kept)).solve());
        return other;
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
                if (fits(costs, change)) {
                    shift.enter(change);
                    values.join(weights, store, tube, shift, store.powersKw(change));
                }
            } catch (UnservableLoadException othersTakeTooMuch) {
                continue;
            }
        }
        return values;
    }
}
