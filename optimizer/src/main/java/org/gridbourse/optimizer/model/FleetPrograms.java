package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;

/** The linear programs of one fleet: with devices in the pieces of a plan, and with some or all of them free. */
final class FleetPrograms {
    private static final double UNSERVED_KW = 1e-6;
    /** Accuracy at which plans are compared, as a share of the objective. */
    static final double ROUGH = 1e-6;

    static final double FINE = 1e-9;

    private final SiteDay day;
    private final Weights weights;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final FleetPieces pieces;
    private int solved;

    FleetPrograms(SiteDay day, Weights weights, Fleet fleet, FleetPieces pieces) {
        this.day = day;
        this.weights = weights;
        this.pieces = pieces;
        stores = fleet.stores();
        blocks = fleet.blocks();
    }

    int devices() {
        return stores.size() + blocks.size();
    }

    /** How many programs have been solved. */
    int solved() {
        return solved;
    }

    boolean[] none() {
        return new boolean[devices()];
    }

    /**
     * All devices free: blocks run in parts as it pays, running costs in proportion to power.
     *
     * @throws UnservableLoadException if no plan can serve the load
     */
    FleetProgram.Solution relax(FleetState state) {
        boolean[] all = new boolean[devices()];
        Arrays.fill(all, true);
        FleetProgram.Solution solution = solve(state, pieces.of(state, all), FINE, Double.POSITIVE_INFINITY);
        for (int t = 0; t < day.steps; t++) {
            if (solution.missingKw()[t] > UNSERVED_KW) {
                throw new UnservableLoadException(day.firstStep + t, solution.missingKw()[t]);
            }
        }
        return solution;
    }

    /**
     * The best way for all to run, each in the pieces that it is in; the state becomes it.
     *
     * @param free devices (stores, then blocks) that are let out of their pieces
     * @param cutOff objective above which a plan is of no use
     * @return empty if there is none; blocks that are free are then not placed
     */
    Optional<FleetProgram.Solution> settle(FleetState state, boolean[] free, double accuracy, double cutOff) {
        return settle(state, pieces.of(state, free), accuracy, cutOff);
    }

    /** The same in the pieces that choices leave open; a block that is not placed runs in parts, no plan but a bound. */
    Optional<FleetProgram.Solution> settle(FleetState state, PieceChoices choices, double accuracy, double cutOff) {
        return Optional.of(solve(state, choices, accuracy, cutOff)).filter(FleetProgram.Solution::found);
    }

    private FleetProgram.Solution solve(FleetState state, PieceChoices choices, double accuracy, double cutOff) {
        List<Store> all = new ArrayList<>(stores);
        List<Integer> parted = new ArrayList<>();
        FleetRange range = pieces.range(choices);
        for (int b = 0; b < blocks.size(); b++) {
            if (choices.isPlaced(b)) {
                state.setBlock(b, choices.earliest()[b]);
            } else {
                state.setBlock(b, null);
                all.add(inParts(blocks.get(b)));
                range = with(range, choices, b);
                parted.add(b);
            }
        }
        FleetProgram.Solution solution =
                new FleetProgram(state.dayOfStores(day.importKw), weights, all, range).solve(accuracy, cutOff);
        solved++;
        if (!solution.found() && cutOff < Double.POSITIVE_INFINITY) {
            return solution;
        }
        for (int k = 0; k < stores.size(); k++) {
            state.setChange(k, solution.changeKwh()[k]);
        }
        for (int p = 0; p < parted.size(); p++) {
            Store part = all.get(stores.size() + p);
            state.setParts(parted.get(p), part.steps.first(), part.powersKw(solution.changeKwh()[stores.size() + p]));
        }
        return solution;
    }

    /** With a block that runs in parts after all stores. */
    private FleetRange with(FleetRange range, PieceChoices choices, int b) {
        FixedBlock block = blocks.get(b);
        int size = block.window().size();
        double[] lowest = new double[size];
        double[] highest = new double[size];
        for (int i = 0; i < size; i++) {
            double[] powers = choices.range(block, b, block.window().first() + i);
            lowest[i] = powers[0];
            highest[i] = powers[1];
        }
        return new FleetRange(
                with(range.lowestKw(), lowest),
                with(range.highestKw(), highest),
                with(range.free(), new boolean[size]),
                with(range.oneWay(), new boolean[size]),
                range.leastGridKw(),
                range.mostGridKw());
    }

    private static <T> T[] with(T[] values, T last) {
        T[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = last;
        return more;
    }

    /** A block as a load that runs at any powers. */
    private Store inParts(FixedBlock block) {
        double energy = block.requiredKwh() - block.missingKwh();
        return Store.ofLoad(
                Store.Kind.BLOCK,
                block.name(),
                block.window(),
                new Storage.Power(block.highestKw(), 0, 1, 1),
                0,
                new Store.Energies(0, 0, energy, energy),
                new Store.PerKwh(0, 0, 0),
                day.hours);
    }
}
