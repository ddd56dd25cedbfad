package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A long-running program to start.
 *
 * @param name unique in its network, such as {@code peer-grid}
 * @param command program and arguments
 * @param environment variables set on top of a clean environment
 * @param log where its output goes
 * @param port the port that tells that it is there
 */
public record ProgramSpec(
        String name, List<String> command, Map<String, String> environment, Path log, OptionalInt port) {
    /** What it writes is for its owner alone, whatever the user's umask is. */
    private static final List<String> UMASK = List.of("/bin/sh", "-c", "umask 077 && exec \"$@\"", "sh");

    public ProgramSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Process start() throws IOException {
        List<String> shut = new ArrayList<>(UMASK);
        shut.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shut)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        CleanEnvironment.apply(builder.environment(), new TreeMap<>(environment));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
