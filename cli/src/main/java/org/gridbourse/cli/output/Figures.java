package org.gridbourse.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;

/** Numbers as people read them; the only place that rounds, and only for reading. */
public final class Figures {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final char THIN_SPACE = '\u2009';
    private static final char MINUS = '\u2212';

    private Figures() {}

    /** Currency units with two decimals. */
    public static String money(Money amount) {
        return grouped(Decimals.rounded(amount, 2));
    }

    /** As {@link #money}, gains with a plus sign. */
    public static String signedMoney(Money amount) {
        return (amount.isPositive() ? "+" : "") + money(amount);
    }

    /** As {@link #money} without its sign, as what is to be done: to pay, or to get. */
    public static String payOrGet(Money amount, String currency) {
        return (amount.isNegative() ? "pay " : "get ") + unsigned(amount) + " " + currency;
    }

    /** The same of a bill: what there is to pay, or to get. */
    public static String paidOrGot(Money amount, String currency) {
        return unsigned(amount) + " " + currency + (amount.isNegative() ? " to pay" : " to get");
    }

    private static String unsigned(Money amount) {
        return money(amount.isNegative() ? amount.negated() : amount);
    }

    /** kWh with one decimal. */
    public static String kwh(Energy energy) {
        return grouped(Decimals.rounded(energy, 1));
    }

    /** Currency units per kWh with four decimals. */
    public static String price(UnitPrice price) {
        return Decimals.rounded(price, 4).replace('-', MINUS);
    }

    /** The time of day at which a period begins, in UTC. */
    public static String time(Instant start, int period, int periodMinutes) {
        return TIME.format(
                start.plus(Duration.ofMinutes((long) period * periodMinutes)).atZone(ZoneOffset.UTC));
    }

    public static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneOffset.UTC));
    }

    /** A decimal with a thin space before every third digit and a true minus. */
    public static String grouped(String decimal) {
        StringBuilder text = new StringBuilder(decimal.replace('-', MINUS));
        int first = decimal.startsWith("-") ? 1 : 0;
        for (int i = decimal.indexOf('.') - 3; i > first; i -= 3) {
            text.insert(i, THIN_SPACE);
        }
        return text.toString();
    }
}
