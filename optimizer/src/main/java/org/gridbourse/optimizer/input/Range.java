package org.gridbourse.optimizer.input;

import java.math.BigDecimal;

/**
 * The numbers that a field accepts, both ends named to whoever gets it wrong.
 *
 * @param min lowest number; {@link Double#NEGATIVE_INFINITY} for none
 * @param minAllowed whether {@code min} itself is accepted
 * @param max highest number, itself accepted
 */
public record Range(double min, boolean minAllowed, double max) {
    /** Beyond this no physical quantity, price or factor of a microgrid lies; it keeps all sums far from overflow. */
    private static final double LARGEST = 1e9;

    public static Range between(double min, double max) {
        return new Range(min, true, max);
    }

    public static Range notNegative() {
        return new Range(0, true, LARGEST);
    }

    public static Range positive() {
        return new Range(0, false, LARGEST);
    }

    public static Range anySign() {
        return new Range(-LARGEST, true, LARGEST);
    }

    public boolean contains(double value) {
        return (minAllowed ? value >= min : value > min) && value <= max;
    }

    @Override
    public String toString() {
        return (minAllowed ? "" : "above ") + plain(min) + " to " + plain(max);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
