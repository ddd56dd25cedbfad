package org.gridbourse.auditor.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.auditor.findings.Finding;
import org.junit.jupiter.api.Test;

class GoldenLedgerTest {
    @Test
    void ledger_A_of_real_peers_gives_the_same_codes_and_commit_hashes_in_all_126_blocks() throws Exception {
        assertThat(GoldenLedgers.check(GoldenLedgers.ledgerA()).listed())
                .extracting(Finding::toString)
                .isEmpty();
    }

    @Test
    void ledger_B_of_real_peers_gives_the_same_codes_and_commit_hashes_in_all_23_blocks() throws Exception {
        assertThat(GoldenLedgers.check(GoldenLedgers.ledgerB()).listed())
                .extracting(Finding::toString)
                .isEmpty();
    }
}
