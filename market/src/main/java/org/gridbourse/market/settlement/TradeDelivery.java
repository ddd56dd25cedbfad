package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.trade.Trade;

/**
 * How much of a trade one of its parties fulfilled.
 *
 * @param trade the trade
 * @param delivered given by the seller, or taken by the buyer, of the trade's quantity
 */
public record TradeDelivery(Trade trade, Energy delivered) {
    public TradeDelivery {
        if (delivered.compareTo(trade.quantity()) > 0) {
            throw new IllegalArgumentException(
                    "delivered (%s) must not exceed the quantity (%s)".formatted(delivered, trade.quantity()));
        }
    }

    /** What is missing. */
    public Energy missed() {
        return trade.quantity().minus(delivered);
    }

    /** Fills trades with what was delivered, in their order, so that no Wh counts twice. */
    static List<TradeDelivery> fill(List<Trade> ascending, Energy delivered) {
        List<TradeDelivery> deliveries = new ArrayList<>(ascending.size());
        Energy rest = delivered;
        for (Trade trade : ascending) {
            Energy part = rest.min(trade.quantity());
            deliveries.add(new TradeDelivery(trade, part));
            rest = rest.minus(part);
        }
        return deliveries;
    }
}
