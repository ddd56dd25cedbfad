package org.gridbourse.cli.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("gridbourse.root")).resolve("examples/market");

    @TempDir
    private Path folder;

    @Test
    void the_example_says_in_words_when_the_gate_closes() {
        CommandRun run = CommandRun.of("market", "check", EXAMPLE.toString(), "--date", "2026-12-05");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("day-ahead-2026-12-05: 96 periods of 15 minutes")
                .contains("Fri 4 Dec 12:00 +08:00  REVEAL: the gate closes, orders are opened")
                .contains("from 07:00: grid sells at 0.83, buys at 0.45, wires cost 0.05 CNY per kWh")
                .contains("intraday-2026-12-05-0600: adds to 72 periods of day-ahead-2026-12-05");
    }

    @Test
    void a_day_of_25_hours_has_100_quarter_hours_in_json() throws IOException {
        Path berlin = berlin();

        CommandRun run = CommandRun.of("market", "check", berlin.toString(), "--date", "2026-10-25", "--json");

        JsonObject day = (JsonObject) Json.parse(run.out());
        JsonObject session = (JsonObject)
                ((JsonArray) day.members().get("sessions")).elements().get(0);
        assertThat(session.members().get("periods")).isEqualTo(new JsonNumber(100));
        assertThat(run.out()).contains("\"clockChange\": \"BACK\"").contains("\"minutes\": 1500");
    }

    @Test
    void without_a_date_both_days_of_clock_change_are_told() throws IOException {
        assertThat(CommandRun.of("market", "check", berlin().toString()).out())
                .contains("has 23 hours")
                .contains("has 25 hours");
    }

    private Path berlin() throws IOException {
        String yaml = Files.readString(EXAMPLE.resolve("market.yaml")).replace("Asia/Shanghai", "Europe/Berlin");
        Files.writeString(folder.resolve("market.yaml"), yaml);
        return folder;
    }

    @Test
    void a_day_without_tariff_ends_with_1_and_a_broken_file_with_2() throws IOException {
        assertThat(CommandRun.of("market", "check", EXAMPLE.toString(), "--date", "2025-01-01")
                        .exitCode())
                .isEqualTo(1);
        Files.writeString(folder.resolve("market.yaml"), "name: kiez\n");
        CommandRun broken = CommandRun.of("market", "check", folder.toString());
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.errors()).contains("market.yaml:").contains("timeZone");
    }
}
