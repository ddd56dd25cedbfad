package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;

/**
 * What a participant brings into the pool of a period, where deviations meet first.
 *
 * @param notDelivered contract part of its missing energy, all of it
 * @param otherMissing other missing energy, as far as its wallet covers it at retail
 * @param extra all its extra energy
 */
public record PoolOffer(Energy notDelivered, Energy otherMissing, Energy extra) {
    /** Who is estimated or unmeasured in the period, or has arrears, deals with the grid alone. */
    public static final PoolOffer NOTHING = new PoolOffer(Energy.ZERO, Energy.ZERO, Energy.ZERO);

    /** All that is missing of it. */
    public Energy missing() {
        return notDelivered.plus(otherMissing);
    }
}
