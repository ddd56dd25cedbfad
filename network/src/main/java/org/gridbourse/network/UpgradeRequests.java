package org.gridbourse.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.network.process.SurroundingsException;
import org.gridbourse.network.process.Waiting;

/** How {@code network upgrade} asks the process that holds the network: a file with the new version, answered by another. */
final class UpgradeRequests {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String DONE = "done";
    private static final long LOOK_EVERY_MILLIS = 500;

    private final RunFolder folder;
    private final LocalNetwork network;
    private final Consumer<String> story;

    UpgradeRequests(RunFolder folder, LocalNetwork network, Consumer<String> story) {
        this.folder = folder;
        this.network = network;
        this.story = story;
    }

    /** Answers requests from now on, until the process ends. */
    void serve() {
        delete(request(folder));
        Thread thread = new Thread(this::loop, "upgrades");
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            read(request(folder)).ifPresent(this::answer);
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void answer(String version) {
        String result;
        try {
            network.upgrade(version);
            new Readiness(folder.connection().orElseThrow()).await(InstantSource.system());
            result = DONE;
        } catch (RuntimeException e) {
            // whatever it was: it must reach the one who asked, and the network goes on
            result = "the upgrade failed: " + e.getMessage();
        }
        story.accept("upgrade to version " + version + ": " + result);
        delete(request(folder));
        write(answer(folder), result);
    }

    /** Asks for an upgrade and waits until it is done. */
    static void ask(RunFolder folder, String version) {
        delete(answer(folder));
        write(request(folder), version);
        Waiting.until(() -> Files.exists(answer(folder)), LIMIT, "the upgrade; see " + folder.log());
        String result = read(answer(folder)).orElseThrow();
        delete(answer(folder));
        if (!result.equals(DONE)) {
            throw new SurroundingsException(result);
        }
    }

    private static Path request(RunFolder folder) {
        return folder.path().resolve("upgrade.request");
    }

    private static Path answer(RunFolder folder) {
        return folder.path().resolve("upgrade.answer");
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
