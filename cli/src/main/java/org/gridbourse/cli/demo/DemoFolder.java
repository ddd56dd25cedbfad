package org.gridbourse.cli.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.SurroundingsException;

/** The folder of one demo: what it leaves, and below {@code run} what its processes work with. */
final class DemoFolder implements AutoCloseable {
    /** What a demo makes; whatever else lies in the folder is never touched. */
    private static final List<String> OWN = List.of(
            "summary.json", "report.html", "bills", "dispatch", "blocks", "export", "genesis.pb", "audit.json", "run");

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DemoFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** An empty folder for a new day; results of an earlier demo in it are removed. */
    static DemoFolder fresh(Path root) throws IOException {
        requireOursOrEmpty(root);
        DemoFolder folder = locked(root);
        for (String name : OWN) {
            if (!name.equals("run")) {
                delete(root.resolve(name));
            }
        }
        try (Stream<Path> inRun = Files.list(folder.run())) {
            for (Path entry : inRun.filter(path -> !path.equals(lockFile(root))).toList()) {
                delete(entry);
            }
        }
        return folder;
    }

    /** The folder of a day that was interrupted. */
    static DemoFolder interrupted(Path root) throws IOException {
        if (!Files.isRegularFile(root.resolve("run").resolve(DemoState.FILE))) {
            throw new InputRefusedException(
                    root.toString(), 0, "--resume", "holds no interrupted demo", "the --out folder of one");
        }
        return locked(root);
    }

    private static void requireOursOrEmpty(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new InputRefusedException(root.toString(), 0, "--out", "is no folder", "a folder of its own");
        }
        try (Stream<Path> entries = Files.list(root)) {
            boolean empty = entries.findAny().isEmpty();
            if (!empty && !Files.isDirectory(root.resolve("run"))) {
                throw new InputRefusedException(
                        root.toString(), 0, "--out", "holds files that no demo made", "an empty or a new folder");
            }
        }
    }

    private static DemoFolder locked(Path root) throws IOException {
        // keys, sealed orders and databases lie below
        PrivateFolder.create(root.resolve("run"));
        FileChannel channel = new RandomAccessFile(lockFile(root).toFile(), "rw").getChannel();
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new SurroundingsException(
                    "another demo is running in %s; stop it or choose another --out".formatted(root));
        }
        return new DemoFolder(root, channel, lock);
    }

    private static Path lockFile(Path root) {
        return root.resolve("run").resolve("lock");
    }

    Path root() {
        return root;
    }

    Path run() {
        return root.resolve("run");
    }

    Path network() {
        return run().resolve("network");
    }

    Path connection() {
        return network().resolve("connection.json");
    }

    Path users() {
        return run().resolve("users.json");
    }

    Path log(String program) {
        return run().resolve("logs").resolve(program + ".log");
    }

    Path gateway(Organisation organisation) {
        return run().resolve("gateway-" + organisation.id());
    }

    Path agents(Organisation organisation) {
        return run().resolve("agents-" + organisation.id() + ".json");
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
