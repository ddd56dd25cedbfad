package org.gridbourse.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.Progress;
import org.gridbourse.auditor.evidence.EvidenceFiles;
import org.gridbourse.auditor.evidence.ReportPage;
import org.gridbourse.auditor.evidence.TradeLife;

/** What the page of an audit can be asked to do, each with its answer in words. */
final class AuditWork {
    static final String REPORT = "report.html";

    private final LedgerOptions ledger;
    private final Path out;

    /** @param out where evidence and report are written */
    AuditWork(LedgerOptions ledger, Path out) {
        this.ledger = ledger;
        this.out = out;
    }

    /** One of the works of this class. */
    enum Kind {
        VERIFY,
        EXPLAIN,
        EXPORT,
        REPORT
    }

    /** @param tradeId of EXPLAIN; else not looked at */
    String run(Kind kind, String tradeId, Progress progress) throws AuditInputException, IOException {
        StringWriter words = new StringWriter();
        PrintWriter to = new PrintWriter(words);
        Audit audit = ledger.audit().telling(progress);
        switch (kind) {
            case VERIFY -> Answers.print(audit.verify(ledger.source()), audit.trusted(), to);
            case EXPLAIN -> explain(audit, tradeId, to);
            case EXPORT -> export(audit, to);
            case REPORT -> report(audit, to);
        }
        to.flush();
        return words.toString();
    }

    private void explain(Audit audit, String tradeId, PrintWriter to) throws AuditInputException {
        TradeLife life = new TradeLife(tradeId);
        AuditReport report = audit.recordsTo(life).verify(ledger.source());
        List<TradeLife.Step> steps = life.steps();
        if (steps.isEmpty()) {
            to.println("There is no trade %s on this ledger.".formatted(Answers.shown(tradeId)));
        } else {
            ExplainCommand.print(tradeId, life, steps, to);
        }
        if (!report.isValid()) {
            to.println("The ledger has %d findings, so what is told of it may be wrong: verify it."
                    .formatted(report.findingCount()));
        }
    }

    private void export(Audit audit, PrintWriter to) throws AuditInputException, IOException {
        AuditReport report;
        try (EvidenceFiles files = new EvidenceFiles(out)) {
            report = audit.recordsTo(files).verify(ledger.source());
        }
        to.println("Evidence is in " + out.toAbsolutePath());
        Answers.print(report, audit.trusted(), to);
    }

    private void report(Audit audit, PrintWriter to) throws AuditInputException, IOException {
        ReportPage page = new ReportPage();
        AuditReport report = audit.recordsTo(page).verify(ledger.source());
        Files.writeString(out.resolve(REPORT), page.html(report, audit.trusted()));
        Answers.print(report, audit.trusted(), to);
    }

    /** The report that was written last. */
    byte[] writtenReport() throws IOException {
        return Files.readAllBytes(out.resolve(REPORT));
    }
}
