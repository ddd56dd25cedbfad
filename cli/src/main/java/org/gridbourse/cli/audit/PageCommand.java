package org.gridbourse.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit page}: the audit in a browser on one's own machine. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a page on this machine alone on which the ledger is verified, a trade explained, the evidence exported and",
            "the report opened, with progress. It reads the same blocks as the other commands and asks nobody else."
        },
        footer = {"", "Example: scripts/gridbourse audit page --blocks out/demo/blocks --genesis out/demo/genesis.pb"})
final class PageCommand implements Callable<Integer> {

    @Mixin
    private LedgerOptions ledger;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "audit",
            description = "folder for exported evidence and the report (default: ${DEFAULT-VALUE})")
    private Path out;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "default: any free one")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            ledger.audit();
            Answers.requireFolder(out);
            try (AuditPage page = new AuditPage(new AuditWork(ledger, out), port)) {
                spec.commandLine()
                        .getOut()
                        .println("The page is at %s until this program ends.".formatted(page.address()));
                spec.commandLine().getOut().flush();
                new CountDownLatch(1).await();
            } catch (IOException taken) {
                throw new SurroundingsException(
                        "port %d cannot be used: %s".formatted(port, taken.getMessage()), taken);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return ExitCode.GOOD;
        });
    }
}
