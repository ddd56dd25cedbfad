package org.gridbourse.market.clearing;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.trade.Trade;

/**
 * What the auction of one period decides.
 *
 * @param volume V, all that is traded
 * @param equilibrium prices and price of it, empty where nothing is traded
 * @param fills one per order of the book, in ascending order id
 * @param trades numbered from 1 in the order in which they were paired
 */
public record ClearingResult(Energy volume, Optional<Equilibrium> equilibrium, List<Fill> fills, List<Trade> trades) {
    public ClearingResult {
        fills = List.copyOf(fills);
        trades = List.copyOf(trades);
    }
}
