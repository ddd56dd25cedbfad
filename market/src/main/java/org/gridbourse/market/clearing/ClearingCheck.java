package org.gridbourse.market.clearing;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * What must be true of a clearing before it is written, whoever computed it. It looks at the result alone and knows
 * nothing of the algorithm: no curve, no bisection, no sharing.
 */
public final class ClearingCheck {
    private ClearingCheck() {}

    /** Refuses a result that breaks a promise of section 2 of the rulebook. */
    public static void require(OrderBook book, ClearingResult result) {
        requireOneFillPerOrder(book.orders(), result.fills());
        for (Side side : Side.values()) {
            Energy filled = filled(side, result.fills());
            require(filled.equals(result.volume()), "%s fills %s, not the volume %s", side, filled, result.volume());
        }
        if (result.equilibrium().isPresent()) {
            requireFair(result.equilibrium().get().price(), result.fills());
            requireEquilibrium(result.equilibrium().get().low(), book, result.volume());
            requireEquilibrium(result.equilibrium().get().high(), book, result.volume());
            requireAtPrice(result.equilibrium().get().price(), result.trades());
        } else {
            require(result.volume().isZero(), "%s are traded without a price", result.volume());
            requireNoBidReachesAnOffer(book.orders());
        }
        requireRisingIds(result.trades());
        requireTradesAddUp(Side.BUY, result);
        requireTradesAddUp(Side.SELL, result);
    }

    private static void requireOneFillPerOrder(List<Order> orders, List<Fill> fills) {
        require(orders.size() == fills.size(), "%s orders have %s fills", orders.size(), fills.size());
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            Order filled = fills.get(i).order();
            require(filled == order || filled.equals(order), "order %s has no fill in its place", order.orderId());
        }
    }

    private static Energy filled(Side side, List<Fill> fills) {
        Energy filled = Energy.ZERO;
        for (Fill fill : fills) {
            filled = fill.order().side() == side ? filled.plus(fill.filled()) : filled;
        }
        return filled;
    }

    /** Nobody beyond a limit, nobody better left out, and not both a buyer and a seller left waiting at the price. */
    private static void requireFair(UnitPrice price, List<Fill> fills) {
        boolean buyerWaits = false;
        boolean sellerWaits = false;
        for (Fill fill : fills) {
            String id = fill.order().orderId();
            Energy better = fill.order().quantityBetter(price);
            Energy atOrBetter = better.plus(fill.order().quantityAt(price));
            require(fill.filled().compareTo(atOrBetter) <= 0, "order %s is filled beyond its limit", id);
            require(fill.filled().compareTo(better) >= 0, "order %s is better than the price and left out", id);
            boolean waits = fill.filled().compareTo(atOrBetter) < 0;
            buyerWaits |= waits && fill.order().side() == Side.BUY;
            sellerWaits |= waits && fill.order().side() == Side.SELL;
        }
        require(!(buyerWaits && sellerWaits), "a buyer and a seller both wait at %s", price);
    }

    /** Low and high must be limit prices of the book at which the volume is an equilibrium, in the rulebook's words. */
    private static void requireEquilibrium(UnitPrice end, OrderBook book, Energy volume) {
        boolean isLimit = false;
        Energy demandAbove = Energy.ZERO;
        Energy demandAt = Energy.ZERO;
        Energy supplyBelow = Energy.ZERO;
        Energy supplyAt = Energy.ZERO;
        for (Order order : book.orders()) {
            Energy at = order.quantityAt(end);
            isLimit |= !at.isZero();
            if (order.side() == Side.BUY) {
                demandAbove = demandAbove.plus(order.quantityBetter(end));
                demandAt = demandAt.plus(at);
            } else {
                supplyBelow = supplyBelow.plus(order.quantityBetter(end));
                supplyAt = supplyAt.plus(at);
            }
        }
        require(isLimit, "%s is no limit price of the book", end);
        require(
                demandAbove.compareTo(volume) <= 0 && volume.compareTo(demandAbove.plus(demandAt)) <= 0,
                "%s is no equilibrium price of demand",
                end);
        require(
                supplyBelow.compareTo(volume) <= 0 && volume.compareTo(supplyBelow.plus(supplyAt)) <= 0,
                "%s is no equilibrium price of supply",
                end);
    }

    private static void requireAtPrice(UnitPrice price, List<Trade> trades) {
        for (Trade trade : trades) {
            require(trade.price().equals(price), "trade %s is at %s", trade.tradeId(), trade.price());
        }
    }

    private static void requireNoBidReachesAnOffer(List<Order> orders) {
        UnitPrice highestBid = new UnitPrice(-1);
        for (Order order : orders) {
            highestBid = order.side() == Side.BUY ? highestBid.max(best(order)) : highestBid;
        }
        for (Order order : orders) {
            require(
                    order.side() == Side.BUY || best(order).compareTo(highestBid) > 0,
                    "nothing is traded although %s is bid and %s asked",
                    highestBid,
                    best(order));
        }
    }

    private static UnitPrice best(Order order) {
        return order.steps().get(0).limit();
    }

    /** Every fill is the sum of its own trades, which stand together in the order of the fills, under rising ids. */
    private static void requireTradesAddUp(Side side, ClearingResult result) {
        List<Trade> trades = result.trades();
        int next = 0;
        for (Fill fill : result.fills()) {
            Order order = fill.order();
            Energy traded = Energy.ZERO;
            while (order.side() == side
                    && next < trades.size()
                    && party(side, trades.get(next)).equals(order.participantId())) {
                traded = traded.plus(trades.get(next).quantity());
                next++;
            }
            require(
                    order.side() != side || traded.equals(fill.filled()),
                    "order %s is filled %s but trades %s",
                    order.orderId(),
                    fill.filled(),
                    traded);
        }
        require(
                next == trades.size(),
                "trade %s has no order in its place that could %s",
                next < trades.size() ? trades.get(next).tradeId() : "",
                side);
    }

    private static String party(Side side, Trade trade) {
        return side == Side.BUY ? trade.buyer() : trade.seller();
    }

    private static void requireRisingIds(List<Trade> trades) {
        for (int i = 1; i < trades.size(); i++) {
            String last = trades.get(i - 1).tradeId();
            String id = trades.get(i).tradeId();
            require(Utf8Order.BYTES.compare(last, id) < 0, "trade %s does not follow %s", id, last);
        }
    }

    private static void require(boolean condition, String detail, Object... figures) {
        if (!condition) {
            throw new RefusedException(Refusal.CLEARING_CHECK_FAILED, detail.formatted(figures));
        }
    }
}
