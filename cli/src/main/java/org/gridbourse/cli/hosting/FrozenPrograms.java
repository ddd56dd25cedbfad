package org.gridbourse.cli.hosting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.programs.SurroundingsException;

/**
 * Programs that stand still for as long as this is open, all at one moment: what lies on disk then is what a power cut
 * would leave. They go on when it is closed, and when this process dies as well, since a shell outside it waits for that.
 */
final class FrozenPrograms {
    private static final String FREEZE =
            "kill -STOP \"$@\" 2>/dev/null; echo frozen; read line; kill -CONT \"$@\" 2>/dev/null; exit 0";

    private final Process shell;

    private FrozenPrograms(Process shell) {
        this.shell = shell;
    }

    /** All that the process has started, itself not. */
    static FrozenPrograms under(ProcessHandle host) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", FREEZE, "sh"));
        host.descendants().map(each -> Long.toString(each.pid())).forEach(command::add);
        Process shell = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        if (answer.readLine() == null) {
            throw new SurroundingsException("the market's programs cannot be made to stand still");
        }
        return new FrozenPrograms(shell);
    }

    /** Lets them go on. */
    void close() throws IOException {
        shell.getOutputStream().close();
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
