package org.gridbourse.market.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * All trades of a participant in one period that are not void. Who bought may have sold again: its side and its quantity
 * are those of the net.
 *
 * @param participantId whose
 * @param trades the participant is a party to each; sorted by ascending trade id here
 */
public record Contract(String participantId, List<Trade> trades) {
    public Contract {
        for (Trade trade : trades) {
            if (!trade.buyer().equals(participantId) && !trade.seller().equals(participantId)) {
                throw new IllegalArgumentException(
                        "%s must be a party to its trade %s".formatted(participantId, trade.tradeId()));
            }
        }
        trades = sorted(trades);
    }

    private static List<Trade> sorted(List<Trade> trades) {
        List<Trade> sorted = new ArrayList<>(trades);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparing(Trade::tradeId, Utf8Order.BYTES));
        }
        return List.copyOf(sorted);
    }

    /** The side of the net, empty where nothing is contracted or as much bought as sold. */
    public Optional<Side> side() {
        int direction = sold().compareTo(bought());
        return direction == 0 ? Optional.empty() : Optional.of(direction > 0 ? Side.SELL : Side.BUY);
    }

    /** |c|, what is contracted in all, net. */
    public Energy quantity() {
        return sold().above(bought()).max(bought().above(sold()));
    }

    /** c where it is positive. */
    public Energy netSold() {
        return sold().above(bought());
    }

    /** -c where c is negative. */
    public Energy netBought() {
        return bought().above(sold());
    }

    /** What the participant sold, gross. */
    public Energy sold() {
        Energy sold = Energy.ZERO;
        for (Trade trade : trades) {
            sold = trade.seller().equals(participantId) ? sold.plus(trade.quantity()) : sold;
        }
        return sold;
    }

    /** What the participant bought, gross. */
    public Energy bought() {
        Energy bought = Energy.ZERO;
        for (Trade trade : trades) {
            bought = trade.buyer().equals(participantId) ? bought.plus(trade.quantity()) : bought;
        }
        return bought;
    }

    /** The trades in which the participant sells, in ascending id. */
    public List<Trade> sales() {
        List<Trade> sales = new ArrayList<>(trades.size());
        for (Trade trade : trades) {
            if (trade.seller().equals(participantId)) {
                sales.add(trade);
            }
        }
        return sales;
    }

    /** The trades in which the participant buys, in ascending id. */
    public List<Trade> purchases() {
        List<Trade> purchases = new ArrayList<>(trades.size());
        for (Trade trade : trades) {
            if (trade.buyer().equals(participantId)) {
                purchases.add(trade);
            }
        }
        return purchases;
    }

    /** The highest price at which the participant sells, empty without a sale. */
    public Optional<UnitPrice> dearestSale() {
        return sales().stream().map(Trade::price).max(Comparator.naturalOrder());
    }

    /** The lowest price at which the participant buys, empty without a purchase. */
    public Optional<UnitPrice> cheapestPurchase() {
        return purchases().stream().map(Trade::price).min(Comparator.naturalOrder());
    }
}
