package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.gridbourse.optimizer.swarm.Refinement;
import org.gridbourse.optimizer.swarm.Repair;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.SwarmResult;
import org.gridbourse.optimizer.swarm.Termination;

/** One search for the best storage schedule under given stage costs: swarm, then refinement. */
final class StorageSearch {
    private static final int PARTICLES = 10;
    /** Rounds on a convex day, where refinement is exact from any start. */
    private static final int CONVEX_ITERATIONS = 5;

    private static final int ITERATIONS = 10;
    private static final double DEAD_BAND = 0.25;
    /** Kicks of the piece search over a day; long days get fewer, because each takes longer. */
    private static final int KICKED_STEPS_IN_ALL = 240;

    private final SiteDay day;
    private final Weights weights;
    private final StateTube tube;
    private final long seed;
    private long evaluations;
    private long shifts;

    StorageSearch(SiteDay day, Weights weights, StateTube tube, long seed) {
        this.day = day;
        this.weights = weights;
        this.tube = tube;
        this.seed = seed;
    }

    /** What the swarm reaches alone. */
    SwarmResult swarm(StageCosts costs) {
        TubeRepair repair = new TubeRepair(costs, tube, costs.convex() ? 0 : DEAD_BAND);
        double[] idle = new double[day.steps];
        Swarm swarm =
                new Swarm(new StorageProblem(costs), costs.convex() ? repair : settling(costs, repair), PARTICLES);
        SwarmResult reached = swarm.search(
                costs.convex() ? List.of(idle) : List.of(idle, relaxed()),
                Termination.after(costs.convex() ? CONVEX_ITERATIONS : ITERATIONS),
                new SplittableRandom(seed));
        evaluations += reached.evaluations();
        return reached;
    }

    /** Improves a feasible schedule in place, as far as refinement can. */
    void refine(StageCosts costs, double[] change) {
        refine(costs, change, schedule -> {});
    }

    /** As {@link #refine(StageCosts, double[])}; {@code visitor} sees every settled schedule on the way. */
    void refine(StageCosts costs, double[] change, Consumer<double[]> visitor) {
        Refinement refinement = costs.convex()
                ? new PairShift(costs, tube)
                : new PieceSearch(costs, tube, KICKED_STEPS_IN_ALL / day.steps, new SplittableRandom(seed), visitor);
        shifts += refinement.refine(change);
    }

    /** Shows {@code visitor} the settled schedules in pieces next to those of a given one. */
    void visitNeighbours(StageCosts costs, double[] change, Consumer<double[]> visitor) {
        new PieceSearch(costs, tube, 0, new SplittableRandom(seed), visitor).visitNeighbours(change);
    }

    /** Improves a feasible schedule in place, each step staying in its piece. */
    void settle(StageCosts costs, double[] change) {
        shifts += new PairShift(costs, tube).refine(change);
    }

    long evaluations() {
        return evaluations;
    }

    long shifts() {
        return shifts;
    }

    /** On a day that is not convex each particle falls to the bottom of its pieces; the swarm searches the pieces. */
    private Repair settling(StageCosts costs, Repair repair) {
        PairShift shift = new PairShift(costs, tube);
        return position -> {
            repair.repair(position);
            shift.refine(position);
        };
    }

    /** The optimum if running cost nothing by itself, as a place for the swarm to start from. */
    private double[] relaxed() {
        StageCosts free = StageCosts.withoutRunning(day, weights);
        StateTube freeTube = new StateTube(day, free);
        double[] change = new double[day.steps];
        new TubeRepair(free, freeTube, 0).repair(change);
        new PairShift(free, freeTube).refine(change);
        return change;
    }
}
