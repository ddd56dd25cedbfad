package org.gridbourse.market.order;

import java.util.List;
import org.gridbourse.market.quantity.Energy;

/**
 * The part of a schedule that concerns one period: one side, 1 to 10 steps.
 *
 * @param period index of the delivery period, from 0
 * @param side bid or offer
 * @param steps strictly better first for the other side
 */
public record PeriodOrder(int period, Side side, List<OrderStep> steps) {
    public PeriodOrder {
        steps = OrderStep.requireStrictlyBetterFirst(side, steps);
    }

    /** All its steps together. */
    public Energy quantity() {
        return OrderStep.total(steps);
    }
}
