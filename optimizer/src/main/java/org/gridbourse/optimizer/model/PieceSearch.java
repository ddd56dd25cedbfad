package org.gridbourse.optimizer.model;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.gridbourse.optimizer.swarm.Refinement;

/**
 * Local search over the convex pieces of a day that is not convex: rest or run, charge or discharge, import or export.
 *
 * <p>Each step in turn is put into each of its other pieces; the cheapest other steps make up for the energy, pair
 * shifts settle the day, and the change stays if it pays. Where no single change pays, two steps change pieces at once
 * by the best jump of energy between them. Where none of that pays, a few random steps are put into random pieces and
 * the search begins again from there; the better schedule stays (iterated local search).
 */
final class PieceSearch implements Refinement {
    private static final double LEAST_GAIN = 1e-13;
    private static final int KICKED_STEPS = 3;
    private static final int NEAR = 3;
    private static final int WINDOW = 6;

    private final StageCosts costs;
    private final PairShift shift;
    private final int kicks;
    private final RandomGenerator random;
    private final Consumer<double[]> visitor;
    private double[] schedule;

    /** @param visitor sees every settled schedule on the way, for instance to keep the best that obeys one more rule */
    PieceSearch(StageCosts costs, StateTube tube, int kicks, RandomGenerator random, Consumer<double[]> visitor) {
        this.visitor = visitor;
        this.costs = costs;
        this.kicks = kicks;
        this.random = random;
        shift = new PairShift(costs, tube);
    }

    @Override
    public long refine(double[] change) {
        schedule = change;
        shift.enter(change);
        long shifts = settle();
        double best = shift.objective();
        PairShift.State settled = shift.save();
        for (int kick = 0; kick < kicks; kick++) {
            if (kick()) {
                long made = settle();
                double reached = shift.objective();
                if (reached <= best + leastGain()) {
                    shifts += reached < best ? made : 0;
                    best = Math.min(best, reached);
                    settled = shift.save();
                    continue;
                }
            }
            shift.restore(settled);
        }
        return shifts;
    }

    /** Shows the visitor every schedule that differs by one piece, or by two near each other; leaves the schedule. */
    void visitNeighbours(double[] change) {
        schedule = change;
        shift.enter(change);
        PairShift.State settled = shift.save();
        for (int t = 0; t < costs.steps; t++) {
            for (int piece = costs.firstPiece[t]; piece < costs.firstPiece[t + 1]; piece++) {
                if (piece != shift.piece(t) && shift.force(t, piece)) {
                    shift.descend();
                    visitor.accept(schedule);
                }
                shift.restore(settled);
            }
        }
        changeNeighbours(Double.NEGATIVE_INFINITY);
    }

    /** To where neither a change of one piece nor a jump pays. */
    private long settle() {
        long shifts = shift.descend();
        do {
            shifts += changePieces();
        } while (changeNeighbours(shift.objective() - leastGain())
                || shift.jump(leastGain()) && (shifts += 1 + shift.descend()) > 0);
        return shifts;
    }

    private boolean kick() {
        int centre = random.nextInt(costs.steps);
        for (int i = 0; i < KICKED_STEPS; i++) {
            int t = Math.floorMod(centre + random.nextInt(WINDOW), costs.steps);
            int pieces = costs.firstPiece[t + 1] - costs.firstPiece[t];
            if (!shift.force(t, costs.firstPiece[t] + random.nextInt(pieces))) {
                return false;
            }
        }
        return true;
    }

    private long changePieces() {
        long shifts = 0;
        double best = shift.objective();
        PairShift.State settled = shift.save();
        int unchanged = 0;
        for (int t = random.nextInt(costs.steps); unchanged < costs.steps; t = (t + 1) % costs.steps) {
            unchanged++;
            for (int piece = costs.firstPiece[t]; piece < costs.firstPiece[t + 1]; piece++) {
                if (piece == shift.piece(t)) {
                    continue;
                }
                if (shift.force(t, piece)) {
                    long made = 1 + shift.descend();
                    visitor.accept(schedule);
                    double reached = shift.objective();
                    if (reached < best - leastGain()) {
                        best = reached;
                        shifts += made;
                        settled = shift.save();
                        unchanged = 0;
                        continue;
                    }
                }
                shift.restore(settled);
            }
        }
        return shifts;
    }

    /** Accepts the first change of two pieces near each other that gets below a bound. */
    private boolean changeNeighbours(double below) {
        PairShift.State settled = shift.save();
        for (int t = 0; t < costs.steps; t++) {
            for (int near = t + 1; near < Math.min(costs.steps, t + 1 + NEAR); near++) {
                for (int p = costs.firstPiece[t]; p < costs.firstPiece[t + 1]; p++) {
                    for (int q = costs.firstPiece[near]; q < costs.firstPiece[near + 1]; q++) {
                        if (p == shift.piece(t) || q == shift.piece(near)) {
                            continue;
                        }
                        if (shift.force(t, p) && shift.force(near, q)) {
                            shift.descend();
                            visitor.accept(schedule);
                            if (shift.objective() < below) {
                                return true;
                            }
                        }
                        shift.restore(settled);
                    }
                }
            }
        }
        return false;
    }

    private double leastGain() {
        return LEAST_GAIN * (1 + Math.abs(shift.objective()));
    }
}
