package org.gridbourse.gateway.quote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;

/**
 * An order of a period as people write it.
 *
 * @param side BUY or SELL
 * @param steps strictly better first for the other side
 */
public record WrittenOrder(Integer period, String side, List<Step> steps) {

    /** @param limitPrice decimal text, per kWh */
    public record Step(Long quantityWh, String limitPrice) {}

    /** A schedule as it is written. */
    public static List<WrittenOrder> of(OrderSchedule schedule) {
        return schedule.orders().stream().map(WrittenOrder::of).toList();
    }

    private static WrittenOrder of(PeriodOrder order) {
        return new WrittenOrder(
                order.period(),
                order.side().name(),
                order.steps().stream()
                        .map(step -> new Step(step.quantity().wh(), Decimals.exact(step.limit())))
                        .toList());
    }

    /**
     * The schedule that a session takes.
     *
     * @throws BadInputException naming the field that is wrong, and what it may be
     */
    public static OrderSchedule schedule(List<WrittenOrder> written, SessionRecord session) {
        List<PeriodOrder> orders = new ArrayList<>();
        boolean[] taken = new boolean[session.periods()];
        for (int i = 0; i < written.size(); i++) {
            String place = "orders[%d]".formatted(i);
            PeriodOrder order =
                    BadInputException.required(place, written.get(i)).order(place, session);
            if (taken[order.period()]) {
                throw new BadInputException(place + ".period", "has an order already: " + order.period());
            }
            taken[order.period()] = true;
            orders.add(order);
        }
        orders.sort(Comparator.comparing(PeriodOrder::period));
        return OrderSchedule.of(orders);
    }

    private PeriodOrder order(String place, SessionRecord session) {
        int number = BadInputException.required(place + ".period", period);
        if (number < 0 || number >= session.periods()) {
            throw new BadInputException(
                    place + ".period", "must be in 0..%d, is %d".formatted(session.periods() - 1, number));
        }
        Side direction = side(place + ".side");
        Tariff tariff = session.tariffs().get(number);
        if (!tariff.takesOrders()) {
            throw new BadInputException(place + ".period", "takes no orders: the tariff leaves peers no price");
        }
        List<Step> given = BadInputException.required(place + ".steps", steps);
        List<OrderStep> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "%s.steps[%d]".formatted(place, i);
            read.add(step(at, BadInputException.required(at, given.get(i)), tariff));
        }
        try {
            return new PeriodOrder(number, direction, read);
        } catch (RefusedException refused) {
            throw new BadInputException(place + ".steps", refused.detail());
        }
    }

    private Side side(String field) {
        try {
            return Side.named(BadInputException.required(field, side));
        } catch (RefusedException refused) {
            throw new BadInputException(field, "must be BUY or SELL, is " + side);
        }
    }

    private static OrderStep step(String place, Step step, Tariff tariff) {
        long quantityWh = BadInputException.required(place + ".quantityWh", step.quantityWh());
        if (quantityWh < 1) {
            throw new BadInputException(place + ".quantityWh", "must be at least 1 Wh, is " + quantityWh);
        }
        String field = place + ".limitPrice";
        UnitPrice limit = DecimalText.price(field, BadInputException.required(field, step.limitPrice()));
        if (!tariff.limits().contains(limit)) {
            throw new BadInputException(
                    field,
                    "must be in %s..%s, is %s"
                            .formatted(
                                    Decimals.exact(tariff.floor()), Decimals.exact(tariff.cap()), step.limitPrice()));
        }
        return OrderStep.of(quantityWh, limit.microPerKwh());
    }
}
