package org.gridbourse.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.ProcessRecord;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.SurroundingsException;

/** The process that holds a network together: starts it, keeps it running, stops it when told to end. */
final class ForegroundNetwork {
    /** The line on standard output by which others learn that the network can be used. */
    static final String READY = "READY";

    private static final long LEAST_FREE_BYTES = 200L * 1024 * 1024;

    private final StartRequest request;
    private final RunFolder folder;
    private final Consumer<String> story;

    ForegroundNetwork(StartRequest request, Consumer<String> story) {
        this.request = request;
        this.folder = request.folder();
        this.story = story;
    }

    /** Returns only if standard input, if watched, ends; the process stops the network on its way out. */
    int run(boolean exitWithStandardInput) throws IOException {
        folder.lock();
        requireSpace();
        folder.stopAll();
        if (request.clean()) {
            folder.clean(request.kind());
        }
        ProcessRecord.ofThisProcess(RunFolder.LAUNCHER).write(folder.processes());
        Supervisor supervisor = new Supervisor(folder.processes(), story);
        LocalNetwork network = create(supervisor);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(network, supervisor), "stop"));
        ConnectionFile connection = network.start(InstantSource.system());
        new Readiness(connection).await(InstantSource.system());
        connection.write(folder.path());
        story.accept("a transaction of two organisations has been committed");
        System.out.println(READY);
        new Requests(folder, network, story).serve();
        stay(exitWithStandardInput);
        return ExitCode.GOOD;
    }

    private LocalNetwork create(Supervisor supervisor) {
        try {
            return Networks.create(request, supervisor, story);
        } catch (RuntimeException e) {
            // what never ran is not to be shown as dead
            forgetLauncher();
            throw e;
        }
    }

    private void forgetLauncher() {
        new ProcessRecord(RunFolder.LAUNCHER, 0, 0, 0).delete(folder.processes());
    }

    private static void stay(boolean exitWithStandardInput) throws IOException {
        if (exitWithStandardInput) {
            System.in.transferTo(OutputStream.nullOutputStream());
            return;
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(LocalNetwork network, Supervisor supervisor) {
        network.close();
        supervisor.close();
        folder.deleteConnection();
        forgetLauncher();
    }

    private void requireSpace() throws IOException {
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new SurroundingsException("the disk of %s has %d MB left, the network needs at least %d: make room"
                    .formatted(folder.path(), free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }
}
