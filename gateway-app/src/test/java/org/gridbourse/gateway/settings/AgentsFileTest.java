package org.gridbourse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.node.simulation.Behaviour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsFileTest {
    private static final String GOOD = """
            [{"participantId": "north-1", "organisation": "North", "site": "site.yaml", "limitMargins": [0.0, 0.4],
              "seed": 42, "sessions": [{"sessionId": "s-1", "forecast": "day.csv",
              "behaviour": {"reveal": true, "prepay": false, "deliverFraction": 0.5}}]}]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void site_and_day_are_there() throws IOException {
        Files.createFile(folder.resolve("site.yaml"));
        Files.createFile(folder.resolve("day.csv"));
    }

    @Test
    void a_node_is_read_with_paths_beside_the_file() throws IOException {
        List<AgentSettings> agents = AgentsFile.read(file(GOOD), "North");
        assertThat(agents).singleElement().satisfies(agent -> {
            assertThat(agent.site()).isEqualTo(folder.resolve("site.yaml"));
            assertThat(agent.session("s-1").orElseThrow().behaviour()).isEqualTo(new Behaviour(true, false, 0.5));
            assertThat(agent.session("s-2")).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seed\"      | \"sed\"           | sed",
                "day.csv       | night.csv         | [0].sessions[0].forecast",
                "[0.0, 0.4]    | [0.0, 1.4]        | [0].limitMargins: limitMargins must be two numbers in 0..1",
                "[0.0, 0.4]    | [0.4]             | [0].limitMargins: must be two numbers in 0..1",
                "0.5}          | -1}               | deliverFraction must be a number in 0..10",
                "\"North\"     | \"South\"         | [0].organisation: must be North, is South",
                "42            | \"abc\"           | line 2",
                "}]}]          | }]}               | line"
            })
    void a_mistake_is_named_with_its_place(String good, String bad, String place) throws IOException {
        Path file = file(GOOD.replace(good, bad));
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> AgentsFile.read(file, "North"))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(place)
                .satisfies(problem -> assertThat(problem.exitCode()).isEqualTo(2));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("agents.json"), text);
    }
}
