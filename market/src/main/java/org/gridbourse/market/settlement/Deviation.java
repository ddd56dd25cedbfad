package org.gridbourse.market.settlement;

import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.quantity.Energy;

/**
 * x = n - c of one participant and period, by its parts. Either something is missing, or there is something extra.
 *
 * @param notDelivered the contract part of what is missing: what a seller did not deliver
 * @param otherMissing what else is missing: beyond a buyer's contract, without one, import of a seller
 * @param notTaken what a buyer did not take of its contract; extra energy counts against it first
 * @param otherExtra what else is extra: beyond a seller's contract, without one, export of a buyer
 */
public record Deviation(Energy notDelivered, Energy otherMissing, Energy notTaken, Energy otherExtra) {

    /** The deviation of what was metered, netted, from a contract. */
    public static Deviation of(Contract contract, MeteredEnergy metered) {
        Energy exported = metered.netExported();
        Energy imported = metered.netImported();
        Energy sold = contract.netSold();
        Energy bought = contract.netBought();
        return new Deviation(
                sold.above(exported), imported.above(bought), bought.above(imported), exported.above(sold));
    }

    /** max(0, -x). */
    public Energy missing() {
        return notDelivered.plus(otherMissing);
    }

    /** max(0, x). */
    public Energy extra() {
        return notTaken.plus(otherExtra);
    }
}
