package org.gridbourse.market.clearing;

import java.util.Optional;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * Where demand and supply meet: the greatest volume that can be traded at one price, and the equilibrium prices.
 *
 * <p>Demand falls and supply rises with the price, and both only change at integer prices; so the crossing is found by
 * bisection between the lowest and the highest limit price, in at most 63 passes over the steps, without sorting them.
 *
 * @param volume V, above zero
 * @param equilibrium all prices p with demand above p &lt;= V &lt;= demand at or above p and supply below p &lt;= V
 *     &lt;= supply at or below p, by their lowest and highest limit-price ends
 */
record Crossing(Energy volume, Equilibrium equilibrium) {

    /** The crossing of two curves, empty where no bid reaches an offer. */
    static Optional<Crossing> of(Curve demand, Curve supply) {
        if (demand.isEmpty() || supply.isEmpty()) {
            return Optional.empty();
        }
        long price = priceOfGreatestVolume(demand, supply);
        long volume = tradable(price, demand, supply);
        return volume == 0
                ? Optional.empty()
                : Optional.of(new Crossing(new Energy(volume), equilibriumAround(price, volume, demand, supply)));
    }

    /**
     * Below the first price at which supply covers demand the tradable volume is the rising supply, from there on the
     * falling demand: the greatest is at that price or one below it. Where supply never covers demand, it is at the
     * highest limit price.
     */
    private static long priceOfGreatestVolume(Curve demand, Curve supply) {
        long first = Math.min(demand.lowest(), supply.lowest());
        long last = Math.max(demand.highest(), supply.highest());
        while (first < last) {
            long middle = first + (last - first) / 2;
            if (supply.atOrBetter(middle) >= demand.atOrBetter(middle)) {
                last = middle;
            } else {
                first = middle + 1;
            }
        }
        return tradable(first - 1, demand, supply) > tradable(first, demand, supply) ? first - 1 : first;
    }

    private static long tradable(long price, Curve demand, Curve supply) {
        return Math.min(demand.atOrBetter(price), supply.atOrBetter(price));
    }

    /**
     * The ends of the interval around one equilibrium price. A lower price is one too as long as it wins no further
     * demand and loses no supply that is needed; so the interval reaches down to the next limit price, or not at all.
     * The same upwards.
     */
    private static Equilibrium equilibriumAround(long price, long volume, Curve demand, Curve supply) {
        boolean lowerToo = demand.atOrBetter(price) == volume && supply.better(price) == volume;
        boolean higherToo = supply.atOrBetter(price) == volume && demand.better(price) == volume;
        long low = lowerToo ? Math.max(demand.limitBelow(price), supply.limitBelow(price)) : price;
        long high = higherToo ? Math.min(demand.limitAbove(price), supply.limitAbove(price)) : price;
        return new Equilibrium(new UnitPrice(low), new UnitPrice(high));
    }
}
