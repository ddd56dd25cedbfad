package org.gridbourse.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One program that this process started, with its log file and everything it started in turn. */
public final class Child {
    private static final int LAST_LINES = 12;
    /** A process that a signal ended has this plus the signal's number as its code. */
    private static final int SIGNALS = 128;

    private final String name;
    private final Process process;
    private final Path log;
    // A program that is killed leaves its own children to the system; so they are noted while it lives.
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        // Its standard input is a pipe that nothing is written to: it ends when this process does, however it does.
        // What it writes is for its owner alone, whatever the user's umask is.
        List<String> shut = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077 && exec \"$@\"", "sh"));
        shut.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shut)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new SurroundingsException("%s could not be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    public String name() {
        return name;
    }

    Process process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Refuses to go on without a program that should be running. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new SurroundingsException("%s (process %d) %s, its log is %s%n%s"
                    .formatted(name, process.pid(), howItEnded(process.exitValue()), log, lastLines()));
        }
        noteDescendants();
    }

    private static String howItEnded(int code) {
        return code > SIGNALS ? "was ended by signal " + (code - SIGNALS) : "ended by itself with code " + code;
    }

    private void noteDescendants() {
        process.descendants().forEach(descendants::add);
    }

    /** Asks the program to end in good order. */
    void askToStop() {
        noteDescendants();
        process.destroy();
    }

    /** Waits for the end that was asked for; what still runs after {@code seconds} is killed. */
    void awaitStop(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(seconds, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    /** What the program said last, indented, for people. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return "    " + String.join("\n    ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
