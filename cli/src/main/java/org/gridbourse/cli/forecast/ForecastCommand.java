package org.gridbourse.cli.forecast;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.cli.output.CallCheck;
import org.gridbourse.cli.output.ZoneName;
import org.gridbourse.node.forecast.Backtest;
import org.gridbourse.node.forecast.Calendar;
import org.gridbourse.node.forecast.DayForecast;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.ForecastSettings;
import org.gridbourse.node.forecast.Forecaster;
import org.gridbourse.node.forecast.HistoryFile;
import org.gridbourse.node.forecast.HolidayFile;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.forecast.SunPath;
import org.gridbourse.node.forecast.Weather;
import org.gridbourse.node.forecast.WeatherFile;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Forecasts the next day of a measured series, and says how it would have done on the last days. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "Forecasts the next whole day of a measured series, with a band meant to hold 80 %%.",
        footer = {
            "",
            "The history is CSV, also compressed: start,<columns>, equal steps, mean power",
            "in any unit; rows may be missing. The forecast of a day knows what lay before",
            "the gate of the day before and nothing else.",
            "Example: scripts/gridbourse forecast --history year.csv.gz --column H0-A --backtest 200"
        })
public final class ForecastCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--history", required = true, paramLabel = "FILE", description = "History (CSV or CSV.gz).")
    private Path history;

    @Option(names = "--column", required = true, paramLabel = "NAME", description = "Column of the history.")
    private String column;

    @Option(
            names = "--kind",
            defaultValue = "load",
            paramLabel = "KIND",
            converter = KindName.class,
            description = "load, pv or wind. Default: ${DEFAULT-VALUE}.")
    private Kind kind;

    @Option(
            names = "--gate",
            defaultValue = "12:00",
            paramLabel = "HH:MM",
            converter = GateTime.class,
            description = "Local time of the day before at which orders must be ready. Default: ${DEFAULT-VALUE}.")
    private LocalTime gate;

    @Option(
            names = "--backtest",
            paramLabel = "DAYS",
            description = "Also forecasts each of the last DAYS days as if it were still ahead, and compares.")
    private Integer backtestDays;

    @Option(
            names = "--weather",
            paramLabel = "FILE",
            description = "Weather past and ahead: start, and any of temperature, irradiance, wind_speed (CSV).")
    private Path weather;

    @Option(names = "--latitude", paramLabel = "X", description = "Of a photovoltaic plant, degrees north.")
    private Double latitude;

    @Option(names = "--longitude", paramLabel = "Y", description = "Of a photovoltaic plant, degrees east.")
    private Double longitude;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            converter = ZoneName.class,
            description =
                    "Zone whose clock the starts follow, such as Europe/Berlin. Default: a clock that never changes.")
    private ZoneId zone;

    @Option(names = "--holidays", paramLabel = "FILE", description = "Dates that count as Sundays, one a line.")
    private Path holidays;

    @Option(names = "--json", description = "Prints the forecast as JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        requireSensible();
        DayGrid grid = HistoryFile.read(history, column, Optional.ofNullable(zone));
        Calendar calendar = holidays == null ? Calendar.withoutHolidays() : HolidayFile.read(holidays);
        Optional<ZoneId> clock = Optional.ofNullable(zone);
        Optional<Weather> forecastWeather = Optional.ofNullable(weather).map(file -> WeatherFile.read(file, clock));
        Forecaster forecaster =
                new Forecaster(grid, new ForecastSettings(kind, gate, calendar, sun(), forecastWeather, clock));
        Optional<Backtest> backtest = Optional.ofNullable(backtestDays)
                .map(days -> Backtest.of(grid, forecaster, Math.max(0, grid.days() - days), grid.days() - 1));
        DayForecast forecast = forecaster.forecast(grid.days());
        ForecastAnswer answer = new ForecastAnswer(column, kind, grid, forecast, backtest, zone);
        PrintWriter output = spec.commandLine().getOut();
        output.print(json ? answer.json() : answer.text());
        output.flush();
        return ExitCode.GOOD;
    }

    private void requireSensible() {
        CallCheck.require(
                spec,
                backtestDays == null || backtestDays >= 1,
                "--backtest is " + backtestDays + "; allowed: at least 1");
        CallCheck.require(
                spec,
                (latitude == null) == (longitude == null),
                "--latitude and --longitude belong together; give both or neither");
        CallCheck.require(
                spec,
                latitude == null || Math.abs(latitude) <= 90,
                "--latitude is " + latitude + "; allowed: -90 to 90");
        CallCheck.require(
                spec,
                longitude == null || Math.abs(longitude) <= 180,
                "--longitude is " + longitude + "; allowed: -180 to 180");
    }

    /** Without a zone the clock is taken to be that of the whole hour nearest to the sun's. */
    private Optional<SunPath> sun() {
        if (latitude == null) {
            return Optional.empty();
        }
        ZoneId clock = zone == null ? ZoneOffset.ofHours((int) Math.round(longitude / 15)) : zone;
        return Optional.of(SunPath.at(latitude, longitude, clock));
    }

    /** The kinds as the command line calls them. */
    static final class KindName implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String name) {
            return List.of(Kind.values()).stream()
                    .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of load, pv, wind"));
        }
    }

    /** A gate as HH:MM. */
    static final class GateTime implements ITypeConverter<LocalTime> {
        @Override
        public LocalTime convert(String text) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException noTime) {
                throw new TypeConversionException("\"" + text + "\" is no time of day such as 12:00");
            }
        }
    }
}
