package org.gridbourse.cli.report;

import java.util.List;

/**
 * What the audit said.
 *
 * @param findings one line each; empty where the ledger is sound
 * @param ledger whether it is real or simulated, as a sentence
 * @param notices what breaks no rule and should be known
 */
public record Verdict(
        boolean valid,
        long blocks,
        long transactions,
        List<String> findings,
        String headHash,
        long sumNano,
        String ledger,
        List<String> notices) {
    public Verdict {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }
}
