package org.gridbourse.market.clearing;

import org.gridbourse.market.quantity.UnitPrice;

/**
 * The prices at which demand and supply agree on the greatest volume, and the one at which it is traded.
 *
 * @param low lowest end of the interval, a limit price of the book, not negative
 * @param high highest end of the interval, a limit price of the book, not below {@code low}
 */
public record Equilibrium(UnitPrice low, UnitPrice high) {
    public Equilibrium {
        if (low.isNegative() || high.compareTo(low) < 0) {
            throw new IllegalArgumentException("low (%s) must be within 0..high (%s)".formatted(low, high));
        }
    }

    /** P = floor((low + high) / 2), without the sum that might not fit. */
    public UnitPrice price() {
        return new UnitPrice(low.microPerKwh() + (high.microPerKwh() - low.microPerKwh()) / 2);
    }
}
