package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.cli.ExitCode;
import org.gridbourse.cli.IndentedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit verify}: all checks, offline. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all checks on a folder of blocks, offline. Exit code 0: everything is as the rules say; 1: findings.",
            "A ledger cut off at its end is only seen with --head or --height."
        })
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private LedgerOptions ledger;

    @Option(names = "--head", paramLabel = "HASH", description = "hash that the last block's header must have")
    private String head;

    @Option(names = "--height", paramLabel = "N", description = "number of blocks that there must be")
    private Long height;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = {
                "go on where the last audit with this file ended, and save how far this one came; memory does not grow with",
                "the ledger. Keep it where nobody else can write."
            })
    private Path checkpoint;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            Audit.Expected expected = new Audit.Expected(
                    Optional.ofNullable(head), height == null ? OptionalLong.empty() : OptionalLong.of(height));
            PrintWriter out = spec.commandLine().getOut();
            AuditReport report;
            try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                Audit audit = ledger.audit().expecting(expected).telling(progress);
                report = checkpoint == null ? audit.verify(ledger.source()) : audit.verify(ledger.source(), checkpoint);
            }
            if (json) {
                out.print(IndentedJson.of(report.toJson()));
                out.flush();
            } else {
                Answers.print(report, out);
            }
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }
}
