package org.gridbourse.market.trade;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * A quantity of energy that one participant sells to another in one period at the clearing price.
 *
 * @param tradeId unique; ascending ids (UTF-8 bytes) are the order in which deliveries fill trades
 * @param buyer participant id
 * @param seller participant id, not the buyer's
 * @param quantity energy, above zero
 * @param price clearing price, not negative
 */
public record Trade(String tradeId, String buyer, String seller, Energy quantity, UnitPrice price) {
    public Trade {
        if (quantity.isZero()) {
            throw new IllegalArgumentException("quantity (%s) must be above zero".formatted(quantity));
        }
        if (buyer.equals(seller)) {
            throw new IllegalArgumentException("buyer (%s) must not be seller (%s)".formatted(buyer, seller));
        }
        if (price.isNegative()) {
            throw new IllegalArgumentException("price (%s) must not be negative".formatted(price));
        }
    }
}
