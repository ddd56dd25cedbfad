package org.gridbourse.node.trading;

import java.math.BigDecimal;

/** How much of the spread the first and the last step of an order ask for; both 0..1. */
public record LimitMargins(BigDecimal first, BigDecimal last) {
    public static final LimitMargins USUAL = new LimitMargins(BigDecimal.ZERO, new BigDecimal("0.4"));

    public LimitMargins {
        check(first);
        check(last);
    }

    private static void check(BigDecimal margin) {
        if (margin.signum() < 0 || margin.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("limitMargins must be two numbers in 0..1, has " + margin);
        }
    }
}
