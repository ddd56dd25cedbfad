package org.gridbourse.gateway.web;

import java.math.BigDecimal;

/** Money and prices as people write them; never through binary fractions. */
public final class Decimals {
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private Decimals() {}

    /** Nano-units of the currency as decimal text in currency units. */
    public static String money(long nano) {
        return text(BigDecimal.valueOf(nano, NANO_DIGITS));
    }

    /** Micro-units of the currency per kWh as decimal text. */
    public static String price(long microPerKwh) {
        return text(BigDecimal.valueOf(microPerKwh, MICRO_DIGITS));
    }

    /** @throws BadInputException if it is no decimal with at most nine digits after the point */
    public static long nano(String field, String text) {
        return whole(field, text, NANO_DIGITS);
    }

    /** @throws BadInputException if it is no decimal with at most six digits after the point */
    public static long microPerKwh(String field, String text) {
        return whole(field, text, MICRO_DIGITS);
    }

    private static long whole(String field, String text, int digits) {
        try {
            if (text != null && text.matches("-?\\d{1,12}(\\.\\d+)?")) {
                return new BigDecimal(text).movePointRight(digits).longValueExact();
            }
        } catch (ArithmeticException tooFineOrTooLarge) {
            // refused below, as any other text
        }
        throw new BadInputException(
                field, "must be a decimal text with at most %d digits after the point, is %s".formatted(digits, text));
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
