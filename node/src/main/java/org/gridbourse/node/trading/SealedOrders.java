package org.gridbourse.node.trading;

import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.CommitRecord.Sealed;

/**
 * Orders of a node before they are revealed. The salt is a secret until then.
 *
 * @param schedule as it will be revealed
 * @param sealed what is told before that
 */
public record SealedOrders(int revision, String salt, OrderSchedule schedule, Sealed sealed) {

    /** Nothing of what is sealed. */
    @Override
    public String toString() {
        return "sealed orders, revision %d, hash %s".formatted(revision, sealed.hash());
    }
}
