package org.gridbourse.market.order;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * A quantity that its owner buys at most, or sells at least, at a limit price.
 *
 * @param quantity energy, above zero
 * @param limit limit price, not negative
 */
public record OrderStep(Energy quantity, UnitPrice limit) {
    /** The most steps that one order may have. */
    public static final int MOST_STEPS = 10;

    public OrderStep {
        if (quantity.isZero()) {
            throw new RefusedException(Refusal.QUANTITY_OUT_OF_RANGE, "a step's quantity must be at least 1 Wh, not 0");
        }
        if (limit.isNegative()) {
            throw new RefusedException(
                    Refusal.PRICE_OUT_OF_RANGE, "a limit price must not be negative, as is %s".formatted(limit));
        }
    }

    /** A step from the numbers of a request, refused where they are out of range. */
    public static OrderStep of(long quantityWh, long limitMicroPerKwh) {
        if (quantityWh < 1) {
            throw new RefusedException(
                    Refusal.QUANTITY_OUT_OF_RANGE,
                    "a step's quantity must be at least 1 Wh, not %s".formatted(quantityWh));
        }
        return new OrderStep(new Energy(quantityWh), new UnitPrice(limitMicroPerKwh));
    }

    /** The steps of one order: 1 to 10, each strictly worse for the other side than the one before it. */
    static List<OrderStep> requireStrictlyBetterFirst(Side side, List<OrderStep> steps) {
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new RefusedException(
                    Refusal.STEP_COUNT_OUT_OF_RANGE,
                    "an order must have 1 to %s steps, not %s".formatted(MOST_STEPS, steps.size()));
        }
        for (int i = 1; i < steps.size(); i++) {
            UnitPrice better = steps.get(i - 1).limit();
            UnitPrice worse = steps.get(i).limit();
            if (!side.isBetter(better, worse)) {
                throw new RefusedException(
                        Refusal.STEPS_NOT_STRICTLY_BETTER_FIRST,
                        "%s at %s must not be followed by %s".formatted(side, better, worse));
            }
        }
        total(steps);
        return List.copyOf(steps);
    }

    static Energy total(List<OrderStep> steps) {
        Energy total = Energy.ZERO;
        for (OrderStep step : steps) {
            total = total.plus(step.quantity());
        }
        return total;
    }
}
