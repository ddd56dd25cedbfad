package org.gridbourse.market.clearing;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            requirePriceFair(result.equilibrium().get().price(), result.fills());
            requireEquilibrium(book, result.volume(), result.equilibrium().get());
        } else {
            require(result.volume().isZero(), "%s are traded without a price", result.volume());
            requireNoBidReachesAnOffer(book.orders());
        }
        requireTradesAddUp(result);
    }

    private static void requireOneFillPerOrder(List<Order> orders, List<Fill> fills) {
        require(orders.size() == fills.size(), "%d orders have %d fills", orders.size(), fills.size());
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            require(fills.get(i).order().equals(order), "order %s has no fill in its place", order.orderId());
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
    private static void requirePriceFair(UnitPrice price, List<Fill> fills) {
        boolean buyerWaits = false;
        boolean sellerWaits = false;
        for (Fill fill : fills) {
            Order order = fill.order();
            Energy atOrBetter = order.quantityAtOrBetter(price);
            require(
                    fill.filled().compareTo(atOrBetter) <= 0,
                    "order %s is filled beyond its limit: %s",
                    order.orderId(),
                    fill.filled());
            require(
                    fill.filled().compareTo(order.quantityBetter(price)) >= 0,
                    "order %s is better than the price and not filled: %s",
                    order.orderId(),
                    fill.filled());
            boolean waits = fill.filled().compareTo(atOrBetter) < 0;
            buyerWaits |= waits && order.side() == Side.BUY;
            sellerWaits |= waits && order.side() == Side.SELL;
        }
        require(!(buyerWaits && sellerWaits), "a buyer and a seller both wait at %s", price);
    }

    /** Both ends are limit prices of the book at which the volume is an equilibrium, by the rulebook's own words. */
    private static void requireEquilibrium(OrderBook book, Energy volume, Equilibrium equilibrium) {
        for (UnitPrice end : List.of(equilibrium.low(), equilibrium.high())) {
            boolean isLimit = false;
            Energy demandAbove = Energy.ZERO;
            Energy demandAt = Energy.ZERO;
            Energy supplyBelow = Energy.ZERO;
            Energy supplyAt = Energy.ZERO;
            for (Order order : book.orders()) {
                isLimit |= !order.quantityAt(end).isZero();
                if (order.side() == Side.BUY) {
                    demandAbove = demandAbove.plus(order.quantityBetter(end));
                    demandAt = demandAt.plus(order.quantityAt(end));
                } else {
                    supplyBelow = supplyBelow.plus(order.quantityBetter(end));
                    supplyAt = supplyAt.plus(order.quantityAt(end));
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
    }

    private static void requireNoBidReachesAnOffer(List<Order> orders) {
        UnitPrice highestBid = new UnitPrice(-1);
        UnitPrice lowestOffer = new UnitPrice(Long.MAX_VALUE);
        boolean offered = false;
        for (Order order : orders) {
            UnitPrice best = order.steps().get(0).limit();
            if (order.side() == Side.BUY) {
                highestBid = highestBid.max(best);
            } else if (!offered || best.compareTo(lowestOffer) < 0) {
                lowestOffer = best;
                offered = true;
            }
        }
        require(
                !offered || highestBid.compareTo(lowestOffer) < 0,
                "nothing is traded although %s is bid and %s asked",
                highestBid,
                lowestOffer);
    }

    /** Every fill is the sum of its participant's trades, all at the clearing price, under rising ids. */
    private static void requireTradesAddUp(ClearingResult result) {
        Map<String, Energy> bought = new TreeMap<>(Utf8Order.BYTES);
        Map<String, Energy> sold = new TreeMap<>(Utf8Order.BYTES);
        Iterator<Trade> trades = result.trades().iterator();
        String last = "";
        while (trades.hasNext()) {
            Trade trade = trades.next();
            require(
                    Utf8Order.BYTES.compare(last, trade.tradeId()) < 0,
                    "trade %s does not follow %s",
                    trade.tradeId(),
                    last);
            require(
                    result.equilibrium().map(Equilibrium::price).equals(java.util.Optional.of(trade.price())),
                    "trade %s is at %s",
                    trade.tradeId(),
                    trade.price());
            bought.merge(trade.buyer(), trade.quantity(), Energy::plus);
            sold.merge(trade.seller(), trade.quantity(), Energy::plus);
            last = trade.tradeId();
        }
        for (Fill fill : result.fills()) {
            Map<String, Energy> side = fill.order().side() == Side.BUY ? bought : sold;
            Energy traded = side.getOrDefault(fill.order().participantId(), Energy.ZERO);
            require(
                    traded.equals(fill.filled()),
                    "order %s is filled %s but trades %s",
                    fill.order().orderId(),
                    fill.filled(),
                    traded);
        }
    }

    private static void require(boolean condition, String detail, Object... figures) {
        if (!condition) {
            throw new RefusedException(Refusal.CLEARING_CHECK_FAILED, detail.formatted(figures));
        }
    }
}
