package org.gridbourse.auditor.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.RunningAudit;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.junit.jupiter.api.Test;

class SpillingStateTest {
    @Test
    void an_audit_whose_state_moves_to_a_file_on_the_way_says_the_same_as_one_in_memory() throws Exception {
        TestLedger ledger = MarketDay.play(4, new MarketDay.Size(3, 2, 1));
        List<Finding> findings = new ArrayList<>();
        long trades;
        try (SpillingState state = new SpillingState(20_000)) {
            RunningAudit audit = Audit.trusting(TestChannel.shared().genesis()).begin(state);
            ledger.source().from(0).forEachRemaining(audit::check);
            findings.addAll(audit.findings());
            trades = audit.report(Audit.Expected.NOTHING).trades();
        }
        assertThat(findings).extracting(Finding::toString).isEmpty();
        assertThat(trades).isEqualTo(ledger.audit().trades());
    }
}
