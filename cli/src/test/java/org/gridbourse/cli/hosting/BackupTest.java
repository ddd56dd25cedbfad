package org.gridbourse.cli.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A market's folder is saved and brought back; the market as a whole is in {@code docs/how-to/run-a-market.md}. */
class BackupTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path backup;

    private void market() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("saved.zip");
        Files.createDirectories(data.resolve("network/blocks"));
        Files.createDirectories(data.resolve("network/processes"));
        Files.writeString(data.resolve("network/blocks/block_000000"), "genesis");
        Files.writeString(data.resolve("network/processes/peer.properties"), "pid=1");
        Files.createDirectories(data.resolve("gateway-grid"));
        Files.write(data.resolve("gateway-grid/db.mv"), new byte[200_000]);
        Files.createDirectories(data.resolve("logs"));
        Files.writeString(data.resolve("logs/host.log"), "much");
    }

    private CommandRun save() {
        return CommandRun.of("market", "backup", "--data", data.toString(), "--out", backup.toString());
    }

    private CommandRun restore(Path target) {
        return CommandRun.of("market", "restore", "--data", target.toString(), "--from", backup.toString());
    }

    @Test
    void what_was_saved_comes_back_without_what_belongs_to_processes_and_for_its_owner_alone() throws IOException {
        market();
        assertThat(save().exitCode()).isZero();
        Path target = folder.resolve("again");

        CommandRun run = restore(target);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(target.resolve("network/blocks/block_000000")).hasContent("genesis");
        assertThat(Files.size(target.resolve("gateway-grid/db.mv"))).isEqualTo(200_000);
        assertThat(target.resolve("logs")).doesNotExist();
        assertThat(target.resolve("network/processes")).doesNotExist();
        for (Path file : new Path[] {backup, target.resolve("gateway-grid/db.mv")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_market_is_not_written_over_and_a_changed_backup_is_not_put_in_place() throws IOException {
        market();
        save();
        assertThat(restore(data).exitCode()).isEqualTo(3);
        try (FileSystem zip = FileSystems.newFileSystem(backup)) {
            Files.writeString(zip.getPath("network/blocks/block_000000"), "another");
        }
        Path target = folder.resolve("again");

        CommandRun run = restore(target);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("block_000000 is not what was written");
        assertThat(target).doesNotExist();
        assertThat(CommandRun.of("market", "backup", "--data", target.toString())
                        .exitCode())
                .isEqualTo(3);
    }

    /** Two programs write in turn, each what the other wrote last plus one: copies of one moment differ by one at most. */
    @Test
    void the_copy_is_of_one_moment_and_the_programs_go_on() throws Exception {
        market();
        ProcessRecord.ofThisProcess("host").write(data.resolve("processes"));
        try (Supervisor supervisor = new Supervisor(data.resolve("processes"), line -> {})) {
            Path first = data.resolve("gateway-grid/first");
            Path second = data.resolve("network/second");
            Files.writeString(first, "0");
            Files.writeString(second, "0");
            supervisor.start(counting("one", first, second));
            supervisor.start(counting("two", second, first));
            Waiting.until(() -> number(first) > 20, Duration.ofSeconds(30), "the programs to count");

            assertThat(save().exitCode()).isZero();

            Path target = folder.resolve("again");
            assertThat(restore(target).exitCode()).isZero();
            long saved = number(target.resolve("gateway-grid/first"));
            assertThat(number(target.resolve("network/second"))).isCloseTo(saved, within(1L));
            Waiting.until(() -> number(first) > saved + 5, Duration.ofSeconds(30), "the programs to go on");
        }
    }

    /** Adds one to the other's number as soon as it is no less than its own. */
    private ProgramSpec counting(String name, Path own, Path other) {
        String loop = "while :; do read a < \"$1\"; read b < \"$2\"; if [ \"${b:-0}\" -ge \"${a:-0}\" ]; then"
                + " echo $((b + 1)) > \"$1.new\"; mv \"$1.new\" \"$1\"; fi; sleep 0.01; done";
        return new ProgramSpec(
                name,
                java.util.List.of("/bin/sh", "-c", loop, name, own.toString(), other.toString()),
                java.util.Map.of(),
                folder.resolve(name + ".log"),
                java.util.OptionalInt.empty());
    }

    private static long number(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
