package org.gridbourse.auditor.evidence;

import java.math.BigDecimal;

/** Exact integers as decimals for people. */
final class Figures {
    private static final int NANO = 9;
    private static final int MICRO = 6;
    private static final int CENTS = 2;

    private Figures() {}

    /** An amount in units of the currency. */
    static String money(long nano) {
        return decimal(BigDecimal.valueOf(nano, NANO));
    }

    /** A price in units of the currency per kWh. */
    static String price(long microPerKwh) {
        return decimal(BigDecimal.valueOf(microPerKwh, MICRO));
    }

    private static String decimal(BigDecimal exact) {
        BigDecimal shortest = exact.stripTrailingZeros();
        return (shortest.scale() < CENTS ? shortest.setScale(CENTS) : shortest).toPlainString();
    }
}
