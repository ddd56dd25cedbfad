package org.gridbourse.node.simulation;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.HistoryFile;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.rule.HistoryForecasts;
import org.gridbourse.node.rule.HistoryForecasts.Measured;
import org.gridbourse.node.trading.DayForecasts;
import org.gridbourse.node.trading.LearntForecasts;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;

/**
 * What a simulated site consumes and generates: columns of a series of whole days, times a power, over and over for some
 * years. Its node forecasts from what lies before.
 */
public final class PlayedSeries {
    private static final int YEARS = 5;

    private final ZoneId zone;
    private final Optional<DayGrid> load;
    private final Optional<DayGrid> pv;
    private final Optional<DayGrid> wind;

    /** A column times a power in kW, taken from {@code shiftDays} later. */
    public record Source(String column, double kw, int shiftDays) {}

    /** The sources of a site; absent: it has none. */
    public record Sources(Optional<Source> load, Optional<Source> pv, Optional<Source> wind) {}

    private PlayedSeries(ZoneId zone, Optional<DayGrid> load, Optional<DayGrid> pv, Optional<DayGrid> wind) {
        this.zone = zone;
        this.load = load;
        this.pv = pv;
        this.wind = wind;
    }

    /** @param zone whose clock the series follows */
    public static PlayedSeries read(Path file, Sources sources, ZoneId zone) {
        return new PlayedSeries(
                zone,
                sources.load().map(source -> played(file, source)),
                sources.pv().map(source -> played(file, source)),
                sources.wind().map(source -> played(file, source)));
    }

    private static DayGrid played(Path file, Source source) {
        DayGrid column = HistoryFile.read(file, source.column(), Optional.empty());
        DayGrid played = new DayGrid(column.date(0), column.stepMinutes());
        for (int day = 0; day < YEARS * column.days(); day++) {
            int from = Math.floorMod(day + source.shiftDays(), column.days());
            for (int slot = 0; slot < column.slotsPerDay(); slot++) {
                played.put(day, slot, source.kw() * column.value(from, slot));
            }
        }
        return played;
    }

    /** What its node expects of a session by what was measured before. */
    public DayForecasts forecasts() {
        HistoryForecasts history = new HistoryForecasts(
                load.map(grid -> measured(grid, Kind.LOAD)),
                pv.map(grid -> measured(grid, Kind.PV)),
                wind.map(grid -> measured(grid, Kind.WIND)),
                zone);
        return new LearntForecasts(history);
    }

    private static Measured measured(DayGrid grid, Kind kind) {
        return new Measured(grid, ForecastSettings.of(kind));
    }

    /** What happens in a session; its prices are not looked at. */
    public Day day(SessionRecord session) {
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            LocalDateTime start = session.startOf(period).atZone(zone).toLocalDateTime();
            steps.add(new DayStep(
                    mean(load, start, session.periodMinutes()),
                    mean(pv, start, session.periodMinutes()),
                    mean(wind, start, session.periodMinutes()),
                    0,
                    0,
                    OptionalDouble.empty()));
        }
        return new Day(session.periodMinutes(), steps);
    }

    private static double mean(Optional<DayGrid> series, LocalDateTime start, int minutes) {
        if (series.isEmpty()) {
            return 0;
        }
        DayGrid grid = series.get();
        int slots = Math.max(1, minutes / grid.stepMinutes());
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            LocalDateTime at = start.plusMinutes((long) slot * grid.stepMinutes());
            double value =
                    grid.value(grid.day(at.toLocalDate()), (at.getHour() * 60 + at.getMinute()) / grid.stepMinutes());
            sum += Double.isNaN(value) ? 0 : Math.max(0, value);
        }
        return sum / slots;
    }
}
