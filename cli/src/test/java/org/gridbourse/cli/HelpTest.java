package org.gridbourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTest {

    @Test
    void every_example_of_every_help_can_be_copied_into_a_terminal_in_the_checkout() {
        List<String> examples = new ArrayList<>();
        for (String verb : List.of("operator", "prosumer", "dispatch", "forecast", "meter", "simulate", "clear")) {
            examples.addAll(CommandRun.of(verb, "--help")
                    .out()
                    .lines()
                    .filter(line -> line.contains("Example: "))
                    .toList());
        }
        assertThat(examples).isNotEmpty().allMatch(line -> line.contains("Example: scripts/"));
    }

    @Test
    void where_no_gateway_app_answers_the_option_and_the_variable_are_named() {
        CommandRun said = CommandRun.of("operator", "sessions", "--gateway", "http://localhost:1");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.errors())
                .contains("http://localhost:1", "--gateway", "GRIDBOURSE_GATEWAY", "scripts/demo --keep-running")
                .doesNotContain("null");
    }
}
