package org.gridbourse.optimizer.model;

import java.util.Arrays;
import org.gridbourse.optimizer.swarm.Refinement;

/**
 * Local search over the convex pieces of a day that is not convex: rest or run, charge or discharge, import or export.
 *
 * <p>One step or two are put into other pieces, the cheapest other steps make up for the energy, pair shifts settle the
 * day, and the change stays if it pays, until none does. The dual bound of {@link PairShift#bound} leaves out all
 * changes that cannot pay, which is nearly all of them.
 *
 * <p>A throughput limit couples all steps at once, so that the way to a better schedule may lead over a worse one. There
 * the search is repeated with a price on throughput in place of the limit (Lagrange), at prices that close in on the
 * limit from both sides, and each schedule found so is then brought within the limit. Nothing is allocated after
 * construction.
 */
final class PieceSearch implements Refinement {
    private static final double LEAST_GAIN = 1e-13;
    /** Two steps that change pieces together are at most so far apart. */
    private static final int FAR = 48;
    /** The same while prices are tried. */
    private static final int NEAR = 6;
    /** Prices tried over a day; long days get fewer, because each takes longer. */
    private static final int PRICED_STEPS_IN_ALL = 96;

    private final StageCosts costs;
    private final PairShift shift;
    private final double[] bounds;
    private final PieceSchedule.State settled;
    private final PieceSchedule.State kept;
    private final PieceSchedule.State priced;
    private double reached;
    private double best;
    private long changes;

    PieceSearch(StageCosts costs, PairShift shift) {
        this.costs = costs;
        this.shift = shift;
        bounds = new double[costs.firstPiece[costs.steps]];
        settled = new PieceSchedule.State(costs.steps);
        kept = new PieceSchedule.State(costs.steps);
        priced = new PieceSchedule.State(costs.steps);
    }

    /** Tells how many improving changes of pieces it made. */
    @Override
    public long refine(double[] change) {
        changes = 0;
        shift.enter(change);
        descend(FAR);
        if (shift.isLimited()) {
            best = reached;
            shift.save(kept);
            tryPrices();
            shift.restore(kept);
            descend(FAR);
        }
        return changes;
    }

    /** To where no change of the pieces of one step, or of two at most so far apart, pays. */
    private void descend(int far) {
        shift.settle();
        keep();
        do {
            changeOne();
        } while (changeTwo(far));
    }

    private void changeOne() {
        int unchanged = 0;
        for (int t = 0; unchanged < costs.steps; t = (t + 1) % costs.steps) {
            unchanged++;
            for (int p = costs.firstPiece[t]; p < costs.firstPiece[t + 1]; p++) {
                if (bounds[p] < -leastGain() && p != shift.piece(t) && pays(t, p, t, p)) {
                    unchanged = 0;
                }
            }
        }
    }

    private boolean changeTwo(int far) {
        for (int t = 0; t < costs.steps; t++) {
            for (int k = t + 1; k < Math.min(costs.steps, t + far); k++) {
                if (changeBoth(t, k)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean changeBoth(int t, int k) {
        for (int p = costs.firstPiece[t]; p < costs.firstPiece[t + 1]; p++) {
            for (int q = costs.firstPiece[k]; q < costs.firstPiece[k + 1]; q++) {
                boolean promising = bounds[p] + bounds[q] < -leastGain();
                if (promising && p != shift.piece(t) && q != shift.piece(k) && pays(t, p, k, q)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Puts step t into piece p and step k into piece q, if that pays once the day has settled; else changes nothing. */
    private boolean pays(int t, int p, int k, int q) {
        if (!shift.force(t, p) || k != t && !shift.force(k, q)) {
            shift.restore(settled);
            int[] wanted = shift.wanted();
            wanted[t] = p;
            wanted[k] = q;
            if (!shift.realise()) {
                return false;
            }
        }
        shift.settle();
        if (shift.objective() < reached - leastGain()) {
            keep();
            changes++;
            return true;
        }
        shift.restore(settled);
        return false;
    }

    private void keep() {
        reached = shift.objective();
        shift.save(settled);
        if (shift.keepsLimit()) {
            shift.bound(bounds);
        } else {
            Arrays.fill(bounds, Double.NEGATIVE_INFINITY);
        }
    }

    /** The first price is that of the limit in the pieces found so far; the others are where the two nearest meet. */
    private void tryPrices() {
        double price = shift.price();
        double costAbove = Double.NaN;
        double throughputAbove = 0;
        double costBelow = Double.NaN;
        double throughputBelow = 0;
        for (int round = 0; round < Math.max(1, PRICED_STEPS_IN_ALL / costs.steps); round++) {
            shift.fixPrice(price);
            descend(NEAR);
            double throughput = shift.throughputKwh();
            boolean above = throughput > shift.limitKwh();
            if (above) {
                costAbove = reached - price * throughput;
                throughputAbove = throughput;
            } else {
                costBelow = reached - price * throughput;
                throughputBelow = throughput;
            }
            shift.save(priced);
            descendWithinLimit();
            shift.restore(priced);
            double next;
            if (Double.isNaN(costAbove)) {
                next = price < 1e-3 * costs.steepest() ? 0 : price / 1.5;
            } else if (Double.isNaN(costBelow)) {
                next = Math.max(0.05 * costs.steepest(), 1.5 * price);
            } else {
                next = (costBelow - costAbove) / (throughputAbove - throughputBelow);
            }
            if (Math.abs(next - price) <= LEAST_GAIN * costs.steepest()) {
                break;
            }
            price = next;
        }
        shift.holdLimit();
    }

    private void descendWithinLimit() {
        shift.holdLimit();
        descend(NEAR);
        if (reached < best - leastGain()) {
            best = reached;
            shift.save(kept);
        }
    }

    private double leastGain() {
        return LEAST_GAIN * (1 + Math.abs(reached));
    }
}
