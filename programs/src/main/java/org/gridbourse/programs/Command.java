package org.gridbourse.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a program that ends by itself, and has its output. */
public final class Command {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int LINES_TOLD = 5;

    private Command() {}

    /**
     * Runs a program to its end.
     *
     * @param environment variables set on top of a clean environment
     * @return what it wrote, both streams
     * @throws CommandFailedException if it ends with another code than 0
     */
    public static String run(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("gridbourse", ".out");
            try {
                return run(command, environment, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be run: %s".formatted(command.get(0), e.getMessage()), e);
        }
    }

    private static String run(List<String> command, Map<String, String> environment, Path output) throws IOException {
        // a file and not a pipe: nobody has to read along, and the limit holds whatever the program does
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        CleanEnvironment.apply(builder.environment(), environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!ended(process)) {
            process.destroyForcibly();
            throw new CommandFailedException(words(command), "no end within %d s".formatted(LIMIT.toSeconds()));
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new CommandFailedException(words(command), lastLines(text));
        }
        return text;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String words(List<String> command) {
        return command.stream()
                .limit(4)
                .takeWhile(word -> !word.startsWith("-"))
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .collect(Collectors.joining(" "));
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
    }
}
