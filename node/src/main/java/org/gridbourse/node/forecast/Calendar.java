package org.gridbourse.node.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Which days are alike: a holiday counts as a Sunday. */
public record Calendar(Set<LocalDate> holidays) {

    public Calendar {
        holidays = Set.copyOf(holidays);
    }

    public static Calendar withoutHolidays() {
        return new Calendar(Set.of());
    }

    DayOfWeek weekday(LocalDate date) {
        return holidays.contains(date) ? DayOfWeek.SUNDAY : date.getDayOfWeek();
    }

    DayType type(LocalDate date) {
        return switch (weekday(date)) {
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> DayType.WORKDAY;
            case SATURDAY -> DayType.SATURDAY;
            case SUNDAY -> DayType.SUNDAY;
        };
    }

    enum DayType {
        WORKDAY,
        SATURDAY,
        SUNDAY
    }
}
