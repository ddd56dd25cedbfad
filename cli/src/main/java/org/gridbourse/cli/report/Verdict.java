package org.gridbourse.cli.report;

import java.util.List;

/**
 * What the audit said.
 *
 * @param findings one line each; empty where the ledger is sound
 */
public record Verdict(
        boolean valid, long blocks, long transactions, List<String> findings, String headHash, long sumNano) {
    public Verdict {
        findings = List.copyOf(findings);
    }
}
