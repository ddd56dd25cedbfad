package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestLedger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HonestLedgerTest {
    @Test
    @Tag("long")
    void a_thousand_honest_days_raise_no_false_alarm() throws Exception {
        for (long seed = 1_000; seed < 2_000; seed++) {
            AuditReport report =
                    MarketDay.play(seed, new MarketDay.Size(4, 2, 1)).audit();
            assertThat(report.findings())
                    .as("seed %d", seed)
                    .extracting(Finding::toString)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_honest_day_has_no_findings(long seed) throws Exception {
        TestLedger ledger = MarketDay.play(seed, new MarketDay.Size(5, 3, 2));
        AuditReport report = ledger.audit();
        assertThat(report.findings()).extracting(Finding::toString).isEmpty();
        assertThat(report.sessions()).isEqualTo(2);
        assertThat(report.sumNano()).isZero();
    }
}
