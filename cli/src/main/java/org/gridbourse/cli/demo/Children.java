package org.gridbourse.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.gridbourse.cli.SurroundingsException;

/**
 * Everything the demo started. It ends with the demo on every way out: done, failed, Ctrl-C, SIGTERM, and, by a guard
 * outside this process, kill -9 too.
 */
final class Children implements AutoCloseable {
    private static final long SECONDS_TO_STOP = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Reads process ids until the demo closes the pipe; then, unless told that all is well, stops them. */
    private static final String GUARD = """
            trap '' INT TERM HUP
            pids=
            while read -r line; do
                if [ "$line" = done ]; then exit 0; fi
                pids="$pids $line"
            done
            for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
            sleep 5
            for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
            """;

    private final List<Child> children = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread onExit = new Thread(this::stopAll, "stop-children");
    private final Process guard;
    private final PrintStream toGuard;

    Children() {
        try {
            guard = new ProcessBuilder("/bin/sh", "-c", GUARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new SurroundingsException("no shell at /bin/sh to guard the demo's processes: " + e.getMessage(), e);
        }
        toGuard = new PrintStream(guard.getOutputStream(), true, StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    synchronized Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        if (closed.get()) {
            throw new SurroundingsException("the demo is being stopped");
        }
        Child child = Child.start(name, command, environment, log);
        children.add(child);
        toGuard.println(child.pid());
        return child;
    }

    /** Something to be done when every program has ended. */
    synchronized void whenStopped(Runnable work) {
        afterwards.add(work);
    }

    /** Waits until {@code condition} holds, while every child lives; {@code awaited} says what for. */
    void await(String awaited, Duration limit, BooleanSupplier condition) {
        await(awaited, limit, PAUSE, condition);
    }

    /** As above, looking again after each {@code pause}. */
    void await(String awaited, Duration limit, Duration pause, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            requireAllAlive();
            if (Instant.now().isAfter(deadline)) {
                throw new SurroundingsException("waited %d s in vain for %s".formatted(limit.toSeconds(), awaited));
            }
            sleep(pause);
        }
    }

    synchronized void requireAllAlive() {
        children.forEach(Child::requireAlive);
    }

    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("the demo was interrupted", e);
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyExiting) {
            // the hook is what runs now
        }
    }

    /** Stops in the opposite order of the start: who asks before who answers. */
    private synchronized void stopAll() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).askToStop();
        }
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).awaitStop(SECONDS_TO_STOP);
        }
        afterwards.forEach(Runnable::run);
        toGuard.println("done");
        toGuard.close();
    }
}
