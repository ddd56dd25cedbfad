package org.gridbourse.market.tariff;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * What the grid company charges and pays in one period.
 *
 * @param retail R, what a kWh from the grid costs; negative where the grid pays for taking it; -9000 to 9000 per kWh
 * @param feedIn F, what the grid pays for a kWh; negative where it charges for taking it; at most R
 * @param gridFee G, what a kWh between peers pays for the wires, 0 to 9000 per kWh
 */
public record Tariff(UnitPrice retail, UnitPrice feedIn, UnitPrice gridFee) {
    private static final long PRICE_MAX = MarketLimits.PRICE_MAX_MICRO_PER_KWH;

    public Tariff {
        requireWithin("retail", retail, -PRICE_MAX);
        requireWithin("feed-in", feedIn, -PRICE_MAX);
        requireWithin("grid fee", gridFee, 0);
        if (feedIn.compareTo(retail) > 0) {
            throw new RefusedException(
                    Refusal.TARIFF_OUT_OF_RANGE,
                    "feed-in (%s) must not be above retail (%s)".formatted(feedIn, retail));
        }
    }

    private static void requireWithin(String name, UnitPrice price, long lowest) {
        if (price.microPerKwh() < lowest || price.microPerKwh() > PRICE_MAX) {
            throw new RefusedException(
                    Refusal.TARIFF_OUT_OF_RANGE,
                    "%s (%s) must be within %s..%s".formatted(name, price, lowest, PRICE_MAX));
        }
    }

    /** S = R - G - F: what peers can share per kWh. */
    public UnitPrice spread() {
        return cap().minus(feedIn);
    }

    /** Whether the period takes orders and has a pool: some price is within the limits. */
    public boolean takesOrders() {
        return floor().compareTo(cap()) <= 0;
    }

    /** max(0, F): the lowest limit price, below which no seller would rather trade with peers. */
    public UnitPrice floor() {
        return feedIn.max(UnitPrice.ZERO);
    }

    /** R - G: the highest limit price, above which no buyer would rather trade with peers. */
    public UnitPrice cap() {
        return retail.minus(gridFee);
    }

    /** B = cap - floor, not negative where the period takes orders. */
    public UnitPrice band() {
        return cap().minus(floor());
    }

    /** M, the middle of floor and cap, rounded down. */
    public UnitPrice middle() {
        return new UnitPrice(Math.floorDiv(floor().plus(cap()).microPerKwh(), 2L));
    }

    /** The greatest absolute price of the tariff. */
    public UnitPrice highest() {
        return new UnitPrice(Math.max(
                Math.abs(retail.microPerKwh()), Math.max(Math.abs(feedIn.microPerKwh()), gridFee.microPerKwh())));
    }

    /** The limit prices that a period with this tariff allows. */
    public LimitRange limits() {
        return new LimitRange(floor(), cap());
    }

    /** What the netted energy of a participant costs (negative) or brings (positive) with the grid alone. */
    public Money gridOnly(Energy imported, Energy exported) {
        return exported.compareTo(imported) >= 0
                ? feedIn.times(exported.minus(imported))
                : retail.times(imported.minus(exported)).negated();
    }
}
