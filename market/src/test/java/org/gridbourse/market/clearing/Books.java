package org.gridbourse.market.clearing;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.LimitRange;

/** Order books in a line each, for tests: {@code "b1 BUY 1000@700 500@660"}; the participant is named after the order. */
final class Books {
    private Books() {}

    static OrderBook book(String... orders) {
        return new OrderBook("t", LimitRange.WITHOUT_TARIFF, orders(orders));
    }

    static List<Order> orders(String... lines) {
        List<Order> orders = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            List<OrderStep> steps = new ArrayList<>();
            for (int i = 2; i < words.length; i++) {
                String[] numbers = words[i].split("@", -1);
                steps.add(OrderStep.of(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
            }
            orders.add(new Order(words[0], "of-" + words[0], Side.named(words[1]), steps));
        }
        return orders;
    }

    /** Low, high and price; empty without a trade. */
    static List<Long> prices(ClearingResult result) {
        return result.equilibrium()
                .map(equilibrium -> List.of(
                        equilibrium.low().microPerKwh(),
                        equilibrium.high().microPerKwh(),
                        equilibrium.price().microPerKwh()))
                .orElse(List.of());
    }

    /** Filled Wh in ascending order id. */
    static List<Long> filled(ClearingResult result) {
        return result.fills().stream().map(fill -> fill.filled().wh()).toList();
    }

    /** Trades in words. */
    static List<String> trades(ClearingResult result) {
        return result.trades().stream()
                .map(trade -> "%s: %s buys %d from %s at %d"
                        .formatted(
                                trade.tradeId(),
                                trade.buyer(),
                                trade.quantity().wh(),
                                trade.seller(),
                                trade.price().microPerKwh()))
                .toList();
    }
}
