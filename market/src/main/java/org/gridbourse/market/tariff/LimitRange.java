package org.gridbourse.market.tariff;

import org.gridbourse.market.quantity.UnitPrice;

/**
 * The limit prices that a period allows, both ends included; empty where the lowest is above the highest.
 *
 * @param lowest lowest allowed limit price, not negative
 * @param highest highest allowed limit price
 */
public record LimitRange(UnitPrice lowest, UnitPrice highest) {
    /** What an order book without a tariff allows: 0 to 10^9 micro/kWh. */
    public static final LimitRange WITHOUT_TARIFF = new LimitRange(UnitPrice.ZERO, new UnitPrice(1_000_000_000));

    public LimitRange {
        if (lowest.isNegative()) {
            throw new IllegalArgumentException("lowest (%s) must not be negative".formatted(lowest));
        }
    }

    public boolean contains(UnitPrice price) {
        return lowest.compareTo(price) <= 0 && price.compareTo(highest) <= 0;
    }

    @Override
    public String toString() {
        return lowest.microPerKwh() + ".." + highest.microPerKwh() + " micro/kWh";
    }
}
