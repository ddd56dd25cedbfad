package org.gridbourse.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.network.NetworkAwayException;
import org.gridbourse.cli.ExitCode;
import org.gridbourse.cli.SurroundingsException;
import picocli.CommandLine;

/** How the audit's commands end and speak. */
final class Answers {
    private Answers() {}

    /** A command's work. */
    interface Work {
        int run() throws AuditInputException, NetworkAwayException, IOException;
    }

    /** Input that cannot be read ends with 2, a network that is away with 3. */
    static int of(CommandLine commandLine, Work work) {
        try {
            return work.run();
        } catch (AuditInputException e) {
            commandLine.getErr().println(e.getMessage());
            commandLine.getErr().flush();
            return ExitCode.UNREADABLE;
        } catch (NetworkAwayException e) {
            throw new SurroundingsException(
                    e.getMessage() + ". Is the network up? network/status tells; --connection names another.", e);
        } catch (IOException e) {
            throw new SurroundingsException(e.getMessage(), e);
        }
    }

    /** The verdict in words. */
    static void print(AuditReport report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            out.printf(
                    Locale.ROOT,
                    "%s%n    %s: %s%n",
                    place(finding),
                    finding.code().meaning(),
                    finding.detail());
        }
        Map<String, Long> unlisted = new TreeMap<>();
        report.counts().forEach((code, count) -> unlisted.put(code.name(), count));
        report.findings().forEach(finding -> unlisted.merge(finding.code().name(), -1L, Long::sum));
        unlisted.forEach((code, count) -> {
            if (count > 0) {
                out.printf(Locale.ROOT, "%s: %,d more%n", code, count);
            }
        });
        out.printf(
                Locale.ROOT,
                "%s: %,d blocks, %,d transactions, %,d sessions, %,d trades; all postings add up to %d.%n",
                report.isValid() ? "Everything is as the rules say" : "%,d findings".formatted(report.findingCount()),
                report.blocks(),
                report.transactions(),
                report.sessions(),
                report.trades(),
                report.sumNano());
        report.firstFinding()
                .filter(first -> report.findingCount() > 1)
                .ifPresent(
                        first -> out.println("First: " + place(first) + ". Later findings may only follow from it."));
        out.println("Last block: " + report.headHash());
        if (!report.endKnown()) {
            out.println(
                    "A ledger cut off at its end looks whole: give --head or --height from another source to see it.");
        }
        out.flush();
    }

    private static String place(Finding finding) {
        return finding.code()
                + (finding.block().isPresent() ? ", block " + finding.block().getAsLong() : "")
                + finding.transactionId().map(id -> ", transaction " + id).orElse("");
    }
}
