package org.gridbourse.market.order;

import java.util.List;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * What one participant bids or asks in one period: one side, 1 to 10 steps.
 *
 * @param orderId unique in its book; ascending ids (UTF-8 bytes) decide who gets a left-over Wh and who meets whom
 * @param participantId owner
 * @param side bid or offer
 * @param steps strictly better first for the other side: BUY falling, SELL rising limit prices
 */
public record Order(String orderId, String participantId, Side side, List<OrderStep> steps) {
    public Order {
        steps = OrderStep.requireStrictlyBetterFirst(side, steps);
    }

    /** All its steps together. */
    public Energy quantity() {
        return OrderStep.total(steps);
    }

    /** What of it may be filled at {@code price}: the steps whose limit is that price or better for the other side. */
    public Energy quantityAtOrBetter(UnitPrice price) {
        return quantityBetter(price).plus(quantityAt(price));
    }

    /** The steps whose limit is strictly better than {@code price} for the other side: they stand first. */
    public Energy quantityBetter(UnitPrice price) {
        long betterWh = 0;
        for (OrderStep step : steps) {
            if (!side.isBetter(step.limit(), price)) {
                break;
            }
            // all steps together are within the range of long
            betterWh += step.quantity().wh();
        }
        return new Energy(betterWh);
    }

    /** The step whose limit is {@code price}, of which an order has at most one. */
    public Energy quantityAt(UnitPrice price) {
        for (OrderStep step : steps) {
            if (!side.isBetter(step.limit(), price)) {
                return step.limit().equals(price) ? step.quantity() : Energy.ZERO;
            }
        }
        return Energy.ZERO;
    }
}
