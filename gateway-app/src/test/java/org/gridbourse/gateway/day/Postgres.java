package org.gridbourse.gateway.day;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gridbourse.programs.Ports;

/** A PostgreSQL of its own for one test, from the programs that the machine has. */
final class Postgres implements AutoCloseable {
    static final String USER = "gridbourse";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int PATIENCE_SECONDS = 60;

    private final Path programs;
    private final Path folder;
    private final int port = Ports.free();
    private Process server;

    private Postgres(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** Where the programs are: in the PATH, or where Debian puts them. */
    static Optional<Path> programs() {
        Stream<Path> inPath =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            List<Path> debian = versions.map(version -> version.resolve("bin")).toList();
            return Stream.concat(inPath, debian.stream())
                    .filter(folder -> Files.isExecutable(folder.resolve("initdb"))
                            && Files.isExecutable(folder.resolve("postgres")))
                    .findFirst();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static Postgres start(Path programs, Path folder) throws IOException {
        Postgres postgres = new Postgres(programs, folder);
        Process made = process(
                postgres.log(),
                programs.resolve("initdb"),
                "-D",
                postgres.data(),
                "-U",
                USER,
                "--auth=trust",
                "-E",
                "UTF8");
        require(waitFor(made), postgres.log());
        return postgres.start();
    }

    /** The same again, after it was stopped. */
    Postgres start() throws IOException {
        server = process(
                log(),
                programs.resolve("postgres"),
                "-D",
                data(),
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-c",
                "unix_socket_directories=");
        require(answers(), log());
        return this;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }

    /** PostgreSQL refuses to run as root, in containers too; a user namespace makes nobody of root. */
    private static Process process(Path log, Object... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        Stream.of(words).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void require(boolean done, Path log) throws IOException {
        if (!done) {
            throw new IllegalStateException("PostgreSQL does not start:%n%s".formatted(Files.readString(log)));
        }
    }

    private static boolean waitFor(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answers() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && server.isAlive()) {
            try {
                DriverManager.getConnection(url(), USER, "").close();
                return true;
            } catch (SQLException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        return false;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /** At once, whoever is connected. */
    void stop() {
        try {
            waitFor(new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        waitFor(server);
    }

    @Override
    public void close() {
        stop();
    }
}
