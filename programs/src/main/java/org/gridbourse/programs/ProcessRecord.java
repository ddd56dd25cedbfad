package org.gridbourse.programs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The note that a program of ours was started. Process numbers are used again, so it holds the start time as well: only
 * both together are that program.
 *
 * @param name the program's name
 * @param pid process number
 * @param started when the process began, in milliseconds since 1970; 0 where the platform does not tell
 * @param port the port it serves, 0 for none
 */
public record ProcessRecord(String name, long pid, long started, int port) {
    private static final String SUFFIX = ".properties";

    static ProcessRecord of(ProgramSpec spec, ProcessHandle process) {
        return new ProcessRecord(
                spec.name(), process.pid(), startedMillis(process), spec.port().orElse(0));
    }

    /** A note on the process that we are. */
    public static ProcessRecord ofThisProcess(String name) {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessRecord(name, self.pid(), startedMillis(self), 0);
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(Liveness::isAlive).filter(process -> startedMillis(process) == started);
    }

    /** Keeps the note in a folder, one file for each program. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + SUFFIX), "pid=%d%nstarted=%d%nport=%d%n".formatted(pid, started, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All notes in a folder, by name; notes that a crash left half written are passed over. */
    public static List<ProcessRecord> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The note on one program. */
    public static Optional<ProcessRecord> read(Path folder, String name) {
        return read(folder.resolve(name + SUFFIX));
    }

    private static Optional<ProcessRecord> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        try {
            Properties fields = new Properties();
            fields.load(new StringReader(Files.readString(file)));
            return Optional.of(new ProcessRecord(
                    name,
                    Long.parseLong(fields.getProperty("pid")),
                    Long.parseLong(fields.getProperty("started")),
                    Integer.parseInt(fields.getProperty("port"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long startedMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
