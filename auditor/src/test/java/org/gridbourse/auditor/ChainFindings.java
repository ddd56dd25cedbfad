package org.gridbourse.auditor;

import java.util.List;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;

/**
 * What is found about the chain itself: blocks, orderers, configurations, signatures, codes. The recorded ledgers of real
 * networks hold market transactions of the first edition of the rules, which no later edition replays.
 */
final class ChainFindings {
    private ChainFindings() {}

    static List<Finding> of(AuditReport report) {
        return report.findings().stream().filter(ChainFindings::isOfTheChain).toList();
    }

    static List<FindingCode> codes(AuditReport report) {
        return of(report).stream().map(Finding::code).toList();
    }

    /** The market's codes come last. */
    private static boolean isOfTheChain(Finding finding) {
        return finding.code().compareTo(FindingCode.DEFINITION_UNEXPLAINED) < 0;
    }
}
