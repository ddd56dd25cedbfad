package org.gridbourse.cli.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.cli.Gridbourse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchCommandTest {
    private static final Path PAPER =
            Path.of(System.getProperty("gridbourse.root", "..")).resolve("examples/paper");

    @TempDir
    private Path folder;

    private record Ended(int exitCode, String output, String errors) {}

    /** Runs the command on the paper's site and day, changed by further options. */
    private static Ended dispatch(String... options) {
        return dispatch(PAPER.resolve("site.yaml"), PAPER.resolve("day.csv"), options);
    }

    private static Ended dispatch(Path site, Path day, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("dispatch", "--site", site.toString(), "--day", day.toString()));
        arguments.addAll(List.of(options));
        PrintStream output = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exitCode = Gridbourse.run(arguments.toArray(String[]::new));
            return new Ended(
                    exitCode, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(output);
            System.setErr(errors);
        }
    }

    @Test
    void json_is_the_plan_and_nothing_else() {
        Ended ended = dispatch("--json");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.output())
                .startsWith(
                        "{\"site\": \"paper-microgrid (reconstructed)\", \"method\": 3, \"objective\": \"cost\", \"seed\": 42")
                .contains("\"cost\": 541.8635,")
                .contains("\"solver\": {\"name\": \"pso\"")
                .endsWith("}\n");
    }

    @Test
    void the_same_call_prints_the_same_bytes_but_for_millis() {
        String first = dispatch("--json", "--objective", "pareto").output();
        String second = dispatch("--json", "--objective", "pareto").output();
        assertThat(first.replaceAll("\"millis\": [0-9.]+", "")).isEqualTo(second.replaceAll("\"millis\": [0-9.]+", ""));
    }

    @Test
    void its_version_is_that_of_the_whole() {
        assertThat(dispatch("--version").output()).startsWith("GridBourse ");
    }

    @Test
    void people_get_a_table_and_on_request_the_reasons() {
        Ended ended = dispatch("--explain");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("state").contains("541.86").contains("15:00-18:00  charges");
    }

    @Test
    void out_leaves_the_plan_as_json_csv_and_plots() {
        Ended ended = dispatch("--out", folder.resolve("plan").toString());
        assertThat(ended.exitCode()).isZero();
        assertThat(folder.resolve("plan"))
                .isDirectoryContaining("glob:**/plan.json")
                .isDirectoryContaining("glob:**/plan.csv")
                .isDirectoryContaining("glob:**/power-balance.png")
                .isDirectoryContaining("glob:**/storage.svg")
                .isDirectoryContaining("glob:**/grid-exchange.png");
    }

    @ParameterizedTest
    @CsvSource({
        "--objective, cheap, cost, 2",
        "--method, 4, '1, 2, 3', 2",
        "--objective, weighted, --carbon-price, 2",
        "--carbon-price, -1, 0 to, 2",
        "--step-minutes, 0, above 0, 2",
        "--seed, many, many, 2",
        "--carbon-factors, none.csv, no such file, 2",
    })
    void a_call_that_cannot_be_read_ends_with_2_and_says_what_is_allowed(
            String option, String value, String said, int exitCode) {
        Ended ended = dispatch(option, value);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(ended.errors()).contains(said).doesNotContain("\tat ");
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void a_bad_file_ends_with_2_and_names_file_line_field_and_range() throws IOException {
        Path day = folder.resolve("day.csv");
        Files.writeString(day, Files.readString(PAPER.resolve("day.csv")).replace("5,304,16", "5,-304,16"));
        Ended ended = dispatch(PAPER.resolve("site.yaml"), day);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("day.csv:7: load_kw: is -304; allowed: 0 to 1000000000");
    }

    @Test
    void a_load_that_cannot_be_served_ends_with_1_and_names_step_and_kW() throws IOException {
        Path day = folder.resolve("day.csv");
        Files.writeString(day, Files.readString(PAPER.resolve("day.csv")).replace("19,1000,", "19,2000,"));
        Ended ended = dispatch(PAPER.resolve("site.yaml"), day, "--json");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors()).contains("step 19").contains("kW are missing");
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void warnings_go_to_stderr_and_into_the_json() throws IOException {
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                site, Files.readString(PAPER.resolve("site.yaml")).replace("socTerminal: 0.10", "socTerminal: 0.99"));
        Ended ended = dispatch(site, PAPER.resolve("day.csv"), "--json");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.errors()).contains("warning: terminal state of charge");
        assertThat(ended.output()).contains("\"warnings\": [\"terminal state of charge");
    }

    @Test
    void a_folder_that_cannot_be_written_ends_with_3_and_says_what_is_in_the_way() throws IOException {
        Path file = Files.createFile(folder.resolve("plan"));
        Ended ended = dispatch("--out", file.toString());
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.errors()).contains("--out " + file).contains("is no folder");
    }

    /** Spaces and line ends count the same: the guide folds long lines. */
    @Test
    void the_guides_example_is_what_is_printed() throws IOException {
        String guide = Files.readString(PAPER.resolve("../../docs/dispatcher.md"));
        String words = guide.substring(guide.indexOf("15:00-18:00"), guide.indexOf("```\nIn Java"));
        assertThat(dispatch("--explain").output().replaceAll("\\s+", " "))
                .contains(words.replaceAll("\\s+", " ").strip());
        String net = guide.replaceAll("(?s).*positions\\(\\).get\\(3\\).netWh\\(\\); *// (\\d+):.*", "$1");
        assertThat(dispatch("--json").output()).contains("{\"period\": 3, \"netWh\": " + net + "}");
    }
}
