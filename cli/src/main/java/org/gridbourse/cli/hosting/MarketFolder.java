package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.SurroundingsException;

/** The folder in which a market's programs keep everything: ledger, databases, keys, logs. Its owner's alone. */
record MarketFolder(Path root) {
    private static final String HOST = "host";

    MarketFolder {
        root = root.toAbsolutePath().normalize();
    }

    void create() throws IOException {
        PrivateFolder.create(root);
    }

    /** Held by the process that runs the market, until it ends. */
    FileLock lock() throws IOException {
        FileChannel channel = new RandomAccessFile(root.resolve("lock").toFile(), "rw").getChannel();
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new SurroundingsException("a market runs in %s already".formatted(root));
        }
        return lock;
    }

    /** The process that runs the market, if there is one. */
    Optional<ProcessHandle> host() {
        return ProcessRecord.read(processes(), HOST).flatMap(ProcessRecord::process);
    }

    void noteHost() {
        ProcessRecord.ofThisProcess(HOST).write(processes());
    }

    void forgetHost() {
        new ProcessRecord(HOST, 0, 0, 0).delete(processes());
    }

    Path processes() {
        return root.resolve("processes");
    }

    Path network() {
        return root.resolve("network");
    }

    Path connection() {
        return network().resolve("connection.json");
    }

    Path users() {
        return root.resolve("users.json");
    }

    Path gateway(String organisation) {
        return root.resolve("gateway-" + organisation.toLowerCase(Locale.ROOT));
    }

    Path agents(String organisation) {
        return root.resolve("agents-" + organisation.toLowerCase(Locale.ROOT) + ".json");
    }

    Path ports() {
        return root.resolve("ports.properties");
    }

    Path passwords() {
        return root.resolve("passwords");
    }

    Path broker() {
        return root.resolve("broker");
    }

    /** What is told of the market to others: its state, addresses, users. */
    Path state() {
        return root.resolve("market.json");
    }

    Path log(String program) {
        return root.resolve("logs").resolve(program + ".log");
    }
}
