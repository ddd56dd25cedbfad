package org.gridbourse.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the clock on a day counted from the delivery day D, as {@code D-1 12:00}.
 *
 * @param day days after the delivery day, negative before it
 * @param time of the market's local clock
 */
public record GateTime(int day, LocalTime time) {
    private static final int FURTHEST = 30;
    private static final Pattern TEXT = Pattern.compile("D([+-]\\d{1,2})? +(\\d{2}:\\d{2})");

    public GateTime {
        if (Math.abs(day) > FURTHEST) {
            throw new IllegalArgumentException(
                    "day %d must be within %d days of the delivery".formatted(day, FURTHEST));
        }
    }

    /** Reads {@code D-1 12:00}, {@code D 09:30}, {@code D+2 00:15}; empty where it is none. */
    public static Optional<GateTime> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int day = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            return Math.abs(day) > FURTHEST
                    ? Optional.empty()
                    : Optional.of(new GateTime(day, LocalTime.parse(matcher.group(2))));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /**
     * When that is for one delivery day. A time that the clock leaves out counts from the end of the gap on, one that it
     * shows twice is the first of both.
     */
    public Instant on(LocalDate delivery, ZoneId zone) {
        return ZonedDateTime.of(delivery.plusDays(day), time, zone).toInstant();
    }

    @Override
    public String toString() {
        return "D%s %s".formatted(day == 0 ? "" : "%+d".formatted(day), time);
    }
}
