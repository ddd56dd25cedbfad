package org.gridbourse.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them; the only place that rounds, and only for reading. */
public final class Figures {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final char THIN_SPACE = '\u2009';
    private static final char MINUS = '\u2212';

    private Figures() {}

    /** Nano-units as currency units with two decimals. */
    public static String money(long nano) {
        return grouped(BigDecimal.valueOf(nano, 9).setScale(2, RoundingMode.HALF_UP));
    }

    /** As {@link #money}, gains with a plus sign. */
    public static String signedMoney(long nano) {
        return (nano > 0 ? "+" : "") + money(nano);
    }

    /** Wh as kWh with one decimal. */
    public static String kwh(long wh) {
        return grouped(BigDecimal.valueOf(wh, 3).setScale(1, RoundingMode.HALF_UP));
    }

    /** Micro-units per kWh as currency units per kWh with four decimals. */
    public static String price(long microPerKwh) {
        return BigDecimal.valueOf(microPerKwh, 6)
                .setScale(4, RoundingMode.HALF_UP)
                .toPlainString()
                .replace('-', MINUS);
    }

    /** The time of day at which a period begins, in UTC. */
    public static String time(Instant start, int period, int periodMinutes) {
        return TIME.format(
                start.plus(Duration.ofMinutes((long) period * periodMinutes)).atZone(ZoneOffset.UTC));
    }

    public static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneOffset.UTC));
    }

    private static String grouped(BigDecimal number) {
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        StringBuilder text = new StringBuilder(plain);
        for (int i = point - 3; i > 0; i -= 3) {
            text.insert(i, THIN_SPACE);
        }
        return number.signum() < 0 ? MINUS + text.toString() : text.toString();
    }
}
