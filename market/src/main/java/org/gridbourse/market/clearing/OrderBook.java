package org.gridbourse.market.clearing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.tariff.LimitRange;
import org.gridbourse.market.tariff.Tariff;

/**
 * All orders of one period, none of them breaking a rule, in ascending order of their ids.
 *
 * @param tradeIdPrefix what the ids of the period's trades begin with, such as {@code s-1-007}
 * @param limits limit prices that the period allows
 * @param orders one per participant; sorted by id here, so that nothing depends on the order of arrival
 */
public record OrderBook(String tradeIdPrefix, LimitRange limits, List<Order> orders) {
    public OrderBook {
        List<Order> sorted = new ArrayList<>(orders);
        sorted.sort(Comparator.comparing(Order::orderId, Utf8Order.BYTES));
        orders = List.copyOf(sorted);
        requireDistinctOrderIds(orders);
        requireOneOrderEach(orders);
        requireWithin(limits, orders);
        total(Side.BUY, orders);
        total(Side.SELL, orders);
    }

    /** The book of a period with a tariff; with orders it is refused where the period takes none. */
    public static OrderBook of(String tradeIdPrefix, Tariff tariff, List<Order> orders) {
        if (!tariff.takesOrders() && !orders.isEmpty()) {
            throw new RefusedException(
                    Refusal.NO_ORDERS_IN_PERIOD,
                    "the period takes no orders: its spread is %s, its highest price %s"
                            .formatted(tariff.spread(), tariff.cap()));
        }
        return new OrderBook(tradeIdPrefix, tariff.limits(), orders);
    }

    /** All that one side bids or asks. */
    public Energy total(Side side) {
        return total(side, orders);
    }

    private static void requireDistinctOrderIds(List<Order> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).orderId().equals(sorted.get(i - 1).orderId())) {
                throw new RefusedException(
                        Refusal.DUPLICATE_ORDER_ID,
                        "order id '%s' appears twice".formatted(sorted.get(i).orderId()));
            }
        }
    }

    private static void requireOneOrderEach(List<Order> orders) {
        String[] participants = orders.stream().map(Order::participantId).toArray(String[]::new);
        Arrays.sort(participants, Utf8Order.BYTES);
        for (int i = 1; i < participants.length; i++) {
            if (participants[i].equals(participants[i - 1])) {
                throw new RefusedException(
                        Refusal.MORE_THAN_ONE_ORDER,
                        "participant '%s' has more than one order".formatted(participants[i]));
            }
        }
    }

    private static void requireWithin(LimitRange limits, List<Order> orders) {
        for (Order order : orders) {
            Optional<OrderStep> outside = order.steps().stream()
                    .filter(step -> !limits.contains(step.limit()))
                    .findFirst();
            if (outside.isPresent()) {
                throw new RefusedException(
                        Refusal.PRICE_OUT_OF_RANGE,
                        "order '%s': limit price %s is outside %s"
                                .formatted(
                                        order.orderId(), outside.get().limit().microPerKwh(), limits));
            }
        }
    }

    private static Energy total(Side side, List<Order> orders) {
        Energy total = Energy.ZERO;
        for (Order order : orders) {
            if (order.side() == side) {
                total = total.plus(order.quantity());
            }
        }
        return total;
    }
}
