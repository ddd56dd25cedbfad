package org.gridbourse.cli.market;

import java.math.BigDecimal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/** Exact integers as decimals for people, in kWh and in units of the currency. */
final class Decimals {
    private static final int MICRO = 6;
    private static final int NANO = 9;
    private static final int MILLI = 3;

    private Decimals() {}

    static String perKwh(UnitPrice price) {
        return BigDecimal.valueOf(price.microPerKwh(), MICRO).toPlainString();
    }

    static String units(Money money) {
        return BigDecimal.valueOf(money.nano(), NANO).toPlainString();
    }

    static String kwh(Energy energy) {
        return BigDecimal.valueOf(energy.wh(), MILLI).toPlainString();
    }
}
