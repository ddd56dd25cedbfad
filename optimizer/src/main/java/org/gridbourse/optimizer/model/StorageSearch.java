package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.swarm.Refinement;
import org.gridbourse.optimizer.swarm.Repair;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.SwarmResult;
import org.gridbourse.optimizer.swarm.Termination;

/**
 * The search for the best storage schedule: the swarm, then refinement.
 *
 * <p>On a convex day refinement is exact from any start and the swarm only gives it one. On other days the swarm
 * searches which steps run and how: a position says by its size and sign into which piece each step goes (below the
 * dead band: rest), and is then settled at the optimum of these pieces.
 */
final class StorageSearch {
    private static final int PARTICLES = 10;
    /** On days that are not convex. */
    private static final int SETTLING_PARTICLES = 11;

    /** Steps times rounds on convex days, where refinement is exact from any start. */
    private static final int CONVEX_ROUNDS_OF_STEPS = 120;

    private static final int MOST_CONVEX_ROUNDS = 5;
    /** Pair shifts that the best particle of a convex day is taught, per step. */
    private static final int LESSONS_PER_STEP = 8;
    /** Levels of stored energy of the lattice that one particle starts from; a least power needs finer ones. */
    private static final int LEVELS = 240;

    private static final int FINE_LEVELS = 1200;
    /** Share of a level by which a pattern may miss its pieces before it is settled. */
    private static final double MISSED = 0.25;

    /** On other days; long ones get fewer, because each takes longer. */
    private static final int MOST_ROUNDS = 30;

    private static final int LEAST_ROUNDS = 10;
    private static final int ROUNDS_OF_STEPS_IN_ALL = 2880;
    /** Share of the power limit below which a position means rest. */
    private static final double DEAD_BAND = 0.1;
    /** Prices of throughput, as shares of the steepest price, at which the hull of the day gives particles a start. */
    private static final double[] HULL_PRICES = {0, 0.03, 0.1};
    /** The same for the day on which running costs nothing by itself. */
    private static final double[] FREE_PRICES = {0, 0.04, 0.08, 0.16};

    private final SiteDay day;
    private final Weights weights;
    private final StageCosts costs;
    private final StateTube tube;
    private final double limitKwh;
    private final PairShift shift;
    private final List<double[]> lattices = new ArrayList<>();
    private long lessons;
    private final SplittableRandom random;

    /** @param limitKwh most energy that may go into and out of the store, together; infinite if there is no limit */
    StorageSearch(SiteDay day, Weights weights, StageCosts costs, StateTube tube, double limitKwh, long seed) {
        this.day = day;
        this.weights = weights;
        this.costs = costs;
        this.tube = tube;
        this.limitKwh = limitKwh;
        shift = new PairShift(costs, tube, limitKwh);
        random = new SplittableRandom(seed);
    }

    /** What the swarm reaches alone. */
    SwarmResult swarm() {
        StorageProblem problem = new StorageProblem(costs, limitKwh);
        return costs.convex()
                ? learnt(
                        problem,
                        new Swarm(problem, convexRepair(), PARTICLES)
                                .search(List.of(new double[day.steps]), Termination.after(convexRounds()), random))
                : orLattice(
                        problem,
                        new Swarm(problem, settling(), SETTLING_PARTICLES)
                                .search(starts(), Termination.after(rounds()), random));
    }

    /** A pattern of the lattice may run so weakly that a particle takes it for rest: it stands for itself as well. */
    private SwarmResult orLattice(StorageProblem problem, SwarmResult flown) {
        SwarmResult best = flown;
        for (double[] pattern : lattices) {
            double value = problem.evaluate(pattern);
            best = value < best.value() ? new SwarmResult(pattern.clone(), value, best.evaluations()) : best;
        }
        return best;
    }

    /** The best particle learns: it is taught so many pair shifts, and keeps what it has learnt. */
    private SwarmResult learnt(StorageProblem problem, SwarmResult flown) {
        shift.enter(flown.position());
        lessons = shift.settle(LESSONS_PER_STEP * (long) day.steps);
        return new SwarmResult(flown.position(), problem.evaluate(flown.position()), flown.evaluations() + 1);
    }

    /** Improves a feasible schedule in place, as far as refinement can; tells how many improving steps that took. */
    long refine(double[] change) {
        Refinement refinement = costs.convex() ? shift : new PieceSearch(costs, shift);
        return lessons + refinement.refine(change);
    }

    /** Where refinement has just ended. */
    PairShift settled(double[] change) {
        shift.enter(change);
        return shift;
    }

    private int convexRounds() {
        return Math.max(1, Math.min(MOST_CONVEX_ROUNDS, CONVEX_ROUNDS_OF_STEPS / day.steps));
    }

    /** With a least power the lattice has found most of what there is, and takes its time. */
    private int rounds() {
        int rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, ROUNDS_OF_STEPS_IN_ALL / day.steps));
        return costs.hasGaps() ? rounds / 2 : rounds;
    }

    private Repair convexRepair() {
        TubeRepair reachable = new TubeRepair(costs, tube, 0);
        if (limitKwh == Double.POSITIVE_INFINITY) {
            return reachable;
        }
        double[] rest = new double[day.steps];
        reachable.repair(rest);
        return new CycleRepair(reachable, rest, limitKwh);
    }

    private Repair settling() {
        TubeRepair reachable = new TubeRepair(costs, tube, DEAD_BAND);
        return position -> {
            reachable.repair(position);
            shift.refine(position);
        };
    }

    /**
     * Where the particles start: at rest, at optima of two convex days near this one (each step mixed of resting and
     * running; running without any cost or least power of its own) at several prices of throughput, which make fewer
     * steps run, and harder, and at random with few and with many steps running.
     */
    private List<double[]> starts() {
        List<double[]> starts = new ArrayList<>();
        starts.add(new double[day.steps]);
        addOptima(costs.hull(), HULL_PRICES, starts);
        addOptima(
                StageCosts.withoutRunning(day, weights, day.store(), Neighbours.none(day.steps)), FREE_PRICES, starts);
        addLattice(LEVELS, 0, starts);
        addLattice(FINE_LEVELS, MISSED, starts);
        for (int left = SETTLING_PARTICLES - starts.size(); left > 0; left--) {
            starts.add(running(1.0 / (left + 1)));
        }
        return starts;
    }

    private void addOptima(StageCosts relaxed, double[] prices, List<double[]> starts) {
        StateTube reachable = new StateTube(day, relaxed);
        TubeRepair repair = new TubeRepair(relaxed, reachable, 0);
        for (double price : prices) {
            PairShift priced = new PairShift(relaxed, reachable, limitKwh);
            if (price > 0) {
                priced.fixPrice(price * relaxed.steepest());
            }
            double[] change = new double[day.steps];
            repair.repair(change);
            priced.refine(change);
            starts.add(change);
        }
    }

    /** The best of a lattice of stored energies, at prices of throughput that close in on its limit. */
    private void addLattice(int levels, double tolerance, List<double[]> starts) {
        LatticeSearch lattice = new LatticeSearch(costs, tube, levels, tolerance);
        Optional<LatticeSearch.Found> found = lattice.searchWithin(limitKwh);
        if (found.isPresent()
                && shift.settleIn(found.get().pieces(), found.get().changeKwh())) {
            lattices.add(found.get().changeKwh().clone());
            starts.add(found.get().changeKwh());
        }
    }

    private double[] running(double share) {
        double[] change = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            boolean runs = random.nextDouble() < share;
            change[t] = runs ? costs.lowest(t) + random.nextDouble() * (costs.highest(t) - costs.lowest(t)) : 0;
        }
        return change;
    }
}
