package org.gridbourse.market.clearing;

import org.gridbourse.market.order.Order;
import org.gridbourse.market.quantity.Energy;

/**
 * How much of an order is traded.
 *
 * @param order the order
 * @param filled traded energy, from 0 to the order's quantity
 */
public record Fill(Order order, Energy filled) {
    public Fill {
        if (filled.compareTo(order.quantity()) > 0) {
            throw new IllegalArgumentException(
                    "filled (%s) must not exceed the quantity (%s)".formatted(filled, order.quantity()));
        }
    }

    /** What is no trade, locks no money, and meets the grid at the tariff. */
    public Energy unmatched() {
        return order.quantity().minus(filled);
    }
}
