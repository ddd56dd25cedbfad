package org.gridbourse.optimizer.model;

import java.util.SplittableRandom;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * The search for the best plan of several devices; one search plans once.
 *
 * <p>A convex site is one linear program. On others devices decide one after the other between the relaxed plans of those
 * that have not decided yet, in an order that the swarm seeks; then some are let go and decide again; at last single
 * steps change their pieces where the duals of the program promise a gain.
 */
final class FleetSearch {
    private static final int POLISHING_ROUNDS = 4;
    private static final double LEAST_GAIN = 1e-12;
    /** Programs in all, times the square of the steps of all devices; at least and at most so many programs. */
    private static final double SIZE_IN_ALL = 60e6;

    private static final int LEAST_PROGRAMS = 24;
    private static final int MOST_PROGRAMS = 3600;

    private static final int MOST_OF_SWARM = 100;
    /** Programs until which the swarm's plan descends. */
    private static final int MOST_OF_DESCENT = 300;
    /** Programs for the proof that no other plan is better. */
    private static final int MOST_OF_TREE = 100;

    /** Programs from which on the pieces are searched by a tree. */
    private static final int SMALL = 100;
    /** Share of the saving to which a tree proves a plan. */
    private static final double PROVEN = 3e-4;

    private final SiteDay day;
    private final Weights weights;
    private final Fleet fleet;
    private final FleetObjective objective;
    private final FleetPieces pieces;
    private final FleetPrograms programs;
    private final DeviceAnswers answers;
    private FleetState swarm;
    private long evaluations;
    private long improvements;
    private boolean closed;

    FleetSearch(SiteDay day, Weights weights, Fleet fleet, FleetObjective objective) {
        this.day = day;
        this.weights = weights;
        this.fleet = fleet;
        this.objective = objective;
        pieces = new FleetPieces(day, weights, fleet);
        programs = new FleetPrograms(day, weights, fleet, pieces);
        answers = new DeviceAnswers(day, weights, fleet, objective);
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
                : "particles hold in which order devices decide, and whether by prices or between the plans of the others;"
                        + " a linear program settles how they run; "
                        + proof();
    }

    private String proof() {
        return closed
                ? "branch and bound proves that no plan gains " + 100 * PROVEN + " % of the saving more"
                : "large neighbourhoods are searched on, without a proof";
    }

    boolean isConvex() {
        return pieces.isConvex();
    }

    /**
     * @param mostPrograms to be solved, where the size of the site does not ask for fewer
     * @throws UnservableLoadException if no plan can serve the load
     */
    FleetState search(long seed, int mostPrograms) {
        FleetState state = new FleetState(day, fleet);
        FleetProgram.Solution relaxed = programs.relax(state);
        if (isConvex()) {
            swarm = state.copy();
            polish(state);
            return state;
        }
        int most = (int) Math.max(
                LEAST_PROGRAMS, Math.min(Math.min(mostPrograms, MOST_PROGRAMS), SIZE_IN_ALL / (size() * size())));
        DecidingSwarm deciding = new DecidingSwarm(fleet, objective, pieces, programs, answers);
        deciding.search(state, relaxed, Math.min(MOST_OF_SWARM, most / 6), seed);
        evaluations = deciding.evaluations();
        swarm = deciding.best().copy();
        FleetRefinement refinement =
                new FleetRefinement(day, fleet, objective, pieces, programs, answers, deciding.best());
        refinement.refine(most < SMALL ? most : Math.min(MOST_OF_DESCENT, most / 3), seed);
        improvements += refinement.improvements();
        FleetState best = refinement.best();
        if (most >= SMALL) {
            best = branch(best, state, most, seed);
        }
        polish(best);
        return best;
    }

    /** A plan that is at least as good as a given one. */
    FleetState improve(FleetState start, int mostPrograms, long seed) {
        FleetState relaxed = start.copy();
        programs.relax(relaxed);
        FleetState best = branch(start.copy(), relaxed, mostPrograms, seed);
        polish(best);
        return best;
    }

    private FleetState branch(FleetState start, FleetState relaxed, int most, long seed) {
        double reached = objective.of(start);
        double idle = objective.of(new Uncontrolled(day, weights, fleet).state());
        double margin = PROVEN * Math.max(0, Math.min(idle - reached, 10 * (1 + Math.abs(reached))));
        PieceTree tree = new PieceTree(
                fleet,
                objective,
                programs,
                new PieceSplits(day, fleet, objective),
                new PieceBounds(day, fleet, objective, pieces),
                start);
        closed = tree.search(pieces.all(), margin, Math.min(most, programs.solved() + MOST_OF_TREE));
        if (!closed) {
            new LargeNeighbourhoods(day, fleet, pieces, programs, tree, new SplittableRandom(seed))
                    .search(relaxed, margin / 4, most);
        }
        improvements += tree.improvements();
        return tree.best();
    }

    private double size() {
        return day.steps * (1.0 + programs.devices());
    }

    /** Each store in turn at its own optimum between the others, until none gains. */
    private void polish(FleetState state) {
        programs.settle(state, programs.none(), FleetPrograms.FINE, Double.MAX_VALUE);
        double reached = objective.of(state);
        for (int round = 0; round < POLISHING_ROUNDS; round++) {
            double now = reached;
            for (int k = 0; k < fleet.stores().size(); k++) {
                double[] before = state.changeKwh[k];
                improvements += answers.settle(state, k);
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

    /** The best plan whose devices run and rest as in a given one. */
    FleetState inPiecesOf(FleetState kept) {
        FleetState other = kept.copy();
        programs.settle(other, programs.none(), FleetPrograms.FINE, Double.MAX_VALUE);
        return other;
    }

    MarginalValues values(FleetState state) {
        return answers.values(state);
    }
}
