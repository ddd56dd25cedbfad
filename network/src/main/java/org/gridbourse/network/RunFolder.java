package org.gridbourse.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.Stopping;
import org.gridbourse.programs.SurroundingsException;

/**
 * The folder of one local network: {@code connection.json}, notes on its processes, its log, and below the kind's name
 * certificates and ledger.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
    /** Name of the process that holds the network together. */
    static final String LAUNCHER = "network";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    RunFolder {
        path = path.toAbsolutePath().normalize();
    }

    Path kind(NetworkKind kind) {
        return path.resolve(kind.text());
    }

    Path processes() {
        return path.resolve("processes");
    }

    Path log() {
        return path.resolve("network.log");
    }

    Path connectionFile() {
        return path.resolve(ConnectionFile.NAME);
    }

    Optional<ConnectionFile> connection() {
        if (!Files.exists(connectionFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConnectionFile.read(connectionFile()));
        } catch (ConnectionException e) {
            throw new SurroundingsException(e.getMessage(), e);
        }
    }

    void deleteConnection() {
        try {
            Files.deleteIfExists(connectionFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that holds the network together, if it runs. */
    Optional<ProcessHandle> launcher() {
        return ProcessRecord.read(processes(), LAUNCHER).flatMap(ProcessRecord::process);
    }

    /** Makes this process the one that uses the folder, until it ends. */
    void lock() {
        try {
            PrivateFolder.create(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new SurroundingsException(
                        "another process is using %s; stop it with network/down --folder %s".formatted(path, path));
            }
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }

    /**
     * Stops what runs: the launcher first, which stops its own, then whatever a killed launcher left behind.
     *
     * @return how many processes there were
     */
    int stopAll() {
        int stopped = 0;
        Optional<ProcessHandle> launcher = launcher();
        if (launcher.isPresent()) {
            stopped += runningProcesses().size();
            Stopping.stop(List.of(launcher.get()), PATIENCE);
        }
        List<ProcessHandle> left = runningProcesses();
        stopped += launcher.isPresent() ? 0 : left.size();
        Stopping.stop(left, PATIENCE);
        ProcessRecord.readAll(processes()).forEach(record -> record.delete(processes()));
        deleteConnection();
        return stopped;
    }

    private List<ProcessHandle> runningProcesses() {
        return ProcessRecord.readAll(processes()).stream()
                .flatMap(record -> record.process().stream())
                .toList();
    }

    /** Forgets certificates and ledger of a network of this kind. */
    void clean(NetworkKind kind) {
        Path folder = kind(kind);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path each : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be deleted: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
