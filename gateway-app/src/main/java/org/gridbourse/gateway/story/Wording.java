package org.gridbourse.gateway.story;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as people say them: kilowatt-hours with one digit, money with two, prices with three. */
final class Wording {
    private Wording() {}

    static String kwh(long wh) {
        return BigDecimal.valueOf(wh, 3).setScale(1, RoundingMode.HALF_UP).toPlainString() + " kWh";
    }

    static String money(long nano, String currency) {
        return BigDecimal.valueOf(nano, 9).setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currency;
    }

    static String price(long microPerKwh) {
        return BigDecimal.valueOf(microPerKwh, 6)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
