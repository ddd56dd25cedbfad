package org.gridbourse.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.evidence.ReportPage;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit report}: one HTML page for people. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes one self-contained HTML page: findings first, what was checked, volumes and prices, each participant's books.",
            "Exit code 1 if there are findings."
        })
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private LedgerOptions ledger;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the page")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            ReportPage page = new ReportPage();
            Audit audit = ledger.audit();
            BlockSource source = ledger.source();
            Answers.requireFolderFor(out);
            AuditReport report;
            try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                report = audit.recordsTo(page).telling(progress).verify(source);
            }
            Files.writeString(out, page.html(report, audit.trusted()));
            spec.commandLine().getOut().println("The page is " + out);
            Answers.print(report, audit.trusted(), spec.commandLine().getOut());
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }
}
