package org.gridbourse.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.gridbourse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastCommandTest {
    @TempDir
    private Path folder;

    @Test
    void json_has_the_next_whole_day_and_the_backtest_and_nothing_else_is_on_stdout() throws IOException {
        Path history = history("2026-01-01T00:00", 60, 60);

        CommandRun run = CommandRun.of(
                "forecast", "--history", history.toString(), "--column", "load", "--backtest", "20", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .startsWith("{\"column\": \"load\"")
                .contains("\"kind\": \"load\"", "\"stepMinutes\": 60", "\"start\": \"2026-03-02T00:00\", \"mean\": ")
                .contains(
                        "\"backtest\": {\"days\": 20, \"maeRelative\": 0.",
                        "\"naiveMaeRelative\": 0.",
                        "\"coverage\": 0.")
                .endsWith("}}\n");
        assertThat(run.out().split("\"low\": ")).hasSize(1 + 24);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-09T00:00,92,2026-03-29T03:00+02:00", "2026-10-05T00:00,100,2026-10-25T02:00+01:00"})
    void on_days_of_clock_change_92_or_100_quarter_hours_are_forecast(String start, int steps, String present)
            throws IOException {
        Path history = history(start, 20, 15);

        CommandRun run = CommandRun.of(
                "forecast",
                "--history",
                history.toString(),
                "--column",
                "load",
                "--time-zone",
                "Europe/Berlin",
                "--json");

        assertThat(run.out().split("\"low\": ")).hasSize(1 + steps);
        assertThat(run.out()).contains("\"start\": \"" + present + "\"");
    }

    @Test
    void text_is_for_people() throws IOException {
        CommandRun run = CommandRun.of(
                "forecast",
                "--history",
                history("2026-01-01T00:00", 30, 60).toString(),
                "--column",
                "load",
                "--backtest",
                "7");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Forecast of load (load), steps of 60 minutes", "same day last week");
    }

    @ParameterizedTest
    @CsvSource({
        "--column roof,roof: missing column",
        "--column load --kind solar,none of load",
        "--column load --gate noon,no time of day",
        "--column load --backtest 0,at least 1",
        "--column load --latitude 48,belong together",
        "--column load --latitude 98 --longitude 9,-90 to 90",
        "--column load --time-zone Mars,no time zone"
    })
    void what_cannot_be_read_ends_with_2_and_a_sentence(String options, String sentence) throws IOException {
        String call = "forecast --history " + history("2026-01-01T00:00", 3, 60) + " " + options;

        CommandRun run = CommandRun.of(call.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).contains(sentence).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start,load\\n2026-01-01T00:00,1\\n2026-01-01T01:00,x|:3: load: is \"x\"",
                "start,load\\n2026-01-01T00:00,1\\n2026-01-01T01:00|:3: row: has 1 values",
                "start,load\\n2026-01-01T00:00,\\n2026-01-01T01:00,|load: holds no value",
                "start,load\\nyesterday,1|:2: start: is \"yesterday\"",
                "start,load\\n2026-01-01T00:00,1|has 1 rows",
                "start,load\\n2026-01-01T00:00,1\\n2026-01-01T00:07,1|steps are 7 minutes"
            })
    void a_broken_history_is_refused_with_its_line(String text, String sentence) throws IOException {
        Path history = Files.writeString(folder.resolve("history.csv"), text.replace("\\n", "\n"));

        CommandRun run = CommandRun.of("forecast", "--history", history.toString(), "--column", "load");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains(sentence);
    }

    private Path history(String start, int days, int stepMinutes) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("start,load\n");
        LocalDateTime time = LocalDateTime.parse(start);
        for (int step = 0; step < days * 1440 / stepMinutes; step++) {
            double load = 1 + Math.sin(2 * Math.PI * step * stepMinutes / 1440) + 0.3 * random.nextDouble();
            text.append("%s,%.3f%n".formatted(time.plusMinutes((long) step * stepMinutes), load));
        }
        return Files.writeString(folder.resolve("year.csv"), text);
    }
}
