package org.gridbourse.optimizer.model;

/**
 * The linear objective: what one currency unit, one kg of carbon and one curtailed kWh weigh.
 *
 * <p>Ties are broken by tiny weights. A second objective weighs 1e-10 of the first (relative to the largest price and
 * carbon factor of the day), curtailment 1e-13: far below what a tie may cost, far above the rounding of a slope.
 */
public record Weights(double cost, double carbon, double curtailment) {
    private static final double SECOND = 1e-10;
    private static final double THIRD = 1e-13;

    /** Least cost; ties to less carbon, then to less curtailment. */
    public static Weights cheapest(SiteDay day) {
        return new Weights(1, SECOND * day.largestPrice() / day.largestCarbon(), THIRD * day.largestPrice());
    }

    /** Least carbon; ties to less cost, then to less curtailment. */
    public static Weights cleanest(SiteDay day) {
        return new Weights(SECOND * day.largestCarbon() / day.largestPrice(), 1, THIRD * day.largestCarbon());
    }

    /** Least cost + carbonPrice x carbon; ties to less carbon, then to less curtailment. */
    public static Weights compromise(SiteDay day, double carbonPrice) {
        Weights cheapest = cheapest(day);
        return new Weights(1, carbonPrice + cheapest.carbon, cheapest.curtailment);
    }
}
