package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.trade.Trade;

/**
 * All trades of a participant in one period that are not void.
 *
 * @param participantId whose
 * @param trades the participant on the same side of each; sorted by ascending trade id here
 */
public record Contract(String participantId, List<Trade> trades) {
    public Contract {
        trades = sorted(trades);
        for (Trade trade : trades) {
            if (!partyOn(trades.get(0).buyer().equals(participantId), trade).equals(participantId)) {
                throw new IllegalArgumentException("%s must be on one side of all its trades, as it is not of %s"
                        .formatted(participantId, trade.tradeId()));
            }
        }
    }

    /** The side on which the participant trades, empty where it has no trade. */
    public Optional<Side> side() {
        return trades.isEmpty()
                ? Optional.empty()
                : Optional.of(trades.get(0).buyer().equals(participantId) ? Side.BUY : Side.SELL);
    }

    /** c, what is contracted in all. */
    public Energy quantity() {
        Energy quantity = Energy.ZERO;
        for (Trade trade : trades) {
            quantity = quantity.plus(trade.quantity());
        }
        return quantity;
    }

    private static List<Trade> sorted(List<Trade> trades) {
        List<Trade> sorted = new ArrayList<>(trades);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparing(Trade::tradeId, Utf8Order.BYTES));
        }
        return List.copyOf(sorted);
    }

    private static String partyOn(boolean buying, Trade trade) {
        return buying ? trade.buyer() : trade.seller();
    }
}
