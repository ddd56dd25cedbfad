package org.gridbourse.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.evidence.EvidenceFiles;
import org.gridbourse.auditor.pack.ParticipantPack;
import org.gridbourse.auditor.pack.ParticipantRecords;
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
            "credit, participants. The ledger is audited on the way; exit code 1 if there are findings.",
            "With --participant: a pack of what concerns one participant, which a third party verifies with audit verify-pack",
            "and without the rest of the ledger."
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private LedgerOptions ledger;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the tables or the pack")
    private Path out;

    @Option(
            names = "--participant",
            paramLabel = "ID",
            description = "write the self-contained pack of this participant instead of the tables")
    private String participantId;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            AuditReport report = participantId == null ? tables() : pack();
            PrintWriter words = spec.commandLine().getOut();
            words.println((participantId == null ? "Evidence is in " : "The pack is in ") + out);
            Answers.print(report, words);
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }

    private AuditReport tables() throws AuditInputException {
        try (EvidenceFiles files = new EvidenceFiles(out);
                ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
            return ledger.audit().recordsTo(files).telling(progress).verify(ledger.source());
        }
    }

    private AuditReport pack() throws AuditInputException, IOException {
        ParticipantRecords records = new ParticipantRecords(participantId);
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
            AuditReport report =
                    ledger.audit().recordsTo(records).telling(progress).verify(ledger.source());
            new ParticipantPack(out).write(ledger.source(), participantId, records);
            return report;
        }
    }
}
