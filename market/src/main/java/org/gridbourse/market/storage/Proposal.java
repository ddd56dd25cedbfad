package org.gridbourse.market.storage;

import java.util.List;

/**
 * How a session could be cleared, whoever found it: a price per period, and a schedule with its proof per storage order.
 *
 * @param pricesMicroPerKwh one per period; 0 where the period takes no orders
 * @param storage one per storage order, in ascending order id
 */
public record Proposal(List<Long> pricesMicroPerKwh, List<StorageSchedule> storage) {
    public Proposal {
        pricesMicroPerKwh = List.copyOf(pricesMicroPerKwh);
        storage = List.copyOf(storage);
    }
}
