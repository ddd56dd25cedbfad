package org.gridbourse.market.tariff;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * What the grid company charges and pays in one period.
 *
 * @param retail R, what a kWh from the grid costs, not negative
 * @param feedIn F, what the grid pays for a kWh; negative where the grid charges for taking it
 * @param gridFee G, what a kWh between peers pays for the wires, not negative
 */
public record Tariff(UnitPrice retail, UnitPrice feedIn, UnitPrice gridFee) {
    public Tariff {
        if (retail.isNegative() || gridFee.isNegative()) {
            throw new RefusedException(
                    Refusal.TARIFF_OUT_OF_RANGE,
                    "retail (%s) and grid fee (%s) must not be negative".formatted(retail, gridFee));
        }
        retail.minus(gridFee).minus(feedIn);
    }

    /** S = R - G - F: what peers can share per kWh; below zero the period takes no orders. */
    public UnitPrice spread() {
        return cap().minus(feedIn);
    }

    /** Whether orders can be given for the period: the spread is not negative and some price is within the limits. */
    public boolean takesOrders() {
        return !spread().isNegative() && !cap().isNegative();
    }

    /** max(0, F): the lowest limit price, below which no seller would rather trade with peers. */
    public UnitPrice floor() {
        return feedIn.max(UnitPrice.ZERO);
    }

    /** R - G: the highest limit price, above which no buyer would rather trade with peers. */
    public UnitPrice cap() {
        return retail.minus(gridFee);
    }

    /** The limit prices that a period with this tariff allows. */
    public LimitRange limits() {
        return new LimitRange(floor(), cap());
    }

    /** What the netted energy of a participant costs (negative) or brings (positive) with the grid alone. */
    public Money gridOnly(Energy imported, Energy exported) {
        Energy over = exported.above(imported);
        return over.isZero() ? retail.times(imported.minus(exported)).negated() : feedIn.times(over);
    }
}
