package org.gridbourse.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterReadCommandTest {
    @TempDir
    private Path folder;

    @Test
    void json_has_meters_intervals_and_findings() throws IOException {
        Path file = file("time,import_kwh,export_kwh\n2026-03-01T00:00:00Z,1000.0,7\n2026-03-01T00:15:00Z,1000.12,7\n"
                + "2026-03-01T00:45:00Z,1000.36,7.1\n");

        CommandRun run = CommandRun.of("meter", "read", "--file", file.toString(), "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("\"meterId\": \"meter\"")
                .contains("{\"start\": \"2026-03-01T00:00:00Z\", \"minutes\": 15, \"importWh\": 120, \"exportWh\": 0,"
                        + " \"quality\": \"MEASURED\"}")
                .contains("{\"code\": \"GAP\", \"meterId\": \"meter\", \"at\": \"2026-03-01T00:15:00Z\", \"detail\": ");
        assertThat(run.errors()).contains("note: ").contains("registers");
    }

    @Test
    void a_unit_that_nobody_states_ends_with_2_and_by_option_it_is_read() throws IOException {
        Path file = file("time,import delta\n2026-03-01T00:00Z,0.1\n2026-03-01T00:15Z,0.2\n");

        CommandRun silent = CommandRun.of("meter", "read", "--file", file.toString());
        CommandRun stated = CommandRun.of("meter", "read", "--file", file.toString(), "--unit", "kWh");

        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.errors()).contains("has no unit");
        assertThat(stated.exitCode()).isZero();
        assertThat(stated.out()).contains("meter: 2 periods", "import 0.300 kWh", "No doubts.");
    }

    @Test
    void wrong_calls_end_with_2() throws IOException {
        String file = file("x").toString();

        assertThat(CommandRun.of("meter").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("meter", "read", "--file", file).exitCode()).isEqualTo(2);
        assertThat(CommandRun.of(
                                "meter",
                                "read",
                                "--file",
                                folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("meter", "read", "--file", file, "--period-minutes", "7")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("meter", "read", "--file", file, "--format", "xls")
                        .errors())
                .contains("none of auto, csv, nem12, espi");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("meter.csv"), text);
    }
}
