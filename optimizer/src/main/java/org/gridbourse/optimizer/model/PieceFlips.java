package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the pieces of single steps of a fleet's plan, one or two at once.
 *
 * <p>The duals of the program bound from below what a change costs, whatever all others do in their pieces; bounds of two
 * changes add up. Changes are tried in the order of their bounds, and those whose bound is no gain not at all.
 */
final class PieceFlips {
    /** Single changes of which pairs are made. */
    private static final int PAIRED = 60;
    /** Steps that exchange their pieces are less than so many steps apart. */
    private static final int NEAR = 7;
    /** Changes tried of a plan. */
    private static final int TRIED = 80;
    /** Share of the objective that a change must promise. */
    private static final double WORTHWHILE = 1e-7;

    private final SiteDay day;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final FleetObjective objective;
    private final FleetPieces pieces;
    private final FleetPrograms programs;
    private final Keeper keeper;

    /** Takes a plan if it is better. */
    interface Keeper {
        boolean keep(FleetState state, double value);
    }

    /**
     * A change of one device.
     *
     * @param device store, or block after the stores
     * @param at its step, or the block's new start
     * @param way 1 charges, -1 gives, 0 rests
     */
    private record Flip(int device, int at, int way, double bound) {}

    private record Move(List<Flip> flips) {
        double bound() {
            double sum = 0;
            for (Flip flip : flips) {
                sum += flip.bound;
            }
            return sum;
        }
    }

    PieceFlips(
            SiteDay day,
            Fleet fleet,
            FleetObjective objective,
            FleetPieces pieces,
            FleetPrograms programs,
            Keeper keeper) {
        this.day = day;
        stores = fleet.stores();
        blocks = fleet.blocks();
        this.objective = objective;
        this.pieces = pieces;
        this.programs = programs;
        this.keeper = keeper;
    }

    /** @param most programs to be solved, those before included */
    void search(FleetState start, double value, int most) {
        FleetState state = start.copy();
        double reached = value;
        boolean better = true;
        while (better && programs.solved() < most) {
            Optional<FleetProgram.Solution> solution =
                    programs.settle(state, programs.none(), FleetPrograms.ROUGH, Double.MAX_VALUE);
            if (solution.isEmpty()) {
                return;
            }
            better = false;
            double least = -WORTHWHILE * (1 + Math.abs(reached));
            List<Move> moves = moves(state, solution.get(), least);
            for (Move move : moves.subList(0, Math.min(TRIED, moves.size()))) {
                if (programs.solved() >= most) {
                    return;
                }
                FleetState other = state.copy();
                move.flips.forEach(flip -> flip(other, flip));
                boolean found = programs.settle(other, programs.none(), FleetPrograms.ROUGH, reached + least)
                        .isPresent();
                double now = found ? objective.of(other) : Double.POSITIVE_INFINITY;
                if (found && keeper.keep(other, now)) {
                    state = other.copy();
                    reached = now;
                    better = true;
                    break;
                }
            }
        }
    }

    private List<Move> moves(FleetState state, FleetProgram.Solution solution, double least) {
        List<Flip> flips = new ArrayList<>();
        for (int k = 0; k < stores.size(); k++) {
            addFlips(state, solution, k, flips);
        }
        for (int b = 0; b < blocks.size(); b++) {
            addStarts(state, solution, b, flips);
        }
        List<Move> moves = new ArrayList<>();
        flips.forEach(flip -> moves.add(new Move(List.of(flip))));
        addExchanges(state, flips, moves);
        flips.sort(Comparator.comparingDouble(Flip::bound));
        addPairs(flips.subList(0, Math.min(PAIRED, flips.size())), moves);
        moves.removeIf(move -> move.bound() >= least);
        moves.sort(Comparator.comparingDouble(Move::bound));
        return moves;
    }

    private void addPairs(List<Flip> flips, List<Move> moves) {
        for (int i = 0; i < flips.size(); i++) {
            for (int j = i + 1; j < flips.size(); j++) {
                Flip first = flips.get(i);
                Flip second = flips.get(j);
                boolean same =
                        first.device == second.device && (first.at == second.at || first.device >= stores.size());
                if (!same) {
                    moves.add(new Move(List.of(first, second)));
                }
            }
        }
    }

    /** One store exchanges the pieces of two steps near each other, or two stores do, the same two steps. */
    private void addExchanges(FleetState state, List<Flip> flips, List<Move> moves) {
        Map<List<Integer>, Flip> byPlace = new HashMap<>();
        flips.forEach(flip -> byPlace.put(List.of(flip.device, flip.at, flip.way), flip));
        for (int t = 0; t < day.steps; t++) {
            for (int u = t + 1; u < Math.min(day.steps, t + NEAR); u++) {
                List<List<Flip>> exchanges = new ArrayList<>();
                for (int k = 0; k < stores.size(); k++) {
                    exchange(state, byPlace, k, t, u).ifPresent(exchanges::add);
                }
                for (int a = 0; a < exchanges.size(); a++) {
                    moves.add(new Move(exchanges.get(a)));
                    for (int b = a + 1; b < exchanges.size(); b++) {
                        List<Flip> both = new ArrayList<>(exchanges.get(a));
                        both.addAll(exchanges.get(b));
                        moves.add(new Move(both));
                    }
                }
            }
        }
    }

    private Optional<List<Flip>> exchange(FleetState state, Map<List<Integer>, Flip> byPlace, int k, int t, int u) {
        int i = t - stores.get(k).steps.first();
        int j = u - stores.get(k).steps.first();
        if (i < 0 || j >= stores.get(k).steps.size()) {
            return Optional.empty();
        }
        Flip first = byPlace.get(List.of(k, i, (int) Math.signum(state.powerKw[k][j])));
        Flip second = byPlace.get(List.of(k, j, (int) Math.signum(state.powerKw[k][i])));
        return first == null || second == null ? Optional.empty() : Optional.of(List.of(first, second));
    }

    private void addFlips(FleetState state, FleetProgram.Solution solution, int k, List<Flip> flips) {
        Store store = stores.get(k);
        for (int i = 0; i < store.steps.size(); i++) {
            if (!pieces.isOneWay(store, i)) {
                continue;
            }
            double power = state.powerKw[k][i];
            int now = (int) Math.signum(power);
            double cost = now == 0 ? 0 : running(store, solution, k, i, power);
            for (int way = -1; way <= 1; way++) {
                double most = way > 0 ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
                if (way == now || (way == 0 ? !pieces.isSwitched(store) : most == 0)) {
                    continue;
                }
                double other = way == 0
                        ? 0
                        : Math.min(
                                running(store, solution, k, i, way * store.running.minPowerKw()),
                                running(store, solution, k, i, way * most));
                flips.add(new Flip(k, i, way, other - cost));
            }
        }
    }

    private double running(Store store, FleetProgram.Solution solution, int k, int i, double powerKw) {
        double[] margin = (powerKw > 0 ? solution.costOfCharging() : solution.costOfGiving())[k];
        return objective.startCharge(store) + day.hours * margin[i] * Math.abs(powerKw);
    }

    private void addStarts(FleetState state, FleetProgram.Solution solution, int b, List<Flip> flips) {
        FixedBlock block = blocks.get(b);
        if (block.interruptible() || block.starts() == 0) {
            return;
        }
        double now = cost(block, solution, state.blockSteps[b]);
        for (int start = 0; start < block.starts(); start++) {
            int[] steps = block.at(start);
            if (steps[0] != state.blockSteps[b][0]) {
                flips.add(new Flip(stores.size() + b, start, 1, cost(block, solution, steps) - now));
            }
        }
    }

    private double cost(FixedBlock block, FleetProgram.Solution solution, int[] steps) {
        double cost = 0;
        for (int part = 0; part < steps.length; part++) {
            cost += day.hours * solution.priceOfDemand()[steps[part]] * block.powerKw()[part];
        }
        return cost;
    }

    private void flip(FleetState state, Flip flip) {
        if (flip.device >= stores.size()) {
            int b = flip.device - stores.size();
            state.setBlock(b, blocks.get(b).at(flip.at));
            return;
        }
        Store store = stores.get(flip.device);
        double[] change = state.changeKwh[flip.device].clone();
        double power = Math.max(store.running.minPowerKw(), 1e-3 * store.power.chargeMaxKw());
        change[flip.at] = store.storedKwh(flip.at, flip.way * power);
        state.setChange(flip.device, change);
    }
}
