package org.gridbourse.market.storage;

import org.gridbourse.market.order.StorageOrder;

/**
 * A storage order with a schedule that has been checked: it earns {@code profitNano} of at most {@code boundNano}.
 *
 * @param order the order
 * @param schedule how its storage runs
 * @param profitNano what its owner earns (positive) or pays, wear included; net energy that is not dealt in counts at its
 *     limit price
 * @param boundNano what no other schedule could exceed at the same prices, rounded up
 */
public record CheckedStorage(StorageOrder order, StorageSchedule schedule, long profitNano, long boundNano) {

    /** What the owner may have missed at most; refused beyond the range of long. */
    public long gapNano() {
        return Math.subtractExact(boundNano, profitNano);
    }
}
