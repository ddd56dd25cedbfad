package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private Supervisor supervisor;

    @BeforeEach
    void superviseFromHere() {
        supervisor = new Supervisor(folder, story::add);
    }

    @AfterEach
    void stopEverything() {
        supervisor.close();
    }

    @Test
    void a_program_that_is_killed_is_started_again_under_a_new_number() {
        // given
        supervisor.start(program("sleeper", "exec sleep 60"));
        ProcessHandle first = running("sleeper").orElseThrow();
        // when
        first.destroyForcibly();
        // then
        Waiting.until(
                () -> running("sleeper")
                        .filter(again -> again.pid() != first.pid())
                        .isPresent(),
                LIMIT,
                "a restart");
        assertThat(story).containsExactly("sleeper ended with exit code 137; starting it again");
    }

    @Test
    void a_program_that_dies_six_times_within_a_minute_is_given_up_and_its_log_is_named() {
        // when
        supervisor.start(program("faulty", "echo out of order; exit 4"));
        // then
        Waiting.until(() -> story.size() == 6, LIMIT, "the supervisor to give up");
        assertThat(story.get(5))
                .isEqualTo("faulty ended with exit code 4 for the 6th time within a minute; giving it up, see "
                        + folder.resolve("faulty.log"));
        assertThat(folder.resolve("faulty.log")).content().startsWith("out of order");
        assertThat(supervisor.isRunning("faulty")).isFalse();
    }

    @Test
    void a_program_whose_port_somebody_holds_waits_for_it_and_names_him() throws Exception {
        // given a program that ran, and somebody who takes its port while it is away
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            supervisor.start(new ProgramSpec(
                    "server",
                    List.of("/bin/sh", "-c", "exec sleep 60"),
                    Map.of(),
                    folder.resolve("server.log"),
                    OptionalInt.of(taken.getLocalPort())));
            ProcessHandle first = running("server").orElseThrow();
            // when
            first.destroyForcibly();
            // then
            Waiting.until(() -> story.size() == 2, LIMIT, "the supervisor to find the port taken");
            assertThat(story.get(1))
                    .startsWith("server cannot start: its port %d is held by ".formatted(taken.getLocalPort()))
                    .contains(
                            Files.exists(Path.of("/proc/net/tcp"))
                                    ? "process " + ProcessHandle.current().pid() + " ("
                                    : "another process");
            assertThat(supervisor.isRunning("server")).isFalse();
        }
        Waiting.until(() -> supervisor.isRunning("server"), LIMIT, "the program to come back");
    }

    @Test
    void closing_ends_every_program_and_its_note_and_starts_none_again() {
        // given
        supervisor.start(program("one", "exec sleep 60"));
        supervisor.start(program("two", "exec sleep 60"));
        List<ProcessHandle> processes =
                List.of(running("one").orElseThrow(), running("two").orElseThrow());
        // when
        supervisor.close();
        // then
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(ProcessRecord.readAll(folder)).isEmpty();
        assertThat(story).isEmpty();
    }

    /** A process that supervises a program until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            new Supervisor(folder, line -> {})
                    .start(new ProgramSpec(
                            "orphan",
                            List.of("sleep", "600"),
                            Map.of(),
                            folder.resolve("orphan.log"),
                            OptionalInt.empty()));
            Thread.sleep(Duration.ofMinutes(10).toMillis());
        }
    }

    @Test
    void programs_end_when_the_process_that_supervises_them_is_killed() throws Exception {
        // given
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Waiting.until(() -> running("orphan").isPresent(), LIMIT, "the program to start");
        ProcessHandle orphan = running("orphan").orElseThrow();
        // when
        holder.destroyForcibly().waitFor();
        // then
        Waiting.until(() -> !Liveness.isAlive(orphan), LIMIT, "the program to end");
    }

    @Test
    void a_program_does_not_see_fabric_settings_of_the_user_s_shell() {
        // given
        Map<String, String> shell = new HashMap<>(
                Map.of("CORE_PEER_ADDRESS", "elsewhere", "ORDERER_GENERAL_LISTENPORT", "1", "PATH", "/bin"));
        // when
        CleanEnvironment.apply(shell, Map.of("CORE_PEER_ID", "peer0"));
        // then
        assertThat(shell).isEqualTo(Map.of("PATH", "/bin", "CORE_PEER_ID", "peer0"));
    }

    @Test
    void a_note_about_a_process_number_that_somebody_else_has_now_is_not_that_process() throws Exception {
        // given our own process number with another start time
        ProcessRecord self = ProcessRecord.ofThisProcess("self");
        ProcessRecord other = new ProcessRecord("self", self.pid(), self.started() - 60_000, 0);
        // then
        assertThat(self.process()).isPresent();
        assertThat(other.process()).isEmpty();
        // and a note that was cut short is no note
        Files.writeString(folder.resolve("cut.json"), "{\"pid\": 12");
        assertThat(ProcessRecord.readAll(folder)).isEmpty();
    }

    private Optional<ProcessHandle> running(String name) {
        return ProcessRecord.read(folder, name).flatMap(ProcessRecord::process);
    }

    private ProgramSpec program(String name, String script) {
        List<String> command = List.of("sh", "-c", script);
        return new ProgramSpec(name, command, Map.of(), folder.resolve(name + ".log"), OptionalInt.empty());
    }
}
