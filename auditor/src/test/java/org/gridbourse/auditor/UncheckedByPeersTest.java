package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.junit.jupiter.api.Test;

/**
 * Peers of Fabric count all of these as valid: they ask for enough endorsements, and believe what is endorsed. Here all that have
 * to endorse it collude.
 */
class UncheckedByPeersTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final TestLedger HONEST = MarketDay.play(14, new MarketDay.Size(2, 1, 1));
    private static final String FIELDS = "namespaces/fields/market/";

    private final TestLedger ledger = HONEST.copy();
    private final Cheat cheat = new Cheat(ledger);
    private final Cheat.Place deposit = cheat.find("deposit/");

    @Test
    void a_good_answer_with_a_message_that_no_rule_gives_is_found() throws Exception {
        cheat.change(deposit, parts -> parts.action.getResponseBuilder().setMessage("and a bonus of 5"));
        assertThat(codes()).containsExactly(FindingCode.RESPONSE_WRONG);
    }

    @Test
    void an_answer_in_the_name_of_a_version_of_the_chaincode_that_is_not_defined_is_found() throws Exception {
        cheat.change(deposit, parts -> parts.action.getChaincodeIdBuilder().setVersion("9"));
        assertThat(codes()).containsExactly(FindingCode.RESPONSE_WRONG);
    }

    @Test
    void a_proposal_that_stands_there_with_its_transient_input_is_found() throws Exception {
        cheat.change(deposit, parts -> parts.proposal.putTransientMap("key", ByteString.copyFromUtf8("secret")));
        assertThat(codes()).containsExactly(FindingCode.PROPOSAL_HASH_MISMATCH);
    }

    @Test
    void a_transaction_without_a_time_is_found() throws Exception {
        append(operator()
                .at(Instant.EPOCH)
                .calling("market", "rules", "{}")
                .answering("{\"bookmark\":\"\",\"items\":[]}"));
        assertThat(codes()).containsExactly(FindingCode.TRANSACTION_MALFORMED);
    }

    @Test
    void what_follows_from_a_wrong_record_is_told_behind_it() throws Exception {
        cheat.change(deposit, parts -> {
            parts.edit("account/", text -> text.replace("\"walletNano\":", "\"walletNano\":1"));
            parts.edit("deposit/", text -> text.replace("\"amountNano\":", "\"amountNano\":1"));
        });
        assertThat(codes()).startsWith(FindingCode.CASH_WRONG, FindingCode.ACCOUNT_WRONG);
    }

    @Test
    void a_next_definition_that_is_as_asked_for_is_in_order() throws Exception {
        // the same policy, so that Fabric writes nothing but the sequence
        append(definition(Map.of(FIELDS + "Sequence", sequence(2))));
        assertThat(codes()).isEmpty();
    }

    @Test
    void a_definition_with_another_sequence_than_asked_for_is_found() throws Exception {
        append(definition(Map.of(FIELDS + "Sequence", sequence(3))));
        assertThat(codes()).containsExactly(FindingCode.DEFINITION_UNEXPLAINED);
    }

    @Test
    void a_definition_with_another_version_than_asked_for_is_found() throws Exception {
        append(definition(Map.of(FIELDS + "EndorsementInfo", version("2"), FIELDS + "Sequence", sequence(2))));
        assertThat(codes()).containsExactly(FindingCode.DEFINITION_UNEXPLAINED);
    }

    @Test
    void a_definition_with_a_field_that_nobody_asked_for_is_found() throws Exception {
        append(definition(Map.of(FIELDS + "Another", sequence(1), FIELDS + "Sequence", sequence(2))));
        assertThat(codes()).containsExactly(FindingCode.DEFINITION_UNEXPLAINED);
    }

    @Test
    void a_definition_that_is_asked_for_and_not_written_is_found() throws Exception {
        append(definition(Map.of(FIELDS + "EndorsementInfo", version("1"))));
        assertThat(codes()).containsExactly(FindingCode.DEFINITION_UNEXPLAINED);
    }

    @Test
    void a_key_of_the_definition_with_a_policy_of_its_own_is_found() throws Exception {
        append(operator()
                .calling("_lifecycle", "QueryChaincodeDefinitions")
                .readingAndWriting(
                        "_lifecycle",
                        KVRWSet.newBuilder()
                                .addMetadataWrites(KVMetadataWrite.newBuilder()
                                        .setKey(FIELDS + "ValidationInfo")
                                        .addEntries(KVMetadataEntry.newBuilder().setName("VALIDATION_PARAMETER")))
                                .build()));
        assertThat(codes()).containsExactly(FindingCode.DEFINITION_UNEXPLAINED);
    }

    private static TransactionMaker operator() {
        return TransactionMaker.by(CHANNEL.operator(), new Random(3))
                .endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"), CHANNEL.peer("South"));
    }

    /** Sequence 2 is asked for, otherwise as it is. */
    private TransactionMaker definition(Map<String, byte[]> writes) throws Exception {
        CommitChaincodeDefinitionArgs first = CommitChaincodeDefinitionArgs.parseFrom(
                cheat.arguments(cheat.calls("CommitChaincodeDefinition").get(0)).get(1));
        ByteString asked = first.toBuilder().setSequence(2).build().toByteString();
        return operator()
                .at(Instant.parse("2026-12-01T00:00:00Z"))
                .calling("_lifecycle", List.of(ByteString.copyFromUtf8("CommitChaincodeDefinition"), asked))
                .writing("_lifecycle", writes);
    }

    private static byte[] sequence(long number) {
        return StateData.newBuilder().setInt64(number).build().toByteArray();
    }

    private static byte[] version(String version) {
        return StateData.newBuilder()
                .setBytes(ChaincodeEndorsementInfo.newBuilder()
                        .setVersion(version)
                        .setEndorsementPlugin("escc")
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
    }

    private void append(TransactionMaker transaction) {
        ledger.append(List.of(transaction.envelope()), CHANNEL.orderer("Grid"));
        ledger.recommit();
    }

    private List<FindingCode> codes() throws AuditInputException {
        return ledger.audit().findings().stream()
                .map(Finding::code)
                .filter(code -> !code.equals(FindingCode.BALANCE_MISMATCH))
                .toList();
    }
}
