package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HonestLedgerTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void an_honest_day_has_no_findings(long seed) throws Exception {
        TestLedger ledger = MarketDay.play(seed, new MarketDay.Size(5, 3, 2));
        AuditReport report = ledger.audit();
        assertThat(report.findings()).extracting(Finding::toString).isEmpty();
        assertThat(report.sessions()).isEqualTo(2);
        assertThat(report.sumNano()).isZero();
    }
}
