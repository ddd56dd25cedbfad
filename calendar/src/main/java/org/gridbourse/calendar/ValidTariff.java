package org.gridbourse.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.tariff.Tariff;

/**
 * A tariff by the time of day and the days on which it holds.
 *
 * @param from first delivery day
 * @param until last delivery day; empty: until another tariff begins
 * @param bands from midnight on, rising
 */
public record ValidTariff(LocalDate from, Optional<LocalDate> until, List<Band> bands) {

    /** What holds from one time of the local clock until the next band. */
    public record Band(LocalTime from, Tariff tariff) {}

    public ValidTariff {
        bands = bands.stream().sorted(Comparator.comparing(Band::from)).toList();
        if (bands.isEmpty() || !bands.get(0).from().equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException("bands (%s) must begin at midnight".formatted(bands));
        }
        if (until.isPresent() && until.get().isBefore(from)) {
            throw new IllegalArgumentException("until (%s) must not be before from (%s)".formatted(until.get(), from));
        }
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && until.filter(day::isAfter).isEmpty();
    }

    Tariff at(LocalTime time) {
        Band last = bands.get(0);
        for (Band band : bands) {
            if (!band.from().isAfter(time)) {
                last = band;
            }
        }
        return last.tariff();
    }
}
