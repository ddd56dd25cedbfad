package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildrenTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void closing_stops_a_program_and_what_it_started_in_turn() throws IOException {
        long grandchild;
        Child child;
        try (Children children = new Children()) {
            child = start(children, "sleep 600 & echo $! > grandchild; wait");
            Path note = folder.resolve("grandchild");
            children.await(
                    "the grandchild",
                    LIMIT,
                    () -> Files.exists(note) && !read(note).isBlank());
            children.requireAllAlive();
            grandchild = Long.parseLong(read(note).strip());
            assertThat(isAlive(grandchild)).isTrue();
        }

        assertThat(child.isAlive()).isFalse();
        assertEnds(grandchild);
    }

    @Test
    void a_program_that_ends_by_itself_is_told_with_its_code_and_its_last_words() {
        try (Children children = new Children()) {
            start(children, "echo no room left; exit 7");

            assertThatThrownBy(() -> children.await("something", LIMIT, () -> false))
                    .isInstanceOf(SurroundingsException.class)
                    .hasMessageContaining("worker (process ")
                    .hasMessageContaining("ended by itself with code 7")
                    .hasMessageContaining("    no room left");
        }
    }

    @Test
    void what_is_not_ready_in_time_is_said() {
        try (Children children = new Children()) {
            start(children, "sleep 600");

            assertThatThrownBy(() -> children.await("a miracle", Duration.ofMillis(300), () -> false))
                    .isInstanceOf(SurroundingsException.class)
                    .hasMessageContaining("in vain for a miracle");
        }
    }

    @Test
    void kill_9_of_the_demo_itself_leaves_nothing_running() throws Exception {
        Process demo = killedDemo();
        BufferedReader said = demo.inputReader();
        long sleeper = Long.parseLong(said.readLine());
        long listener = Long.parseLong(said.readLine());
        assertThat(isAlive(sleeper)).isTrue();

        demo.destroyForcibly().waitFor(20, TimeUnit.SECONDS);

        assertEnds(sleeper);
        assertEnds(listener);
    }

    @Test
    void kill_9_of_the_demo_and_of_its_guard_ends_a_program_that_listens_to_its_standard_input() throws Exception {
        Process demo = killedDemo();
        BufferedReader said = demo.inputReader();
        long sleeper = Long.parseLong(said.readLine());
        long listener = Long.parseLong(said.readLine());
        demo.children()
                .filter(child -> child.pid() != sleeper && child.pid() != listener)
                .forEach(ProcessHandle::destroyForcibly);

        demo.destroyForcibly().waitFor(20, TimeUnit.SECONDS);

        assertEnds(listener);
        ProcessHandle.of(sleeper).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Process killedDemo() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDemo.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Child start(Children children, String script) {
        return children.start(
                "worker",
                List.of("/bin/sh", "-c", "cd " + folder + "; " + script),
                Map.of(),
                folder.resolve("worker.log"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertEnds(long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(LIMIT));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
