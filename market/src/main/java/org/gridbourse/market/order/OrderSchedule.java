package org.gridbourse.market.order;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.tariff.LimitRange;
import org.gridbourse.market.tariff.Tariff;

/**
 * What a participant seals and reveals for a session: at most one order per period, or one storage order for all of them.
 *
 * @param orders in ascending order of period, no period twice; none beside a storage order
 * @param storage the storage order
 */
public record OrderSchedule(List<PeriodOrder> orders, Optional<StorageOffer> storage) {
    public OrderSchedule {
        orders = List.copyOf(orders);
        for (int i = 1; i < orders.size(); i++) {
            if (orders.get(i - 1).period() >= orders.get(i).period()) {
                throw new RefusedException(
                        Refusal.MORE_THAN_ONE_ORDER,
                        "periods must rise, one order each: %s is followed by %s"
                                .formatted(
                                        orders.get(i - 1).period(),
                                        orders.get(i).period()));
            }
        }
        if (storage.isPresent() && !orders.isEmpty()) {
            throw new RefusedException(
                    Refusal.MORE_THAN_ONE_ORDER, "a schedule has orders of periods or one storage order, not both");
        }
    }

    /** Orders of periods. */
    public static OrderSchedule of(List<PeriodOrder> orders) {
        return new OrderSchedule(orders, Optional.empty());
    }

    /** One storage order. */
    public static OrderSchedule of(StorageOffer storage) {
        return new OrderSchedule(List.of(), Optional.of(storage));
    }

    /** Whether nothing is ordered at all. */
    public boolean isEmpty() {
        return orders.isEmpty() && storage.isEmpty();
    }

    /**
     * Refuses orders of periods that break a rule of their session.
     *
     * @param tariffs one per period of the session
     */
    public void requireWithin(List<Tariff> tariffs) {
        for (PeriodOrder order : orders) {
            if (order.period() < 0 || order.period() >= tariffs.size()) {
                throw new RefusedException(
                        Refusal.NO_ORDERS_IN_PERIOD,
                        "period %s is outside the session's 0..%s".formatted(order.period(), tariffs.size() - 1));
            }
            requireWithin(order, tariffs.get(order.period()));
        }
    }

    private static void requireWithin(PeriodOrder order, Tariff tariff) {
        if (!tariff.takesOrders()) {
            throw new RefusedException(
                    Refusal.NO_ORDERS_IN_PERIOD,
                    "period %s takes no orders: its spread is %s".formatted(order.period(), tariff.spread()));
        }
        LimitRange limits = tariff.limits();
        for (OrderStep step : order.steps()) {
            if (!limits.contains(step.limit())) {
                throw new RefusedException(
                        Refusal.PRICE_OUT_OF_RANGE,
                        "period %s: limit price %s is outside %s"
                                .formatted(order.period(), step.limit().microPerKwh(), limits));
            }
        }
    }
}
