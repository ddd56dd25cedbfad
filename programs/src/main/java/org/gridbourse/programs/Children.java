package org.gridbourse.programs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Programs that are started once and must all live until the work is done. They end with this process on every way out:
 * done, failed, Ctrl-C, SIGTERM, and, by a guard outside this process, kill -9 too.
 */
public final class Children implements AutoCloseable {
    private static final long SECONDS_TO_STOP = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<Child> children = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread onExit = new Thread(this::stopAll, "stop-children");
    private final Guard guard = Guard.start();

    public Children() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    public synchronized Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        if (closed.get()) {
            throw new SurroundingsException("everything is being stopped");
        }
        Child child = Child.start(name, command, environment, log);
        children.add(child);
        guard.watch(child.process());
        return child;
    }

    /** Waits until {@code condition} holds, while every child lives; {@code awaited} says what for. */
    public void await(String awaited, Duration limit, BooleanSupplier condition) {
        await(awaited, limit, PAUSE, condition);
    }

    /** As above, looking again after each {@code pause}. */
    public void await(String awaited, Duration limit, Duration pause, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            requireAllAlive();
            if (Instant.now().isAfter(deadline)) {
                throw new SurroundingsException("waited %d s in vain for %s".formatted(limit.toSeconds(), awaited));
            }
            sleep(pause);
        }
    }

    /** Refuses to go on when one of them has ended, or when all of them are being stopped. */
    public synchronized void requireAllAlive() {
        if (closed.get()) {
            throw new SurroundingsException("everything is being stopped");
        }
        children.forEach(Child::requireAlive);
    }

    /** Whether all of them are being stopped, or are stopped. */
    public boolean isClosed() {
        return closed.get();
    }

    public static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("interrupted", e);
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
        guard.close();
    }
}
