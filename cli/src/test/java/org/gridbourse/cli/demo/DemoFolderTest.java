package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path place;

    @Test
    void results_of_an_earlier_demo_go_and_what_others_put_there_stays() throws IOException {
        DemoFolder.fresh(place).close();
        Files.createDirectories(place.resolve("bills"));
        Files.writeString(place.resolve("bills/north-1.json"), "old");
        Files.writeString(place.resolve("run/demo.json"), "old");
        Files.writeString(place.resolve("notes.txt"), "mine");

        DemoFolder.fresh(place).close();

        assertThat(place.resolve("bills")).doesNotExist();
        assertThat(place.resolve("run/demo.json")).doesNotExist();
        assertThat(place.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void a_folder_with_files_that_no_demo_made_is_refused_and_left_alone() throws IOException {
        Files.writeString(place.resolve("summary.json"), "mine");

        assertThatThrownBy(() -> DemoFolder.fresh(place))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("holds files that no demo made");
        assertThat(place.resolve("summary.json")).hasContent("mine");
    }

    @Test
    void two_demos_cannot_use_one_folder_at_once() throws IOException {
        try (DemoFolder first = DemoFolder.fresh(place)) {
            assertThat(first.root()).isEqualTo(place);
            assertThatThrownBy(() -> DemoFolder.fresh(place))
                    .isInstanceOf(SurroundingsException.class)
                    .hasMessageContaining("another demo is running");
        }
        DemoFolder.fresh(place).close();
    }

    @Test
    void only_an_interrupted_demo_can_be_resumed() throws IOException {
        assertThatThrownBy(() -> DemoFolder.interrupted(place))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("--resume");

        DemoState state = new DemoState(place.resolve("village"), "embedded", 7);
        try (DemoFolder folder = DemoFolder.fresh(place)) {
            state.write(folder);
        }
        try (DemoFolder folder = DemoFolder.interrupted(place)) {
            assertThat(DemoState.read(folder)).isEqualTo(state);
        }
    }
}
