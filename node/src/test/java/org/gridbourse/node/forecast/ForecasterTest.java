package org.gridbourse.node.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    private static final int YEAR = 300;
    private static final int SCORED = 150;

    @ParameterizedTest
    @ValueSource(ints = {15, 30, 60})
    void a_households_forecast_is_a_fifth_better_than_last_week_and_its_band_holds_80_percent(int stepMinutes) {
        DayGrid grid = Series.of(YEAR, stepMinutes, 1, Series::household);

        Backtest score = backtest(grid, Kind.LOAD);

        assertThat(score.days()).isEqualTo(SCORED);
        assertThat(score.skill()).isGreaterThan(0.2);
        assertThat(score.coverage()).isBetween(0.78, 0.82);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1, 5e7})
    void the_scale_of_a_series_changes_nothing(double scale) {
        DayGrid grid = Series.of(120, 60, 2, (date, hour, random) -> scale * Series.household(date, hour, random));

        Backtest score = Backtest.of(grid, forecaster(grid, Kind.LOAD), 60, 119);

        Backtest plain = Backtest.of(
                Series.of(120, 60, 2, Series::household),
                forecaster(Series.of(120, 60, 2, Series::household), Kind.LOAD),
                60,
                119);
        assertThat(score.skill()).isCloseTo(plain.skill(), within(1e-6));
        assertThat(score.coverage()).isCloseTo(plain.coverage(), within(1e-3));
    }

    @Test
    void a_roof_beats_last_week_by_15_percent_and_its_band_holds_80_percent_of_the_light_hours() {
        DayGrid grid = Series.of(YEAR, 15, 3, new Series.Roof());

        Backtest score = backtest(grid, Kind.PV);

        assertThat(score.skill()).isGreaterThan(0.15);
        assertThat(score.coverage()).isBetween(0.78, 0.82);
        assertThat(score.coverageAllSteps()).isGreaterThan(0.85);
    }

    @Test
    void the_band_of_the_night_is_zero() {
        DayGrid grid = Series.of(100, 15, 3, new Series.Roof());

        DayForecast forecast = forecaster(grid, Kind.PV).forecast(100);

        assertThat(forecast.certain()[0]).isTrue();
        assertThat(forecast.low()[0]).isZero();
        assertThat(forecast.high()[0]).isZero();
        assertThat(forecast.high()[48]).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_comes_after_the_gate_changes_nothing(Kind kind) {
        DayGrid grid = Series.of(90, 30, 4, Series::household);
        DayGrid other = Series.of(90, 30, 4, Series::household);
        // the gate is 12:00 of day 79: everything from slot 24 of that day on is another world
        for (int slot = 24; slot < 48; slot++) {
            other.put(79, slot, 1e6);
        }
        for (int day = 80; day < 90; day++) {
            for (int slot = 0; slot < 48; slot++) {
                other.put(day, slot, -1e6);
            }
        }

        DayForecast forecast = forecaster(grid, kind).forecast(80);
        DayForecast blind = forecaster(other, kind).forecast(80);

        assertThat(blind.mean()).isEqualTo(forecast.mean());
        assertThat(blind.low()).isEqualTo(forecast.low());
        assertThat(blind.high()).isEqualTo(forecast.high());
    }

    @Test
    void a_later_gate_knows_more() {
        DayGrid grid = Series.of(60, 60, 5, (date, hour, random) -> date.getDayOfYear() + hour);
        ForecastSettings late = new ForecastSettings(
                Kind.LOAD,
                LocalTime.of(23, 0),
                Calendar.withoutHolidays(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        double atNoon = forecaster(grid, Kind.LOAD).forecast(60).mean()[20];
        double atNight = new Forecaster(grid, late).forecast(60).mean()[20];

        assertThat(atNight).isNotEqualTo(atNoon);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_same_series_gives_the_same_bits(Kind kind) {
        DayGrid grid = Series.of(60, 60, 6, Series::household);

        assertThat(forecaster(grid, kind).forecast(60).mean())
                .isEqualTo(forecaster(grid, kind).forecast(60).mean());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void any_history_from_no_day_on_gives_a_forecast_in_its_band(Kind kind) {
        for (int days = 0; days <= 40; days++) {
            DayGrid grid = Series.of(days, 60, 7, Series::household);

            DayForecast forecast = forecaster(grid, kind).forecast(days);

            for (int slot = 0; slot < 24; slot++) {
                assertThat(forecast.mean()[slot])
                        .as("%s after %d days, slot %d", kind, days, slot)
                        .isFinite()
                        .isBetween(forecast.low()[slot], forecast.high()[slot]);
            }
        }
    }

    @Test
    void after_three_days_a_household_is_its_own_profile_at_its_own_level() {
        DayGrid grid = Series.of(3, 60, 8, Series::household);

        DayForecast forecast = forecaster(grid, Kind.LOAD).forecast(3);

        assertThat(forecast.mean()[19]).isGreaterThan(forecast.mean()[4]);
        assertThat(mean(forecast.mean())).isBetween(0.2, 0.8);
    }

    @Test
    void missing_days_and_slots_do_no_harm() {
        DayGrid grid = Series.of(YEAR, 60, 9, Series::household);
        for (int day = 200; day < 215; day++) {
            for (int slot = 0; slot < 24; slot++) {
                grid.put(day, slot, Double.NaN);
            }
        }
        for (int day = 100; day < YEAR; day += 3) {
            grid.put(day, day % 24, Double.NaN);
        }

        Backtest score = backtest(grid, Kind.LOAD);

        assertThat(score.days()).isEqualTo(SCORED - 15);
        assertThat(score.skill()).isGreaterThan(0.15);
        assertThat(score.coverage()).isBetween(0.77, 0.83);
    }

    @Test
    void a_heat_pump_that_doubles_the_load_is_learnt_within_weeks() {
        DayGrid grid = Series.of(
                YEAR,
                60,
                10,
                (date, hour, random) ->
                        Series.household(date, hour, random) * (date.isBefore(Series.FIRST.plusDays(200)) ? 1 : 2.5));

        Backtest score = Backtest.of(grid, forecaster(grid, Kind.LOAD), 240, YEAR - 1);

        assertThat(score.skill()).isGreaterThan(0.15);
        assertThat(score.coverage()).isBetween(0.76, 0.84);
    }

    @Test
    void a_series_that_repeats_every_week_is_forecast_without_error() {
        DayGrid grid = Series.of(
                120, 60, 11, (date, hour, random) -> date.getDayOfWeek().getValue() * hour);

        Backtest score = Backtest.of(grid, forecaster(grid, Kind.LOAD), 60, 119);

        assertThat(score.naiveMaeRelative()).isZero();
        assertThat(score.maeRelative()).isLessThan(1e-9);
    }

    @Test
    void a_holiday_that_is_known_is_taken_for_a_Sunday() {
        DayGrid grid = Series.of(
                70, 60, 12, (date, hour, random) -> date.getDayOfWeek().getValue() == 7 ? 1 : 5);
        LocalDate monday = Series.FIRST.plusDays(70);
        ForecastSettings settings = new ForecastSettings(
                Kind.LOAD,
                LocalTime.NOON,
                new Calendar(Set.of(monday)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(new Forecaster(grid, settings).forecast(70).mean()[12]).isLessThan(2);
        assertThat(forecaster(grid, Kind.LOAD).forecast(70).mean()[12]).isGreaterThan(4);
    }

    @Test
    void a_series_of_zeros_is_forecast_as_zero() {
        DayGrid grid = Series.of(40, 60, 14, (date, hour, random) -> 0);

        assertThat(forecaster(grid, Kind.LOAD).forecast(40).mean()).containsOnly(0);
        assertThat(forecaster(grid, Kind.PV).forecast(40).high()).containsOnly(0);
    }

    @Test
    void wind_whose_speed_is_forecast_is_known_far_better() {
        DayGrid speeds = Series.of(121, 60, 15, (date, hour, random) -> 12 * random.nextDouble());
        DayGrid powers =
                Series.of(120, 60, 15, (date, hour, random) -> Math.min(1, Math.pow(12 * random.nextDouble() / 10, 3)));
        Weather weather = new Weather(Map.of(Weather.Quantity.WIND_SPEED, speeds));
        ForecastSettings settings = new ForecastSettings(
                Kind.WIND,
                LocalTime.NOON,
                Calendar.withoutHolidays(),
                Optional.empty(),
                Optional.of(weather),
                Optional.empty());

        double without =
                Backtest.of(powers, forecaster(powers, Kind.WIND), 60, 119).maeRelative();
        double with =
                Backtest.of(powers, new Forecaster(powers, settings), 60, 119).maeRelative();

        assertThat(with).isLessThan(without / 4);
    }

    @Test
    void days_are_forecast_in_their_order() {
        DayGrid grid = Series.of(20, 60, 13, Series::household);
        Forecaster forecaster = forecaster(grid, Kind.LOAD);
        forecaster.forecast(20);

        assertThatThrownBy(() -> forecaster.forecast(10)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Backtest backtest(DayGrid grid, Kind kind) {
        return Backtest.of(grid, forecaster(grid, kind), YEAR - SCORED, YEAR - 1);
    }

    private static Forecaster forecaster(DayGrid grid, Kind kind) {
        return new Forecaster(grid, ForecastSettings.of(kind));
    }

    private static double mean(double[] values) {
        return Slots.mean(values, values.length);
    }
}
