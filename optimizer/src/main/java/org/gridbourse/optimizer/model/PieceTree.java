package org.gridbourse.optimizer.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Branch and bound over the pieces of a fleet's devices (Land and Doig 1960): dives into the child that the relaxed plan
 * is nearer to, and goes on at the least bound, until nothing is left or so many programs are solved.
 *
 * <p>From all pieces it proves how good the best plan is; from the pieces of a plan with some let go it is a step to the
 * best plan of a large neighbourhood.
 */
final class PieceTree {
    /** Nodes between two whose relaxed plan is rounded to a plan. */
    private static final int ROUNDED = 8;
    /** Share of the objective that a change must gain. */
    private static final double WORTHWHILE = 1e-7;

    private final List<FixedBlock> blocks;
    private final FleetObjective objective;
    private final FleetPrograms programs;
    private final PieceSplits splits;
    private final PieceBounds bounds;
    private FleetState best;
    private double bestValue;
    private double margin;
    private long improvements;

    /** What is open, and the bound of what it was split from. */
    private record Node(PieceChoices choices, double bound, long number) {}

    /** @param start the best plan so far */
    PieceTree(
            Fleet fleet,
            FleetObjective objective,
            FleetPrograms programs,
            PieceSplits splits,
            PieceBounds bounds,
            FleetState start) {
        blocks = fleet.blocks();
        this.objective = objective;
        this.programs = programs;
        this.splits = splits;
        this.bounds = bounds;
        best = start;
        bestValue = objective.of(start);
    }

    FleetState best() {
        return best;
    }

    double bestValue() {
        return bestValue;
    }

    long improvements() {
        return improvements;
    }

    /**
     * Searches what a root leaves open.
     *
     * @param leastGain by which a plan must be better to be of use
     * @param most programs to be solved, those before included
     * @return whether nothing is left: no plan there is better than the best by the least gain
     */
    boolean search(PieceChoices root, double leastGain, int most) {
        margin = leastGain;
        PriorityQueue<Node> open = new PriorityQueue<>(
                Comparator.comparingDouble(Node::bound).thenComparing(Node::number, Comparator.reverseOrder()));
        long number = 0;
        Node next = new Node(root, Double.NEGATIVE_INFINITY, 0);
        while (next != null) {
            Node nearer = null;
            if (next.bound < wanted()) {
                if (programs.solved() >= most) {
                    return false;
                }
                FleetState state = best.copy();
                Optional<FleetProgram.Solution> relaxed =
                        programs.settle(state, next.choices, FleetPrograms.ROUGH, wanted());
                if (relaxed.isPresent()) {
                    bounds.close(
                            next.choices,
                            relaxed.get(),
                            wanted() - relaxed.get().bound());
                    Optional<PieceSplits.Split> split = splits.of(next.choices, state, relaxed.get());
                    if (split.isEmpty() || number % ROUNDED == 0) {
                        round(next.choices, state, relaxed.get());
                    }
                    double bound = Math.max(next.bound, relaxed.get().bound());
                    if (split.isPresent() && bound < wanted()) {
                        open.add(new Node(split.get().other(), bound, ++number));
                        nearer = new Node(split.get().nearer(), bound, ++number);
                    } else {
                        number++;
                    }
                }
            }
            next = nearer == null ? open.poll() : nearer;
        }
        return true;
    }

    private double wanted() {
        return bestValue - Math.max(margin, worthwhile());
    }

    private double worthwhile() {
        return WORTHWHILE * (1 + Math.abs(bestValue));
    }

    /** The plan that a relaxed one is nearest to. */
    private void round(PieceChoices choices, FleetState relaxed, FleetProgram.Solution solution) {
        PieceChoices nearest = splits.nearest(choices, relaxed, solution);
        for (int b = 0; b < blocks.size(); b++) {
            int[] from = choices.earliest()[b];
            int[] to = choices.latest()[b];
            double[] powers = blocks.get(b).powerKw();
            nearest.place(
                    b,
                    blocks.get(b)
                            .cheapest((part, step) -> from[part] <= step && step <= to[part]
                                    ? powers[part] * solution.priceOfDemand()[step]
                                    : Double.MAX_VALUE / 1e9));
        }
        FleetState state = relaxed.copy();
        double wanted = bestValue - worthwhile();
        if (programs.settle(state, nearest, FleetPrograms.ROUGH, wanted).isPresent()) {
            double value = objective.of(state);
            if (value < wanted) {
                best = state;
                bestValue = value;
                improvements++;
            }
        }
    }
}
