package org.gridbourse.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.evidence.EvidenceFiles;
import org.gridbourse.auditor.pack.ParticipantPack;
import org.gridbourse.auditor.pack.ParticipantRecords;
import org.gridbourse.programs.ExitCode;
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
            Audit audit = ledger.audit();
            BlockSource source = ledger.source();
            Answers.requireFolder(out);
            return participantId == null ? tables(audit, source) : pack(audit, source);
        });
    }

    private int tables(Audit audit, BlockSource source) throws AuditInputException {
        AuditReport report;
        try (EvidenceFiles files = new EvidenceFiles(out)) {
            report = verify(audit.recordsTo(files), source);
        }
        return answer("Evidence is in ", report, audit);
    }

    private int pack(Audit audit, BlockSource source) throws AuditInputException, IOException {
        ParticipantPack pack = new ParticipantPack(out);
        pack.requireNoBlocks();
        ParticipantRecords records = new ParticipantRecords(participantId);
        AuditReport report = verify(audit.recordsTo(records), source);
        if (records.records().isEmpty()) {
            spec.commandLine().getErr().printf("There is no participant %s on this ledger.%n", participantId);
            return ExitCode.NO;
        }
        pack.write(source, participantId, records);
        return answer("The pack is in ", report, audit);
    }

    private AuditReport verify(Audit audit, BlockSource source) throws AuditInputException {
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
            return audit.telling(progress).verify(source);
        }
    }

    private int answer(String where, AuditReport report, Audit audit) {
        PrintWriter words = spec.commandLine().getOut();
        words.println(where + out);
        Answers.print(report, audit.trusted(), words);
        return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
    }
}
