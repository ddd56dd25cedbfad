package org.gridbourse.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.measured.MeasuredSeries.Source;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.programs.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code node.yaml} may say. */
class NodeFileTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "node");

    @TempDir
    private Path folder;

    private Path file(String yaml) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "name: house\ntieLineKw: 10\ngrid: {carbonKgPerKwh: 0}\n");
        return Files.writeString(folder.resolve("node.yaml"), yaml);
    }

    @Test
    void the_examples_are_read() {
        NodeSettings home = NodeFile.read(EXAMPLES.resolve("node.yaml"));

        assertThat(home.meterId()).contains("north-9-meter");
        assertThat(home.mappings()).hasSize(3);
        assertThat(home.histories().byKind().get(Kind.LOAD).source())
                .contains(new Source("north-9-meter", List.of("roof", "battery"), false));
        assertThat(home.home().storages()).hasSize(1);
        assertThat(home.connection().look()).isEqualTo(Duration.ofSeconds(5));
        assertThat(NodeFile.read(EXAMPLES.resolve("playground.yaml")).played()).isPresent();
    }

    @Test
    void an_address_that_others_could_hear_is_refused() throws IOException {
        Path file = file("gateway: http://north.example.org\nparticipant: north-1\nkey: k\nsite: site.yaml\n");

        assertThatThrownBy(() -> NodeFile.read(file))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("node.yaml")
                .hasMessageContaining("gateway")
                .hasMessageContaining("https");
        assertThat(CommandRun.of("node", "--config", file.toString()).exitCode())
                .isEqualTo(ExitCode.UNREADABLE);
    }

    @Test
    void a_meter_without_a_broker_and_an_unknown_key_are_refused() throws IOException {
        String head = "gateway: https://north.example.org\nparticipant: north-1\nkey: k\nsite: site.yaml\n";

        assertThatThrownBy(() -> NodeFile.read(file(head + "meter: m-1\n"))).hasMessageContaining("broker");
        assertThatThrownBy(() -> NodeFile.read(file(head + "metre: m-1\n"))).hasMessageContaining("metre");
        assertThat(NodeFile.read(file(head)).data()).isEqualTo(folder.resolve("node-data"));
    }

    @Test
    void verbs_below_it_need_the_file_too() {
        assertThat(CommandRun.of("node", "why", "--session", "s-1").errors()).contains("--config is missing");
        assertThat(CommandRun.of("node").exitCode()).isEqualTo(ExitCode.UNREADABLE);
    }
}
