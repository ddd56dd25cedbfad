package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestLedger;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One fault is told where it is; what honestly follows from it is counted; another fault is told too. */
class OneFaultTest {
    private static final TestLedger HONEST = MarketDay.play(11, new MarketDay.Size(5, 3, 2));

    private final TestLedger ledger = HONEST.copy();
    private final Cheat cheat = new Cheat(ledger);

    @ParameterizedTest
    @CsvSource({
        "clearing/, clearingPriceMicroPerKwh, 1, CLEARING_WRONG",
        "account/, walletNano, 1, ACCOUNT_WRONG",
        "commit/, bidBondNano, -1, ORDERS_WRONG",
        "statement/, netNano, 1, SETTLEMENT_WRONG",
        "session/, feedInMicroPerKwh, 1, SESSION_WRONG",
        "participant/, importLimitWh, 1000, REGISTRATION_WRONG",
        "position/, bidBondNano, -1, PREPAYMENT_WRONG",
        "creditevent/, after, 50, CREDIT_WRONG"
    })
    void the_fault_comes_first_and_the_rules_find_nothing_else_in_other_blocks(
            String key, String name, long difference, FindingCode code) throws Exception {
        Cheat.Place place = change(key, name, difference, write -> true);
        AuditReport report = ledger.audit();
        assertThat(report.firstFinding().orElseThrow().code()).isEqualTo(code);
        assertThat(blocks(report, OneFaultTest::isOfTheRules)).containsExactly((long) place.block());
    }

    @Test
    void what_honestly_follows_from_a_fault_is_counted_and_not_listed() throws Exception {
        change("account/", "walletNano", 1, write -> true);
        AuditReport report = ledger.audit();
        assertThat(report.consequences()).isPositive();
        assertThat(report.toJson().get("consequences")).isPresent();
    }

    @Test
    void of_two_independent_faults_both_are_told_each_with_its_own_code() throws Exception {
        Cheat.Place first = change("clearing/", "clearingPriceMicroPerKwh", 1, write -> write.getKey()
                .startsWith("clearing/s1"));
        Cheat.Place second =
                change("statement/", "netNano", 1, write -> write.getKey().startsWith("statement/s2"));
        AuditReport report = ledger.audit();
        assertThat(report.firstFinding().orElseThrow().block()).hasValue(first.block());
        assertThat(blocks(report, FindingCode.CLEARING_WRONG)).containsExactly((long) first.block());
        assertThat(blocks(report, FindingCode.SETTLEMENT_WRONG)).containsExactly((long) second.block());
        assertThat(blocks(report, OneFaultTest::isOfTheRules))
                .containsExactly((long) first.block(), (long) second.block());
    }

    @Test
    void a_second_fault_in_the_same_session_that_builds_on_the_first_is_told() throws Exception {
        Cheat.Place first = change("clearing/", "clearingPriceMicroPerKwh", 1, write -> true);
        Cheat.Place second = change(
                "prepayment/",
                "escrowNano",
                -1,
                write -> write.getValue().toStringUtf8().contains("\"escrowNano\":")
                        && !write.getValue().toStringUtf8().contains("\"escrowNano\":0"));
        AuditReport report = ledger.audit();
        assertThat(blocks(report, FindingCode.CLEARING_WRONG)).containsExactly((long) first.block());
        assertThat(blocks(report, FindingCode.PREPAYMENT_WRONG)).containsExactly((long) second.block());
    }

    @Test
    void a_bit_turned_in_a_signature_is_told_for_its_own_block_only() throws Exception {
        Cheat.Place deposit = cheat.find("deposit/");
        ledger.changeEnvelope(deposit.block(), deposit.index(), bytes -> {
            byte[] changed = bytes.toByteArray();
            changed[changed.length - 1] ^= 1;
            return ByteString.copyFrom(changed);
        });
        AuditReport report = ledger.audit();
        assertThat(report.firstFinding().orElseThrow().code()).isEqualTo(FindingCode.DATA_HASH_MISMATCH);
        assertThat(blocks(report, finding -> true)).containsExactly((long) deposit.block());
    }

    @Test
    void a_flag_turned_after_the_fact_is_told_for_its_own_block_only() throws Exception {
        Cheat.Place deposit = cheat.find("deposit/");
        ledger.setCode(deposit.block(), deposit.index(), 11);
        AuditReport report = ledger.audit();
        assertThat(report.firstFinding().orElseThrow().code()).isEqualTo(FindingCode.VALIDATION_CODE_MISMATCH);
        assertThat(blocks(report, finding -> true)).containsExactly((long) deposit.block());
    }

    @Test
    void behind_a_transaction_whose_writes_cannot_be_read_only_the_chain_is_judged_and_the_report_says_so()
            throws Exception {
        Cheat.Place deposit = cheat.find("deposit/");
        ledger.changeEnvelope(deposit.block(), deposit.index(), bytes -> ByteString.copyFromUtf8("nothing"));
        AuditReport report = ledger.audit();
        assertThat(report.judged()).isEqualTo(deposit.block());
        assertThat(report.blocks()).isEqualTo(HONEST.height());
        assertThat(blocks(report, finding -> true)).containsExactly((long) deposit.block());
    }

    private Cheat.Place change(String key, String name, long difference, Predicate<KVWrite> which) {
        UnaryOperator<String> edit = EconomicCheatingTest.number(name, difference);
        Predicate<KVWrite> wanted = write -> write.getKey().startsWith(key)
                && which.test(write)
                && !edit.apply(write.getValue().toStringUtf8())
                        .equals(write.getValue().toStringUtf8());
        Cheat.Place place = cheat.find(wanted);
        cheat.change(place, parts -> {
            String exact = parts.writes.getWritesList().stream()
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            parts.edit(exact, edit);
        });
        return place;
    }

    /** What the books find over the whole history stands where the sums are made, which may be later. */
    private static boolean isOfTheRules(Finding finding) {
        return !List.of(
                        FindingCode.JOURNAL_UNBALANCED,
                        FindingCode.BALANCE_NEGATIVE,
                        FindingCode.BALANCE_MISMATCH,
                        FindingCode.ENERGY_UNBALANCED,
                        FindingCode.TRADE_ONE_SIDED,
                        FindingCode.SETTLEMENT_UNBALANCED,
                        FindingCode.CREDIT_CHAIN_BROKEN,
                        FindingCode.MONEY_UNBALANCED)
                .contains(finding.code());
    }

    private static TreeSet<Long> blocks(AuditReport report, FindingCode code) {
        return blocks(report, finding -> finding.code() == code);
    }

    private static TreeSet<Long> blocks(AuditReport report, Predicate<Finding> which) {
        return report.findings().stream()
                .filter(which)
                .map(finding -> finding.block().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
