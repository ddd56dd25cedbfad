package org.gridbourse.node.forecast;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a forecaster must be told.
 *
 * @param gate local time of the day before at which orders must be ready; what is measured later is not known
 * @param sun where the sun stands over the plant; empty: learnt from the series
 * @param weather what the weather was and is forecast to be, if anybody says it
 * @param zone whose summer time the series' clock follows; empty: its clock never changes
 */
public record ForecastSettings(
        Kind kind,
        LocalTime gate,
        Calendar calendar,
        Optional<SunPath> sun,
        Optional<Weather> weather,
        Optional<ZoneId> zone) {

    /** Gate at noon, no holidays, the sun learnt, a clock that never changes. */
    public static ForecastSettings of(Kind kind) {
        return new ForecastSettings(
                kind, LocalTime.NOON, Calendar.withoutHolidays(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
