package org.gridbourse.market.storage;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * What a session decides for one of its periods.
 *
 * @param volumeWh traded energy [Wh]
 * @param price empty where the period takes no orders, or where nothing was traded without a proposal
 * @param fills one per step order, and one per storage order that trades something, in ascending order id
 * @param trades as paired in a book
 */
public record ClearedPeriod(long volumeWh, Optional<UnitPrice> price, List<Fill> fills, List<Trade> trades) {
    public ClearedPeriod {
        fills = List.copyOf(fills);
        trades = List.copyOf(trades);
    }
}
