package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts programs, notes their process numbers, and starts again what dies. A program that dies six times within a minute
 * has a rest of a minute: something is wrong with it that starting again does not mend. One whose port somebody else
 * holds waits for it, and says whom it waits for. All end with this process, even if it is killed.
 */
public final class Supervisor implements AutoCloseable {
    private static final int MOST_RESTARTS = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofMinutes(1);

    private final Path records;
    private final Consumer<String> story;
    private final Map<String, Watched> programs = new LinkedHashMap<>();
    private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    });
    private final Guard guard = Guard.start();
    private boolean closed;

    /** @param records folder for the notes on processes; @param story told what happens, a line at a time */
    public Supervisor(Path records, Consumer<String> story) {
        this.records = records;
        this.story = story;
    }

    /** Starts a program and keeps it running. */
    public synchronized void start(ProgramSpec spec) {
        if (closed) {
            throw new IllegalStateException("the supervisor is closed");
        }
        programs.put(spec.name(), new Watched(spec));
        launch(programs.get(spec.name()));
    }

    /** Ends programs for good. */
    public void stop(Collection<String> names) {
        List<ProcessHandle> ending = new ArrayList<>();
        synchronized (this) {
            for (String name : names) {
                Watched watched = programs.remove(name);
                if (watched != null) {
                    ending.add(watched.process.toHandle());
                }
            }
        }
        Stopping.stop(ending, PATIENCE);
        names.forEach(name -> new ProcessRecord(name, 0, 0, 0).delete(records));
    }

    /** Whether the program runs at this moment. */
    public synchronized boolean isRunning(String name) {
        Watched watched = programs.get(name);
        return watched != null && watched.process.isAlive();
    }

    @Override
    public void close() {
        List<String> names;
        synchronized (this) {
            closed = true;
            names = List.copyOf(programs.keySet());
        }
        restarts.shutdownNow();
        stop(names);
        guard.close();
    }

    private void launch(Watched watched) {
        ProgramSpec spec = watched.spec;
        try {
            Files.createDirectories(spec.log().getParent());
            watched.process = spec.start();
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
        }
        Process started = watched.process;
        guard.watch(started);
        ProcessRecord.of(spec, started.toHandle()).write(records);
        started.onExit().thenAccept(ended -> {
            guard.forget(ended);
            afterEnd(watched, ended);
        });
    }

    private synchronized void afterEnd(Watched watched, Process ended) {
        if (closed || programs.get(watched.spec.name()) != watched) {
            return;
        }
        String what = "%s ended with exit code %d".formatted(watched.spec.name(), ended.exitValue());
        if (watched.mayRestart()) {
            story.accept(what + "; starting it again");
            relaunchAfter(PAUSE, watched);
        } else {
            story.accept("%s for the %dth time within a minute; giving it up, see %s"
                    .formatted(what, MOST_RESTARTS + 1, watched.spec.log()));
            relaunchAfter(REST, watched);
        }
    }

    private void relaunchAfter(Duration pause, Watched watched) {
        if (!closed) {
            restarts.schedule(() -> relaunch(watched), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void relaunch(Watched watched) {
        if (closed || programs.get(watched.spec.name()) != watched) {
            return;
        }
        OptionalInt port = watched.spec.port();
        if (port.isPresent() && !Ports.isFree(port.getAsInt())) {
            waitForPort(watched, port.getAsInt());
            return;
        }
        try {
            launch(watched);
            watched.portHolder = "";
        } catch (SurroundingsException e) {
            story.accept(e.getMessage());
            relaunchAfter(REST, watched);
        }
    }

    private void waitForPort(Watched watched, int port) {
        String holder = PortHolder.of(port);
        if (!holder.equals(watched.portHolder)) {
            watched.portHolder = holder;
            story.accept("%s cannot start: its port %d is held by %s; waiting until it is free"
                    .formatted(watched.spec.name(), port, holder));
        }
        relaunchAfter(PAUSE, watched);
    }

    private static final class Watched {
        private final ProgramSpec spec;
        private final Deque<Long> restartNanos = new ArrayDeque<>();
        private Process process;
        private String portHolder = "";

        Watched(ProgramSpec spec) {
            this.spec = spec;
        }

        boolean mayRestart() {
            long now = System.nanoTime();
            restartNanos.removeIf(then -> now - then > WITHIN.toNanos());
            restartNanos.addLast(now);
            return restartNanos.size() <= MOST_RESTARTS;
        }
    }
}
