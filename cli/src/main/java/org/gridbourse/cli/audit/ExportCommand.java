package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.evidence.EvidenceFiles;
import org.gridbourse.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit export}: the evidence as tables. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what is on the ledger as CSV and JSON: orders, clearings, trades, readings, statements, tariff, postings,",
            "credit, participants. The ledger is audited on the way; exit code 1 if there are findings."
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private LedgerOptions ledger;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the tables")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            AuditReport report;
            try (EvidenceFiles files = new EvidenceFiles(out);
                    ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                report = ledger.audit().recordsTo(files).telling(progress).verify(ledger.source());
            }
            PrintWriter words = spec.commandLine().getOut();
            words.println("Evidence is in " + out);
            Answers.print(report, words);
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }
}
