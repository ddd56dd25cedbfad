package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * How much of a participant's deviation met a peer. It stands, whatever corrections say later.
 *
 * @param notDelivered bought for the contract part of what is missing
 * @param otherMissing bought for what else is missing
 * @param notTaken sold of what a buyer did not take of its contract
 * @param otherExtra sold of what else is extra
 * @param price p of the period's pool, see {@link PoolPrices}
 */
public record PoolShare(Energy notDelivered, Energy otherMissing, Energy notTaken, Energy otherExtra, UnitPrice price) {
    public static final PoolShare NOTHING =
            new PoolShare(Energy.ZERO, Energy.ZERO, Energy.ZERO, Energy.ZERO, UnitPrice.ZERO);

    /** Whether nothing met; the price then says nothing. */
    public boolean isNothing() {
        return bought().isZero() && sold().isZero();
    }

    public Energy bought() {
        return notDelivered.plus(otherMissing);
    }

    public Energy sold() {
        return notTaken.plus(otherExtra);
    }
}
