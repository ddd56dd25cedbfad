package org.gridbourse.market.settlement;

import org.gridbourse.market.quantity.Energy;

/**
 * What of a deviation the grid deals with: all that did not meet a peer, and what a correction leaves of what did.
 *
 * @param notDelivered contract part that it supplies, at R - G
 * @param otherMissing what else it supplies, at R
 * @param notTaken what of a buyer's contract it takes, at F
 * @param otherExtra what else it takes, at F
 * @param boughtTooMuch bought from peers and not missing any more, taken at F
 * @param soldTooMuch sold to peers and not extra any more, supplied at R
 */
public record GridPart(
        Energy notDelivered,
        Energy otherMissing,
        Energy notTaken,
        Energy otherExtra,
        Energy boughtTooMuch,
        Energy soldTooMuch) {

    static GridPart of(Deviation now, PoolShare pooled) {
        Energy boughtTooMuch = pooled.notDelivered()
                .above(now.notDelivered())
                .plus(pooled.otherMissing().above(now.otherMissing()));
        Energy soldTooMuch =
                pooled.notTaken().above(now.notTaken()).plus(pooled.otherExtra().above(now.otherExtra()));
        return new GridPart(
                now.notDelivered().above(pooled.notDelivered()),
                now.otherMissing().above(pooled.otherMissing()),
                now.notTaken().above(pooled.notTaken()),
                now.otherExtra().above(pooled.otherExtra()),
                boughtTooMuch,
                soldTooMuch);
    }

    /** All that the grid supplies. */
    public Energy sold() {
        return notDelivered.plus(otherMissing).plus(soldTooMuch);
    }

    /** All that the grid takes. */
    public Energy bought() {
        return notTaken.plus(otherExtra).plus(boughtTooMuch);
    }
}
