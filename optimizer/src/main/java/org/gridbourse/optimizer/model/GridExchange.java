package org.gridbourse.optimizer.model;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The best exchange with the grid for a given residual demand: balance (14) and tie line (15), curtailment where it
 * pays or the tie line is full.
 *
 * <p>The residual demand y is load + storage - all that the plants could give; the exchange g lies from y (nothing
 * curtailed) to y + generation (all curtailed) and within the tie line. What g costs is piecewise linear with kinks at
 * 0 (carbon counts on purchases only) and at the commitment (deviations are priced).
 */
public final class GridExchange {
    private final SiteDay day;
    private final Weights weights;

    public GridExchange(SiteDay day, Weights weights) {
        this.day = day;
        this.weights = weights;
    }

    /** Least residual demand that the tie line can carry in a step, everything curtailed. */
    public double lowestDemandKw(int t) {
        return -day.exportKw - day.generationKw[t];
    }

    /** Exchange with the grid in kW, import positive, for a residual demand in kW. */
    public double gridKw(int t, double demandKw) {
        return gridKw(t, demandKw, day.generationKw[t]);
    }

    /** The same where some generation cannot be curtailed, because a storage charges from it. */
    public double gridKw(int t, double demandKw, double curtailableKw) {
        double lowest = Math.max(demandKw, -day.exportKw);
        double highest = Math.max(lowest, Math.min(demandKw + curtailableKw, day.importKw));
        double lowKink = Math.min(0, day.committedKw[t]);
        double highKink = Math.max(0, day.committedKw[t]);
        double best = lowest;
        best = better(t, best, clamp(lowKink, lowest, highest));
        best = better(t, best, clamp(highKink, lowest, highest));
        return better(t, best, highest);
    }

    /** First step whose load the tie line and the plants cannot serve without storage. */
    public OptionalInt firstOverload() {
        return IntStream.range(0, day.steps)
                .filter(t -> day.loadKw[t] - day.generationKw[t] > day.importKw)
                .findFirst();
    }

    /** Weighted price of an exchange per hour, curtailment included up to a constant of the step. */
    double pricePerHour(int t, double gridKw) {
        double deviationKw = gridKw - day.committedKw[t];
        double cost = deviationKw * (deviationKw > 0 ? day.buyPrice[t] : day.sellPrice[t]);
        return weights.cost() * cost
                + weights.carbon() * day.gridKgPerKwh[t] * Math.max(gridKw, 0)
                + weights.curtailment() * gridKw;
    }

    /** Slope of {@link #pricePerHour} beside an exchange, towards lower or higher ones. */
    double slope(int t, double gridKw) {
        return weights.cost() * (gridKw > day.committedKw[t] ? day.buyPrice[t] : day.sellPrice[t])
                + (gridKw > 0 ? weights.carbon() * day.gridKgPerKwh[t] : 0)
                + weights.curtailment();
    }

    /** Weighted price per hour of the best exchange for a residual demand. */
    double demandPrice(int t, double demandKw) {
        return demandPrice(t, demandKw, day.generationKw[t]);
    }

    /** The same where some generation cannot be curtailed. */
    double demandPrice(int t, double demandKw, double curtailableKw) {
        return pricePerHour(t, gridKw(t, demandKw, curtailableKw)) - weights.curtailment() * demandKw;
    }

    /** Slope of {@link #demandPrice} where it has one. */
    double demandSlope(int t, double demandKw) {
        double gridKw = gridKw(t, demandKw);
        boolean follows = gridKw == demandKw || gridKw == demandKw + day.generationKw[t];
        return (follows ? slope(t, gridKw) : 0) - weights.curtailment();
    }

    private double better(int t, double known, double other) {
        return other != known && pricePerHour(t, other) < pricePerHour(t, known) ? other : known;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
