package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/** The prices of what a statement's deviation met peers for, and what they leave for the fund. */
record PoolMoney(Statement statement) {

    /** What a Wh of a seller's contract part costs; nothing was bought so without a sale. */
    UnitPrice notDelivered() {
        return statement.contract().dearestSale().map(prices()::notDelivered).orElse(UnitPrice.ZERO);
    }

    /** What a Wh brings that a buyer did not take; nothing was sold so without a purchase. */
    UnitPrice notTaken() {
        return statement.contract().cheapestPurchase().map(prices()::notTaken).orElse(UnitPrice.ZERO);
    }

    PoolPrices prices() {
        return new PoolPrices(statement.tariff(), statement.pooled().price());
    }

    Money boughtAbovePrice() {
        PoolShare pooled = statement.pooled();
        return above(notDelivered(), pooled.notDelivered()).plus(above(prices().costs(), pooled.otherMissing()));
    }

    Money soldBelowPrice() {
        PoolShare pooled = statement.pooled();
        return above(notTaken(), pooled.notTaken())
                .plus(above(prices().earns(), pooled.otherExtra()))
                .negated();
    }

    private Money above(UnitPrice price, Energy energy) {
        return price.minus(statement.pooled().price()).times(energy);
    }
}
