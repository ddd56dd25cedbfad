package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.Kind;
import org.junit.jupiter.api.Test;

class HistoryForecastsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);

    /** Each hour of the clock draws its own number of kW, every day. */
    private final DayGrid load = new DayGrid(FIRST, 15);

    @Test
    void each_period_is_the_mean_of_its_slots_on_the_sites_own_clock() {
        fill(50);

        // midnight in Berlin is 23:00 UTC
        SiteForecast forecast = forecasts().of(new Span(Instant.parse("2026-03-22T23:00:00Z"), 60, 24));

        assertThat(forecast.periods()).isEqualTo(24);
        assertThat(forecast.load().get(0).meanKw()).isCloseTo(0, within(1e-9));
        assertThat(forecast.load().get(18).meanKw()).isCloseTo(18, within(1e-9));
        assertThat(forecast.pv().get(12)).isEqualTo(Expected.NOTHING);
    }

    @Test
    void on_the_day_that_loses_an_hour_23_hours_are_forecast_by_their_clock() {
        fill(56);

        SiteForecast forecast = forecasts().of(new Span(Instant.parse("2026-03-28T23:00:00Z"), 60, 23));

        // the second hour after midnight is followed by the fourth
        assertThat(forecast.load().get(1).meanKw()).isCloseTo(1, within(1e-9));
        assertThat(forecast.load().get(2).meanKw()).isCloseTo(3, within(1e-9));
    }

    @Test
    void a_day_once_forecast_stays_so_and_an_earlier_one_can_still_be_asked_for() {
        fill(40);
        HistoryForecasts forecasts = forecasts();
        Span tomorrow = new Span(Instant.parse("2026-03-12T23:00:00Z"), 15, 96);
        Span today = new Span(Instant.parse("2026-03-11T23:00:00Z"), 15, 96);

        SiteForecast first = forecasts.of(tomorrow);
        SiteForecast earlier = forecasts.of(today);
        load.put(load.day(LocalDate.of(2026, 3, 12)), 40, 99);

        assertThat(earlier.load().get(40).meanKw()).isCloseTo(10, within(1e-9));
        assertThat(forecasts.of(tomorrow)).isEqualTo(first);
    }

    private void fill(int days) {
        for (int day = 0; day < days; day++) {
            for (int slot = 0; slot < 96; slot++) {
                load.put(day, slot, slot / 4);
            }
        }
    }

    private HistoryForecasts forecasts() {
        return new HistoryForecasts(
                Optional.of(new HistoryForecasts.Measured(load, ForecastSettings.of(Kind.LOAD))),
                Optional.empty(),
                Optional.empty(),
                BERLIN);
    }
}
