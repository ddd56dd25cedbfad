package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

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
                "the ledger. Keep it where nobody else can write. Blocks below it are not read again, but for the last one."
            })
    private Path checkpoint;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireReadable();
        return Answers.of(spec.commandLine(), () -> {
            Audit.Expected expected = new Audit.Expected(
                    Optional.ofNullable(head), height == null ? OptionalLong.empty() : OptionalLong.of(height));
            PrintWriter out = spec.commandLine().getOut();
            AuditReport report;
            TrustedHashes trusted = ledger.audit().trusted();
            try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                Audit audit = ledger.audit().expecting(expected).telling(progress);
                report = checkpoint == null ? audit.verify(ledger.source()) : audit.verify(ledger.source(), checkpoint);
            }
            if (json) {
                out.print(IndentedJson.of(report.toJson()));
                out.flush();
            } else {
                Answers.print(report, trusted, out);
            }
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }

    private void requireReadable() {
        if (head != null && !HASH.matcher(head).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--head must be 64 hexadecimal digits, the hash of a block's header: " + head);
        }
        if (height != null && height < 1) {
            throw new ParameterException(spec.commandLine(), "--height must be 1 or more: " + height);
        }
    }
}
