package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Periods of one length, counted from each local midnight; the last of a day ends with it. */
final class PeriodClock {
    private final ZoneId zone;
    private final long seconds;
    private Instant dayStart = Instant.MIN;
    private Instant dayEnd = Instant.MIN;

    PeriodClock(ZoneId zone, int minutes) {
        this.zone = zone;
        this.seconds = minutes * 60L;
    }

    /** Start of the period that holds a time. */
    Instant startAt(Instant time) {
        turnTo(time);
        long passed = Duration.between(dayStart, time).toSeconds();
        return dayStart.plusSeconds(passed / seconds * seconds);
    }

    /** End of the period that starts at a time. */
    Instant endOf(Instant start) {
        turnTo(start);
        Instant end = start.plusSeconds(seconds);
        return end.isAfter(dayEnd) ? dayEnd : end;
    }

    private void turnTo(Instant time) {
        if (time.isBefore(dayStart) || !time.isBefore(dayEnd)) {
            LocalDate date = time.atZone(zone).toLocalDate();
            dayStart = date.atStartOfDay(zone).toInstant();
            dayEnd = date.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }
}
