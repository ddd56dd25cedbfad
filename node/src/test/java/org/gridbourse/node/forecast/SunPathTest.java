package org.gridbourse.node.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SunPathTest {
    /** Elevations by NREL's algorithm (Reda and Andreas 2003) as pvlib computes it. */
    @ParameterizedTest
    @CsvSource({
        "52.52, 13.405, Europe/Berlin, 2026-06-21, 12:30, 60.02",
        "52.52, 13.405, Europe/Berlin, 2026-12-21, 10:00, 9.35",
        "-33.87, 151.21, Australia/Sydney, 2026-01-15, 09:00, 35.14",
        "31.23, 121.47, Asia/Shanghai, 2026-03-20, 16:30, 19.38",
        "40.00, -105.25, America/Denver, 2026-09-10, 07:15, 6.34"
    })
    void the_sun_stands_where_others_find_it(
            double latitude, double longitude, String zone, LocalDate date, LocalTime time, double degrees) {
        SunPath sun = SunPath.at(latitude, longitude, ZoneId.of(zone));

        assertThat(sun.elevationDegrees(date, time.toSecondOfDay() / 3600.0)).isCloseTo(degrees, within(0.4));
    }

    @Test
    void a_plants_days_tell_its_noon_and_its_latitude() {
        DayGrid grid = Series.of(366, 15, 3, new Series.Roof());
        Knowledge known = new Knowledge(grid, Calendar.withoutHolidays(), 366, 48);

        SunPath learnt = LearntSun.from(known, 1, Optional.empty()).orElseThrow();

        // the roof stands at 48 degrees north, its noon is at 12.2 hours
        assertThat(learnt.noonHour()).isCloseTo(12.2, within(0.25));
        assertThat(learnt.latitudeDegrees()).isCloseTo(48, within(6.0));
    }
}
