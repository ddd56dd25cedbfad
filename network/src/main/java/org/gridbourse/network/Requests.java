package org.gridbourse.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;

/**
 * How other commands ask the process that holds the network for a change: a file with the verb and its arguments, a line
 * each, answered by another file.
 */
final class Requests {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    static final String UPGRADE = "upgrade";
    static final String ADD_ORGANISATION = "add-organisation";
    static final String REVOKE = "revoke";

    private static final String DONE = "done";
    private static final long LOOK_EVERY_MILLIS = 500;

    private final RunFolder folder;
    private final LocalNetwork network;
    private final Consumer<String> story;

    Requests(RunFolder folder, LocalNetwork network, Consumer<String> story) {
        this.folder = folder;
        this.network = network;
        this.story = story;
    }

    /** Answers requests from now on, until the process ends. */
    void serve() {
        delete(request(folder));
        Thread thread = new Thread(this::loop, "requests");
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

    private void answer(String request) {
        List<String> words = request.lines().toList();
        String result;
        try {
            act(words);
            new Readiness(folder.connection().orElseThrow()).await(InstantSource.system());
            result = DONE;
        } catch (RuntimeException e) {
            // whatever it was: it must reach the one who asked, and the network goes on
            result = "%s failed: %s".formatted(words.get(0), e.getMessage());
        }
        story.accept(String.join(" ", words) + ": " + result);
        delete(request(folder));
        write(answer(folder), result);
    }

    private void act(List<String> words) {
        InstantSource clock = InstantSource.system();
        switch (words.get(0)) {
            case UPGRADE -> network.upgrade(words.get(1));
            case ADD_ORGANISATION ->
                network.addOrganisation(words.get(1), clock).write(folder.path());
            case REVOKE -> network.revoke(words.get(1), words.get(2), clock);
            default -> throw new IllegalArgumentException("unknown request: " + words.get(0));
        }
    }

    /** Asks for a change and waits until it is done. */
    static void ask(RunFolder folder, String... words) {
        if (folder.launcher().isEmpty() || folder.connection().isEmpty()) {
            throw new SurroundingsException(
                    "no network is up in %s; start it with network/up".formatted(folder.path()));
        }
        delete(answer(folder));
        write(request(folder), String.join("\n", words));
        Waiting.until(() -> Files.exists(answer(folder)), LIMIT, words[0] + "; see " + folder.log());
        String result = read(answer(folder)).orElseThrow();
        delete(answer(folder));
        if (!result.equals(DONE)) {
            throw new SurroundingsException(result);
        }
    }

    private static Path request(RunFolder folder) {
        return folder.path().resolve("request");
    }

    private static Path answer(RunFolder folder) {
        return folder.path().resolve("answer");
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
