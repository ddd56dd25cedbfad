package org.gridbourse.gateway.story;

import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/** Figures as people say them: kilowatt-hours with one digit, money with two, prices with three. */
final class Wording {
    private Wording() {}

    static String kwh(long wh) {
        return Decimals.rounded(new Energy(wh), 1) + " kWh";
    }

    static String money(long nano, String currency) {
        return Decimals.rounded(new Money(nano), 2) + " " + currency;
    }

    static String price(long microPerKwh) {
        return Decimals.rounded(new UnitPrice(microPerKwh), 3);
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
