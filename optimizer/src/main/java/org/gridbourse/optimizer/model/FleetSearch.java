package org.gridbourse.optimizer.model;

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
    private static final int MOST_PROGRAMS = 600;

    private final SiteDay day;
    private final Fleet fleet;
    private final FleetObjective objective;
    private final FleetPieces pieces;
    private final FleetPrograms programs;
    private final DeviceAnswers answers;
    private FleetState swarm;
    private long evaluations;
    private long improvements;

    FleetSearch(SiteDay day, Weights weights, Fleet fleet, FleetObjective objective) {
        this.day = day;
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
                        + " a linear program settles how they run";
    }

    boolean isConvex() {
        return pieces.isConvex();
    }

    /** @throws UnservableLoadException if no plan can serve the load */
    FleetState search(long seed) {
        FleetState state = new FleetState(day, fleet);
        FleetProgram.Solution relaxed = programs.relax(state);
        if (isConvex()) {
            swarm = state.copy();
            polish(state);
            return state;
        }
        int most = (int) Math.max(LEAST_PROGRAMS, Math.min(MOST_PROGRAMS, SIZE_IN_ALL / (size() * size())));
        DecidingSwarm deciding = new DecidingSwarm(fleet, objective, pieces, programs, answers);
        deciding.search(state, relaxed, most / 6, seed);
        evaluations = deciding.evaluations();
        swarm = deciding.best().copy();
        FleetRefinement refinement =
                new FleetRefinement(day, fleet, objective, pieces, programs, answers, deciding.best());
        refinement.refine(most, seed);
        improvements += refinement.improvements();
        FleetState best = refinement.best();
        polish(best);
        return best;
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
