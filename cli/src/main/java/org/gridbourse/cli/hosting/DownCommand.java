package org.gridbourse.cli.hosting;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.Stopping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a market; ledger and databases stay. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the market's programs. Ledger, databases and keys stay; market up resumes.",
        footer = {"", "Example: gridbourse market down"})
final class DownCommand implements Callable<Integer> {
    /** The network writes its state on its way out. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private FolderOptions options;

    @Option(names = "--json", description = "Prints the outcome as JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<ProcessHandle> host = options.folder().host();
        host.ifPresent(process -> Stopping.stop(List.of(process), PATIENCE));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? "{\"state\": \"DOWN\"}" : host.isPresent() ? "the market is down" : "no market was running");
        out.flush();
        return ExitCode.GOOD;
    }
}
