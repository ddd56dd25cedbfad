package org.gridbourse.optimizer;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a day between two times of a site file.
 *
 * @param first first step, at least 0
 * @param end first step after it; at most the day's size
 */
public record DaySpan(int first, int end) {
    private static final double MINUTES_PER_DAY = 24 * 60;
    /** On days of 23 and 25 hours whose file says no zone the clock is taken to change at three. */
    private static final double CHANGE_MINUTES = 3 * 60;

    private static final double SAME_STEP = 1e-9;

    public boolean isEmpty() {
        return end <= first;
    }

    public int size() {
        return Math.max(0, end - first);
    }

    /**
     * Whole steps between the times; clock times come again on every day that the steps touch.
     *
     * @return at least one, in order; a single empty one where no whole step lies between
     */
    public static List<DaySpan> between(Day day, DayTime from, DayTime to) {
        List<DaySpan> spans = new ArrayList<>();
        double minutes = day.size() * day.stepMinutes();
        double startOfDay = day.start()
                .map(start -> -(double) start.toLocalTime().toSecondOfDay() / 60)
                .orElse(0.0);
        boolean again = from.onClock() || to.onClock();
        int days = again ? Math.max(1, (int) Math.ceil((minutes - startOfDay - 90) / MINUTES_PER_DAY)) : 1;
        for (int d = 0; d < days; d++) {
            int first = (int) Math.ceil(step(day, from, d) - SAME_STEP);
            int end = (int) Math.floor(step(day, to, d) + SAME_STEP);
            DaySpan span = new DaySpan(Math.max(0, first), Math.min(day.size(), end));
            if (!span.isEmpty()) {
                spans.add(span);
            }
        }
        return spans.isEmpty() ? List.of(new DaySpan(0, 0)) : spans;
    }

    /** Where a time lies on the d-th calendar day, in steps. */
    private static double step(Day day, DayTime time, int d) {
        return time.onClock() ? minutes(day, time.value(), d) / day.stepMinutes() : time.value();
    }

    private static double minutes(Day day, int clockMinutes, int d) {
        if (day.start().isPresent()) {
            ZonedDateTime start = day.start().get();
            ZonedDateTime at = clockMinutes == (int) MINUTES_PER_DAY
                    ? start.toLocalDate().plusDays(d + 1L).atStartOfDay(start.getZone())
                    : start.toLocalDate()
                            .plusDays(d)
                            .atTime(LocalTime.ofSecondOfDay(60L * clockMinutes))
                            .atZone(start.getZone());
            return (at.toEpochSecond() - start.toEpochSecond()) / 60.0;
        }
        double surplus = day.size() * day.stepMinutes() - MINUTES_PER_DAY;
        boolean changes = Math.abs(Math.abs(surplus) - 60) < SAME_STEP;
        return clockMinutes + MINUTES_PER_DAY * d + (changes && clockMinutes >= CHANGE_MINUTES ? surplus : 0);
    }
}
