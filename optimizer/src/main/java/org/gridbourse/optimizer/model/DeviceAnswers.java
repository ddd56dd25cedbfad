package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/** How one device of a fleet runs best by itself: at given prices, or between the plans of all others. */
final class DeviceAnswers {
    /** Levels of stored energy between which a device chooses. */
    private static final int LEVELS = 1000;

    private static final int FEW_LEVELS = 320;
    /** Shares of a level by which a pattern may miss its pieces before it is settled. */
    private static final double[] TRIED = {0.25, 0};

    private static final double[] EXACT = {0};
    /** Steps of devices up to which a device searches its pieces each time that it decides. */
    private static final int THOROUGH = 600;
    /** What a kW beyond the tie line costs, in largest prices. */
    private static final double OVER_LIMIT = 1000;
    /** What a kWh costs that a device does otherwise than before, of the largest price: enough to decide ties. */
    private static final double ASIDE = 0.01;

    private final SiteDay day;
    private final Weights weights;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final FleetObjective objective;
    private final GridExchange grid;
    private final double largestPrice;
    private final boolean thorough;

    DeviceAnswers(SiteDay day, Weights weights, Fleet fleet, FleetObjective objective) {
        this.day = day;
        this.weights = weights;
        this.objective = objective;
        stores = fleet.stores();
        blocks = fleet.blocks();
        thorough = day.steps * (1 + stores.size()) <= THOROUGH;
        grid = new GridExchange(day, weights);
        largestPrice = weights.cost() * day.largestPrice() + weights.carbon() * day.largestCarbon();
    }

    /**
     * Lets a device answer; the state becomes what it answers. A store that finds no way to run rests.
     *
     * @param device stores, then blocks
     * @param prices of demand per step
     * @param atPrices whether it goes by them alone; otherwise all others do what they do, and the exchange with the grid
     *     sets the prices
     */
    void answer(FleetState state, int device, double[] prices, boolean atPrices) {
        if (device >= stores.size()) {
            place(state, device - stores.size(), atPrices ? prices : null);
            return;
        }
        // what a contract allows depends on the others
        boolean bound = !stores.get(device).contract.equals(Storage.Contract.FREE);
        Optional<double[]> found = atPrices && !bound
                ? atPrices(state, device, prices).or(() -> betweenOthers(state, device))
                : betweenOthers(state, device).or(() -> bound ? Optional.empty() : atPrices(state, device, prices));
        state.setChange(device, found.orElseGet(() -> new double[state.changeKwh[device].length]));
    }

    /** The highest import that costs nothing on top. */
    double importLimit(FleetState state) {
        return day.peakPricePerKw > 0
                ? Math.min(day.importKw, Math.max(day.peakSoFarKw, objective.peakKw(state)))
                : day.importKw;
    }

    /** What crosses kinks of the exchange that prices do not show. */
    private Optional<double[]> betweenOthers(FleetState state, int k) {
        Store store = stores.get(k);
        SiteDay view = state.dayOfStores(importLimit(state));
        try {
            StageCosts costs = new StageCosts(view, weights, store, state.without(k));
            StateTube tube = new StateTube(view, store, costs);
            return thorough ? searched(store, costs, tube, state.changeKwh[k]) : pattern(store, costs, tube);
        } catch (UnservableLoadException othersTakeTooMuch) {
            return Optional.empty();
        }
    }

    /** At linear prices, as near as possible to what it does. */
    private Optional<double[]> atPrices(FleetState state, int k, double[] prices) {
        Store store = stores.get(k);
        double[] usual = new double[day.steps];
        System.arraycopy(state.powerKw[k], 0, usual, store.steps.first(), store.steps.size());
        double[] inMoney = prices.clone();
        Arrays.setAll(inMoney, t -> inMoney[t] / weights.cost());
        SiteDay priced = new SiteDay(day, inMoney, ASIDE * largestPrice / weights.cost(), usual);
        StageCosts costs = new StageCosts(
                priced, new Weights(weights.cost(), weights.carbon(), 0), store, Neighbours.none(day.steps));
        return pattern(store, costs, new StateTube(priced, store, costs));
    }

    /** The best of what the lattice and what the store does now lead to. */
    private Optional<double[]> searched(Store store, StageCosts costs, StateTube tube, double[] now) {
        PairShift shift = new PairShift(costs, tube, store.throughputLimitKwh());
        Optional<double[]> best = pattern(store, costs, tube);
        double reached = Double.POSITIVE_INFINITY;
        if (best.isPresent()) {
            new PieceSearch(costs, shift).refine(best.get());
            reached = shift.objective();
        }
        double[] other = now.clone();
        new TubeRepair(costs, tube, 0).repair(other);
        if (fits(costs, other)) {
            new PieceSearch(costs, shift).refine(other);
            best = shift.objective() < reached ? Optional.of(other) : best;
        }
        return best;
    }

    /** Patterns that miss their pieces by up to half a level leave no tight one out, but not all of them can be worked. */
    private Optional<double[]> pattern(Store store, StageCosts costs, StateTube tube) {
        PairShift shift = new PairShift(costs, tube, store.throughputLimitKwh());
        for (double missed : costs.hasGaps() ? TRIED : EXACT) {
            Optional<LatticeSearch.Found> found = new LatticeSearch(costs, tube, thorough ? LEVELS : FEW_LEVELS, missed)
                    .searchWithin(store.throughputLimitKwh());
            if (found.isPresent()
                    && shift.settleIn(found.get().pieces(), found.get().changeKwh())) {
                return Optional.of(found.get().changeKwh());
            }
        }
        return Optional.empty();
    }

    private void place(FleetState state, int b, double[] prices) {
        FixedBlock block = blocks.get(b);
        state.setBlock(b, null);
        double limit = importLimit(state);
        state.setBlock(b, block.cheapest((part, t) -> {
            double power = block.powerKw()[part];
            return prices != null ? prices[t] * power : priceOf(state, t, power, limit);
        }));
    }

    private double priceOf(FleetState state, int t, double powerKw, double limitKw) {
        double demand = state.demandKw(t);
        double over = Math.max(0, demand + powerKw - limitKw);
        return grid.demandPrice(t, demand + powerKw, state.curtailableKw(t))
                - grid.demandPrice(t, demand, state.curtailableKw(t))
                + OVER_LIMIT * largestPrice * over;
    }

    /** Settles a store in its pieces between the others; tells how many shifts that took. */
    long settle(FleetState state, int k) {
        Store store = stores.get(k);
        SiteDay view = state.dayOfStores(importLimit(state));
        StageCosts costs;
        StateTube tube;
        try {
            costs = new StageCosts(view, weights, store, state.without(k));
            tube = new StateTube(view, store, costs);
        } catch (UnservableLoadException othersTakeTooMuch) {
            return 0;
        }
        double limit = store.loses() ? Double.POSITIVE_INFINITY : store.throughputLimitKwh();
        PairShift shift = new PairShift(costs, tube, limit);
        double[] change = state.changeKwh[k].clone();
        new TubeRepair(costs, tube, 0).repair(change);
        if (!fits(costs, change)) {
            return 0;
        }
        boolean settles = !store.loses() || store.throughputLimitKwh() == Double.POSITIVE_INFINITY;
        long shifts = settles ? shift.refine(change) : 0;
        state.setChange(k, change);
        return shifts;
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

    MarginalValues values(FleetState state) {
        double[] demand = new double[day.steps];
        Arrays.setAll(demand, state::demandKw);
        SiteDay view = state.dayOfStores(importLimit(state));
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
