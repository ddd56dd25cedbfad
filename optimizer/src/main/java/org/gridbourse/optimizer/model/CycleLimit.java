package org.gridbourse.optimizer.model;

/**
 * Holds a limit on full cycles by a price on every kWh that goes into or out of the store (Lagrange).
 *
 * <p>A schedule above the limit and one below it give the price at which both cost the same; a search at that price
 * replaces one of them until none is better than both. Between two schedules in the same convex pieces the mixture
 * that just keeps the limit is then the optimum of those pieces; on a convex day it is the optimum.
 */
final class CycleLimit {
    private static final int MOST_ROUNDS = 40;

    private final SiteDay day;
    private final Weights weights;
    private final StorageSearch search;
    private final StageCosts free;
    private final StorageProblem objective;
    private final double limitKwh;
    private final StageCosts steepCosts;
    private StageCosts pricedCosts;
    private double price;
    private double[] best;

    CycleLimit(SiteDay day, Weights weights, StorageSearch search, StageCosts free, double limitKwh) {
        this.day = day;
        this.weights = weights;
        this.search = search;
        this.free = free;
        this.limitKwh = limitKwh * (1 + 1e-12);
        objective = new StorageProblem(free);
        steepCosts = costs(highestPrice());
        pricedCosts = free;
    }

    /** All energy that goes into and out of the store, kWh. */
    static double throughputKwh(double[] change) {
        double sum = 0;
        for (double step : change) {
            sum += Math.abs(step);
        }
        return sum;
    }

    /** The price per stored kWh that holds the limit; 0 before {@link #hold}. */
    double price() {
        return price;
    }

    /**
     * The best schedule within the limit; if none keeps it, the one with the least throughput.
     *
     * @param above a schedule beyond the limit, the best without it
     */
    double[] hold(double[] above) {
        double[] low = above.clone();
        search.refine(steepCosts, low);
        best = low;
        if (throughputKwh(low) > limitKwh) {
            return best;
        }
        double[] high = above;
        consider(high);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            price = evenPrice(high, low);
            pricedCosts = costs(price);
            double[] next = low.clone();
            search.refine(pricedCosts, next, this::consider);
            consider(next);
            if (value(next, price) >= value(low, price) - rounding(low, price)) {
                break;
            }
            if (throughputKwh(next) > limitKwh) {
                high = next;
            } else {
                low = next;
            }
        }
        if (free.convex()) {
            best = better(best, mixture(high, low));
            return best;
        }
        double[] centre = null;
        for (int round = 0; round < MOST_ROUNDS && centre != best; round++) {
            centre = best;
            // at a price of 0 a step that is put into a running piece runs as much as it would without the limit
            search.visitNeighbours(pricedCosts, centre.clone(), this::consider);
            search.visitNeighbours(free, centre.clone(), change -> consider(change, 0));
        }
        return best;
    }

    /**
     * Keeps the best schedule within the limit in the pieces of a given one, if it is better than all before. The given
     * one is settled at a throughput price, which bounds what its pieces can reach: most need no closer look.
     */
    private void consider(double[] change) {
        consider(change, price);
    }

    private void consider(double[] change, double settledAtPrice) {
        if (canBeBetter(change, settledAtPrice)) {
            double[] priced = change.clone();
            search.settle(pricedCosts, priced);
            if (canBeBetter(priced, price)) {
                best = better(best, within(change, best));
            }
        }
    }

    /** By Lagrange's bound on what the pieces of a schedule, settled at a price, can reach within the limit. */
    private boolean canBeBetter(double[] change, double settledAtPrice) {
        double bound = value(change, settledAtPrice) - settledAtPrice * limitKwh;
        return bound < objective.evaluate(best) - rounding(best, price);
    }

    /** The best schedule within the limit whose steps stay in the pieces of a given one; {@code otherwise} if none. */
    private double[] within(double[] pattern, double[] otherwise) {
        double[] high = pattern.clone();
        search.settle(free, high);
        if (throughputKwh(high) <= limitKwh) {
            return high;
        }
        double[] low = pattern.clone();
        search.settle(steepCosts, low);
        if (throughputKwh(low) > limitKwh) {
            return otherwise;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double even = evenPrice(high, low);
            double[] next = low.clone();
            search.settle(costs(even), next);
            if (value(next, even) >= value(low, even) - rounding(low, even)) {
                break;
            }
            if (throughputKwh(next) > limitKwh) {
                high = next;
            } else {
                low = next;
            }
        }
        double[] mixed = mixture(high, low);
        return objective.evaluate(mixed) <= objective.evaluate(low) ? mixed : low;
    }

    private double[] mixture(double[] high, double[] low) {
        double above = throughputKwh(high);
        double below = throughputKwh(low);
        double share = above > below ? (limitKwh - below) / (above - below) : 0;
        double[] mixed = new double[high.length];
        for (int t = 0; t < mixed.length; t++) {
            mixed[t] = high[t] == low[t] ? low[t] : low[t] + share * (high[t] - low[t]);
        }
        return mixed;
    }

    private double[] better(double[] one, double[] other) {
        return objective.evaluate(one) <= objective.evaluate(other) ? one : other;
    }

    /** The throughput price at which two schedules cost the same. */
    private double evenPrice(double[] high, double[] low) {
        double saved = throughputKwh(high) - throughputKwh(low);
        return saved > 0 ? Math.max(0, (objective.evaluate(low) - objective.evaluate(high)) / saved) : 0;
    }

    private double value(double[] change, double pricePerKwh) {
        return objective.evaluate(change) + pricePerKwh * throughputKwh(change);
    }

    private double rounding(double[] change, double pricePerKwh) {
        return 1e-12 * (1 + Math.abs(value(change, pricePerKwh)));
    }

    /** No price difference and no start charge of the day is worth a kWh at this price. */
    private double highestPrice() {
        return 4 * (free.steepest() + 1e-9);
    }

    private StageCosts costs(double pricePerKwh) {
        return StageCosts.withThroughputPrice(day, weights, pricePerKwh);
    }
}
