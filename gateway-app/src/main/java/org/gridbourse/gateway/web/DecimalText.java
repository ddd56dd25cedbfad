package org.gridbourse.gateway.web;

import java.math.BigDecimal;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/** Money and prices as callers write them; never through binary fractions. */
public final class DecimalText {
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private DecimalText() {}

    /** @throws BadInputException if it is no decimal with at most nine digits after the point */
    public static Money money(String field, String text) {
        return new Money(whole(field, text, NANO_DIGITS));
    }

    /** @throws BadInputException if it is no decimal with at most six digits after the point */
    public static UnitPrice price(String field, String text) {
        return new UnitPrice(whole(field, text, MICRO_DIGITS));
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
}
