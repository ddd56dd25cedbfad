package org.gridbourse.node.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.node.forecast.DayForecast;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.Forecaster;

/**
 * Forecasts of a site from its own measured load and plants, in kW. A day is forecast once, by what its gate knew, and
 * stays so: what a node ordered by is what it plans by.
 */
public final class HistoryForecasts implements Forecasts {
    private final Optional<Series> load;
    private final Optional<Series> pv;
    private final Optional<Series> wind;
    private final ZoneId zone;

    /**
     * What was measured of one thing, on the clock of the zone.
     *
     * @param grid may grow while forecasts are asked for
     */
    public record Measured(DayGrid grid, ForecastSettings settings) {}

    /** @param zone whose clock the histories follow */
    public HistoryForecasts(Optional<Measured> load, Optional<Measured> pv, Optional<Measured> wind, ZoneId zone) {
        this.load = load.map(Series::new);
        this.pv = pv.map(Series::new);
        this.wind = wind.map(Series::new);
        this.zone = zone;
    }

    @Override
    public SiteForecast of(Span span) {
        return new SiteForecast(expected(load, span), expected(pv, span), expected(wind, span));
    }

    private List<Expected> expected(Optional<Series> series, Span span) {
        if (series.isEmpty()) {
            return Collections.nCopies(span.periods(), Expected.NOTHING);
        }
        List<Expected> expected = new ArrayList<>();
        for (int period = 0; period < span.periods(); period++) {
            expected.add(series.get().mean(span.startOf(period), span.periodMinutes(), zone));
        }
        return expected;
    }

    /** A history and the days that were forecast from it. */
    private static final class Series {
        private final Measured measured;
        private final Map<LocalDate, DayForecast> forecasts = new HashMap<>();
        private Forecaster forecaster;
        private int lastDay = -1;

        private Series(Measured measured) {
            this.measured = measured;
            this.forecaster = new Forecaster(measured.grid(), measured.settings());
        }

        /** Mean over a period that may hold several of the history's slots, or be part of one. */
        private Expected mean(Instant start, int minutes, ZoneId zone) {
            int step = Math.min(minutes, measured.grid().stepMinutes());
            int parts = Math.max(1, minutes / step);
            double mean = 0;
            double low = 0;
            double high = 0;
            for (int part = 0; part < parts; part++) {
                ZonedDateTime local =
                        start.plus(Duration.ofMinutes((long) part * step)).atZone(zone);
                int slot = (local.getHour() * 60 + local.getMinute())
                        / measured.grid().stepMinutes();
                DayForecast day = day(local.toLocalDate());
                mean += day.mean()[slot] / parts;
                low += day.low()[slot] / parts;
                high += day.high()[slot] / parts;
            }
            // sums of rounded parts may cross by a last bit
            return new Expected(mean, Math.min(low, mean), Math.max(high, mean));
        }

        private DayForecast day(LocalDate date) {
            return forecasts.computeIfAbsent(date, each -> {
                int day = measured.grid().day(each);
                if (day < 0) {
                    throw new IllegalArgumentException("%s lies before the history".formatted(each));
                }
                if (day < lastDay) {
                    forecaster = new Forecaster(measured.grid(), measured.settings());
                }
                lastDay = day;
                return forecaster.forecast(day);
            });
        }
    }
}
