package org.gridbourse.cli.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.node.forecast.Backtest;
import org.gridbourse.node.forecast.DayForecast;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.optimizer.JsonWriter;

/** A forecast as JSON and as text for people. */
record ForecastAnswer(
        String column, Kind kind, DayGrid grid, DayForecast forecast, Optional<Backtest> backtest, ZoneId zone) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXX");

    /** A step that really comes: its start as written, and its slot on the wall's clock. */
    private record Step(String start, int slot) {}

    String json() {
        JsonWriter json = new JsonWriter().beginObject();
        json.key("column").value(column).line();
        json.key("kind").value(name()).line();
        json.key("stepMinutes").value(grid.stepMinutes()).line();
        json.key("model").value("ridge mix of simple predictors, gated by last week, adaptive conformal band");
        json.line().key("forecast").beginArray();
        for (Step step : steps()) {
            json.line().beginObject();
            json.key("start").value(step.start());
            json.key("mean").value(rounded(forecast.mean()[step.slot()]));
            json.key("low").value(rounded(forecast.low()[step.slot()]));
            json.key("high").value(rounded(forecast.high()[step.slot()]));
            json.endObject();
        }
        json.endArray();
        backtest.ifPresent(score -> write(score, json));
        return json.endObject() + "\n";
    }

    private static void write(Backtest score, JsonWriter json) {
        json.line().key("backtest").beginObject();
        json.key("days").value(score.days());
        json.key("maeRelative").value(rounded(score.maeRelative()));
        json.key("naiveMaeRelative").value(rounded(score.naiveMaeRelative()));
        json.key("skill").value(rounded(score.skill()));
        json.key("coverage").value(rounded(score.coverage()));
        json.key("coverageAllSteps").value(rounded(score.coverageAllSteps()));
        json.key("biasRelative").value(rounded(score.biasRelative()));
        json.endObject();
    }

    /** To seven digits: more would be noise of the last bit. */
    private static double rounded(double value) {
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        return finite ? new BigDecimal(value).round(new MathContext(7)).doubleValue() : Double.NaN;
    }

    private String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Forecast of %s (%s), steps of %d minutes%n".formatted(column, name(), grid.stepMinutes()));
        text.append("%-26s %12s %12s %12s%n".formatted("start", "mean", "low", "high"));
        for (Step step : steps()) {
            text.append("%-26s %12s %12s %12s%n"
                    .formatted(
                            step.start(),
                            plain(forecast.mean()[step.slot()]),
                            plain(forecast.low()[step.slot()]),
                            plain(forecast.high()[step.slot()])));
        }
        backtest.ifPresent(score -> text.append(sentence(score)));
        return text.toString();
    }

    private static String sentence(Backtest score) {
        return ("On the last %d days the mean absolute error was %s of the mean, that of the same day last week %s:"
                        + " %s better. The band held %s of the steps that were open (meant: 80 %%),"
                        + " %s of all. On average the forecast lay %s of the mean beside what came.%n")
                .formatted(
                        score.days(),
                        percent(score.maeRelative()),
                        percent(score.naiveMaeRelative()),
                        percent(score.skill()),
                        percent(score.coverage()),
                        percent(score.coverageAllSteps()),
                        percent(score.biasRelative()));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "unknown" : "%.1f %%".formatted(100 * share);
    }

    private static String plain(double value) {
        return new BigDecimal(value).round(new MathContext(5)).toPlainString();
    }

    /** On a day of clock change an hour is missing, or comes twice. */
    private List<Step> steps() {
        LocalDate date = grid.date(grid.days());
        List<Step> steps = new ArrayList<>();
        if (zone == null) {
            for (int slot = 0; slot < grid.slotsPerDay(); slot++) {
                LocalDateTime start = date.atStartOfDay().plusMinutes((long) slot * grid.stepMinutes());
                steps.add(new Step(LOCAL.format(start), slot));
            }
            return steps;
        }
        ZonedDateTime end = date.plusDays(1).atStartOfDay(zone);
        for (ZonedDateTime start = date.atStartOfDay(zone);
                start.isBefore(end);
                start = start.plusMinutes(grid.stepMinutes())) {
            int slot = (start.getHour() * 60 + start.getMinute()) / grid.stepMinutes();
            steps.add(new Step(WITH_OFFSET.format(start), slot));
        }
        return steps;
    }
}
