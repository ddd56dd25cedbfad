package org.gridbourse.market.clearing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;

/**
 * The oracle of {@link Clearing}: the rulebook's sentences taken literally, price by price and Wh by Wh. Only for books
 * with small prices and quantities.
 */
final class NaiveClearing {
    private final List<Order> orders;
    private final long highestPrice;

    private NaiveClearing(List<Order> orders) {
        this.orders = orders.stream()
                .sorted((a, b) -> Arrays.compareUnsigned(
                        a.orderId().getBytes(StandardCharsets.UTF_8),
                        b.orderId().getBytes(StandardCharsets.UTF_8)))
                .toList();
        this.highestPrice = orders.stream()
                .flatMap(order -> order.steps().stream())
                .mapToLong(step -> step.limit().microPerKwh())
                .max()
                .orElse(0);
    }

    static Outcome clear(List<Order> orders) {
        return new NaiveClearing(orders).clear();
    }

    private Outcome clear() {
        long volume = 0;
        for (long p = 0; p <= highestPrice; p++) {
            volume = Math.max(volume, Math.min(demand(p), supply(p)));
        }
        List<Long> equilibriumPrices = new ArrayList<>();
        for (long p = 0; p <= highestPrice && volume > 0; p++) {
            boolean demandAgrees = demand(p + 1) <= volume && volume <= demand(p);
            boolean supplyAgrees = supply(p - 1) <= volume && volume <= supply(p);
            if (demandAgrees && supplyAgrees && isLimitPrice(p)) {
                equilibriumPrices.add(p);
            }
        }
        if (equilibriumPrices.isEmpty()) {
            return new Outcome(0, List.of(), fills(-1, 0), List.of());
        }
        long low = equilibriumPrices.get(0);
        long high = equilibriumPrices.get(equilibriumPrices.size() - 1);
        long price = Math.floorDiv(low + high, 2);
        TreeMap<String, Long> fills = fills(price, volume);
        return new Outcome(volume, List.of(low, high, price), fills, pair(fills));
    }

    private long demand(long atOrAbove) {
        return total(Side.BUY, atOrAbove, Long.MAX_VALUE);
    }

    private long supply(long atOrBelow) {
        return total(Side.SELL, Long.MIN_VALUE, atOrBelow);
    }

    private long total(Side side, long from, long to) {
        long total = 0;
        for (Order order : orders) {
            if (order.side() == side) {
                total += quantity(order, from, to);
            }
        }
        return total;
    }

    private static long quantity(Order order, long from, long to) {
        long quantity = 0;
        for (OrderStep step : order.steps()) {
            long limit = step.limit().microPerKwh();
            quantity += from <= limit && limit <= to ? step.quantity().wh() : 0;
        }
        return quantity;
    }

    private boolean isLimitPrice(long p) {
        return orders.stream()
                .flatMap(order -> order.steps().stream())
                .anyMatch(step -> step.limit().microPerKwh() == p);
    }

    private TreeMap<String, Long> fills(long price, long volume) {
        TreeMap<String, Long> fills = new TreeMap<>();
        for (Side side : Side.values()) {
            long better = side == Side.BUY ? demand(price + 1) : supply(price - 1);
            long atPrice = total(side, price, price);
            long rest = volume - better;
            long leftOver = rest;
            for (Order order : orders) {
                leftOver -= order.side() == side && volume > 0 && atPrice > 0
                        ? rest * quantity(order, price, price) / atPrice
                        : 0;
            }
            for (Order order : orders) {
                if (order.side() == side && volume == 0) {
                    fills.put(order.orderId(), 0L);
                } else if (order.side() == side) {
                    long mine = quantity(order, price, price);
                    long share = atPrice == 0 ? 0 : rest * mine / atPrice;
                    if (leftOver > 0 && share < mine) {
                        share++;
                        leftOver--;
                    }
                    long whole = side == Side.BUY
                            ? quantity(order, price + 1, Long.MAX_VALUE)
                            : quantity(order, 0, price - 1);
                    fills.put(order.orderId(), whole + share);
                }
            }
        }
        return fills;
    }

    /** Every filled Wh of every bid, in order, meets the filled Wh of the offers that has the same place in the row. */
    private List<String> pair(TreeMap<String, Long> fills) {
        List<String> buyers = whByWh(Side.BUY, fills);
        List<String> sellers = whByWh(Side.SELL, fills);
        List<String> trades = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= buyers.size(); i++) {
            boolean ends = i == buyers.size()
                    || !buyers.get(i).equals(buyers.get(start))
                    || !sellers.get(i).equals(sellers.get(start));
            if (ends) {
                trades.add("%s buys %d from %s".formatted(buyers.get(start), i - start, sellers.get(start)));
                start = i;
            }
        }
        return trades;
    }

    private List<String> whByWh(Side side, TreeMap<String, Long> fills) {
        List<String> wh = new ArrayList<>();
        for (Order order : orders) {
            for (long i = 0; order.side() == side && i < fills.get(order.orderId()); i++) {
                wh.add(order.participantId());
            }
        }
        return wh;
    }

    /**
     * What the oracle says.
     *
     * @param volume V
     * @param prices low, high and P, none without a trade
     * @param fills Wh by order id
     * @param trades in words, in order
     */
    record Outcome(long volume, List<Long> prices, TreeMap<String, Long> fills, List<String> trades) {

        static Outcome of(ClearingResult result) {
            TreeMap<String, Long> fills = new TreeMap<>();
            for (Fill fill : result.fills()) {
                fills.put(fill.order().orderId(), fill.filled().wh());
            }
            return new Outcome(
                    result.volume().wh(),
                    Books.prices(result),
                    fills,
                    result.trades().stream()
                            .map(trade -> "%s buys %d from %s"
                                    .formatted(trade.buyer(), trade.quantity().wh(), trade.seller()))
                            .toList());
        }
    }
}
