package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.ConfigChange;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.network.identity.SigningIdentity;
import org.junit.jupiter.api.Test;

/** North revokes a member in mid-life, and somebody who can seal blocks anew edits the list. */
class RevocationTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final SigningIdentity ORDERER = CHANNEL.orderer("Grid");
    private static final SigningIdentity MEMBER = CHANNEL.prosumer("North", "north-revoked");
    private static final List<ByteString> LIST = CHANNEL.revocationList("North", MEMBER);
    private static final List<ByteString> NONE = List.of();
    private static final TestLedger DAY = MarketDay.play(15, new MarketDay.Size(2, 1, 1));

    @Test
    void a_revocation_that_north_agreed_to_is_no_finding_and_what_the_member_sends_behind_it_is_one() throws Exception {
        TestLedger ledger = configured(LIST, LIST, LIST);
        assertThat(codes(ledger)).isEmpty();
        assertThat(codes(behind(ledger))).contains(FindingCode.CREATOR_REVOKED);
    }

    @Test
    void before_the_revocation_the_member_may_send() throws Exception {
        assertThat(codes(behind(DAY.copy()))).isEmpty();
    }

    @Test
    void a_list_taken_out_of_the_configuration_is_found_by_its_request() throws Exception {
        assertThat(codes(configured(LIST, LIST, NONE))).containsExactly(FindingCode.CONFIG_MISMATCH);
    }

    @Test
    void a_list_taken_out_of_configuration_and_request_is_found_by_the_administrators_signature() throws Exception {
        assertThat(codes(configured(LIST, NONE, NONE))).containsExactly(FindingCode.CONFIG_UNAUTHORISED);
    }

    @Test
    void a_list_with_somebody_else_on_it_is_found() throws Exception {
        List<ByteString> other = CHANNEL.revocationList("North", CHANNEL.admin("North"));
        assertThat(codes(configured(LIST, LIST, other))).containsExactly(FindingCode.CONFIG_MISMATCH);
        assertThat(codes(configured(LIST, other, other))).containsExactly(FindingCode.CONFIG_UNAUTHORISED);
    }

    @Test
    void a_list_put_in_that_nobody_asked_for_is_found() throws Exception {
        assertThat(codes(configured(NONE, NONE, LIST))).containsExactly(FindingCode.CONFIG_MISMATCH);
    }

    @Test
    void a_ledger_that_goes_on_naming_a_refused_configuration_is_told_once() throws Exception {
        TestLedger ledger = behind(behind(configured(LIST, NONE, NONE)));
        AuditReport report = ledger.audit();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(FindingCode.CONFIG_UNAUTHORISED);
        assertThat(report.consequences()).isEqualTo(2);
    }

    private static TestLedger configured(List<ByteString> agreed, List<ByteString> asked, List<ByteString> inForce) {
        TestLedger ledger = DAY.copy();
        ledger.appendConfig(new ConfigChange().revoking(agreed, asked, inForce), ORDERER);
        ledger.recommit();
        return ledger;
    }

    /** The member's transaction in a block of its own, which names the configuration behind the day, if there is one. */
    private static TestLedger behind(TestLedger ledger) {
        int config = ledger.height() > DAY.height() ? DAY.height() : 0;
        ledger.append(
                List.of(TransactionMaker.by(MEMBER, new Random(ledger.height()))
                        .endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"))
                        .calling("market", "org.hyperledger.fabric:GetMetadata")
                        .writing("market", Map.of())
                        .at(TestChannel.START.plusSeconds(7_200))
                        .envelope()),
                ORDERER);
        ledger.nameLastConfig(ledger.height() - 1, config, ORDERER);
        ledger.recommit();
        return ledger;
    }

    private static List<FindingCode> codes(TestLedger ledger) throws AuditInputException {
        return ledger.audit().findings().stream().map(Finding::code).toList();
    }
}
