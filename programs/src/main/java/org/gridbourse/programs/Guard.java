package org.gridbourse.programs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends our programs if this process is killed and cannot do so itself: a small shell outside it that is told which
 * processes are ours, over a pipe that the system closes when we die. Where there is no {@code /bin/sh} nobody guards.
 */
final class Guard implements AutoCloseable {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r verb pid; do
                case $verb in
                    watch) pids="$pids $pid" ;;
                    forget)
                        rest=
                        for each in $pids; do [ "$each" = "$pid" ] || rest="$rest $each"; done
                        pids=$rest
                        ;;
                    done) exit 0 ;;
                esac
            done
            for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
            for second in 1 2 3 4 5 6 7 8 9 10; do
                left=
                for pid in $pids; do if kill -0 "$pid" 2>/dev/null; then left="$left $pid"; fi; done
                if [ -z "$left" ]; then exit 0; fi
                sleep 1
            done
            for pid in $left; do kill -KILL "$pid" 2>/dev/null; done
            """;

    private final PrintStream pipe;

    private Guard(PrintStream pipe) {
        this.pipe = pipe;
    }

    static Guard start() {
        if (!Files.isExecutable(SHELL)) {
            return new Guard(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        }
        try {
            Process shell = new ProcessBuilder(SHELL.toString(), "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Guard(new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be started: %s".formatted(SHELL, e.getMessage()), e);
        }
    }

    void watch(Process process) {
        pipe.println("watch " + process.pid());
    }

    /** A process has ended; its number may soon be somebody else's. */
    void forget(Process process) {
        pipe.println("forget " + process.pid());
    }

    /** All have been ended in the proper way. */
    @Override
    public void close() {
        pipe.println("done");
        pipe.close();
    }
}
