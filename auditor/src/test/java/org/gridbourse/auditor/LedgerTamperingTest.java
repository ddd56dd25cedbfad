package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.ConfigChange;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of tampering with blocks, transactions, signatures and configuration has its own finding. */
class LedgerTamperingTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final TestLedger HONEST = MarketDay.play(12, new MarketDay.Size(3, 2, 1));
    private static final SigningIdentity ORDERER = CHANNEL.orderer("Grid");

    private final TestLedger ledger = HONEST.copy();
    private final Cheat cheat = new Cheat(ledger);
    private final Cheat.Place deposit = cheat.find("deposit/");

    // The chain

    @Test
    void a_flipped_bit_anywhere_is_found() throws Exception {
        flipBits(60);
    }

    @Test
    @Tag("long")
    void any_of_3_000_flipped_bits_is_found() throws Exception {
        flipBits(3_000);
    }

    /** Seed 5, each time one bit in one block. */
    private static void flipBits(int rounds) throws AuditInputException {
        Random random = new Random(5);
        for (int round = 0; round < rounds; round++) {
            List<ByteString> blocks = new ArrayList<>(HONEST.bytes());
            int number = random.nextInt(blocks.size());
            byte[] bytes = blocks.get(number).toByteArray();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            blocks.set(number, ByteString.copyFrom(bytes));
            AuditReport report = Audit.trusting(CHANNEL.genesis()).verify(TestLedger.source(blocks));
            assertThat(report.isValid()).as("bit %d of block %d", bit, number).isFalse();
        }
    }

    @Test
    void a_block_that_is_not_there_is_found(@TempDir Path folder) throws Exception {
        ledger.write(folder);
        Files.delete(folder.resolve("block_000003.pb"));
        assertThat(codes(Audit.verify(folder, folder.resolve("genesis.pb"))))
                .containsExactly(FindingCode.BLOCK_MISSING);
    }

    @Test
    void a_file_that_is_cut_off_is_found(@TempDir Path folder) throws Exception {
        ledger.write(folder);
        Path file = folder.resolve("block_000003.pb");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(codes(Audit.verify(folder, folder.resolve("genesis.pb")))).contains(FindingCode.BLOCK_UNREADABLE);
    }

    @Test
    void a_block_taken_out_and_the_others_moved_up_is_found() throws Exception {
        ledger.remove(3);
        assertThat(codes()).contains(FindingCode.BLOCK_NUMBER_WRONG, FindingCode.PREVIOUS_HASH_MISMATCH);
    }

    @Test
    void a_block_put_in_is_found() throws Exception {
        ledger.insert(3, ledger.block(2));
        assertThat(codes()).contains(FindingCode.BLOCK_NUMBER_WRONG, FindingCode.PREVIOUS_HASH_MISMATCH);
    }

    @Test
    void blocks_in_another_order_are_found() throws Exception {
        ledger.insert(3, ledger.block(4));
        ledger.remove(5);
        assertThat(codes()).contains(FindingCode.BLOCK_NUMBER_WRONG, FindingCode.PREVIOUS_HASH_MISMATCH);
    }

    @Test
    void a_block_without_transactions_is_found_though_it_is_well_sealed() throws Exception {
        // no orderer cuts one, and no peer takes one: "empty block"
        ledger.append(List.of(), ORDERER);
        ledger.recommit();
        assertThat(codes()).containsExactly(FindingCode.BLOCK_EMPTY);
    }

    @Test
    void another_genesis_block_is_found() throws Exception {
        AuditReport report = Audit.trusting(CHANNEL.genesis())
                .verify(TestLedger.source(
                        List.of(ByteString.copyFrom(HONEST.bytes().get(1).toByteArray()))));
        assertThat(codes(report)).contains(FindingCode.BLOCK_NUMBER_WRONG, FindingCode.GENESIS_MISMATCH);
    }

    @Test
    void a_ledger_cut_off_at_its_end_is_found_by_its_height_or_its_head() throws Exception {
        String head = HONEST.audit().headHash();
        ledger.remove(ledger.height() - 1);
        assertThat(ledger.audit().isValid()).isTrue();
        assertThat(codes(expecting(Optional.of(head), OptionalLong.empty())))
                .containsExactly(FindingCode.HEAD_MISMATCH);
        assertThat(codes(expecting(Optional.empty(), OptionalLong.of(HONEST.height()))))
                .containsExactly(FindingCode.HEIGHT_MISMATCH);
    }

    // Transactions

    @Test
    void a_transaction_dropped_is_found() throws Exception {
        int block = blockWithSeveral();
        ledger.change(block, each -> each.toBuilder()
                .setData(org.hyperledger.fabric.protos.common.BlockData.newBuilder()
                        .addAllData(each.getData()
                                .getDataList()
                                .subList(1, each.getData().getDataCount())))
                .build());
        assertThat(codes()).contains(FindingCode.DATA_HASH_MISMATCH, FindingCode.VALIDATION_CODES_MISSING);
    }

    @Test
    void a_transaction_doubled_is_found_even_when_all_is_sealed_anew() throws Exception {
        ledger.change(deposit.block(), each -> each.toBuilder()
                .setData(each.getData().toBuilder().addData(each.getData().getData(deposit.index())))
                .build());
        ledger.resetCodes(deposit.block());
        ledger.reseal(deposit.block(), ORDERER);
        ledger.recommit();
        assertThat(codes())
                .startsWith(FindingCode.TRANSACTION_DUPLICATED)
                .contains(FindingCode.VALIDATION_CODE_MISMATCH);
    }

    @Test
    void an_answer_in_the_name_of_another_chaincode_than_was_asked_is_found() throws Exception {
        cheat.change(deposit, parts -> parts.action.getChaincodeIdBuilder().setName("other"));
        assertThat(codes())
                .startsWith(FindingCode.TRANSACTION_MALFORMED)
                .contains(FindingCode.VALIDATION_CODE_MISMATCH)
                .doesNotContain(FindingCode.CHAINCODE_UNDEFINED);
    }

    @Test
    void a_validation_flag_turned_is_found() throws Exception {
        ledger.setCode(deposit.block(), deposit.index(), 11);
        ledger.recommit();
        assertThat(codes()).contains(FindingCode.VALIDATION_CODE_MISMATCH, FindingCode.COMMIT_HASH_MISMATCH);
    }

    @Test
    void of_all_that_one_fault_entails_the_fault_itself_is_named_first() throws Exception {
        // one bit of a deposit's signature: without the deposit, whatever is paid from it cannot be either
        ledger.changeEnvelope(deposit.block(), deposit.index(), LedgerTamperingTest::lastBitFlipped);
        AuditReport report = ledger.audit();
        assertThat(report.findingCount()).isGreaterThan(3);
        Finding first = report.firstFinding().orElseThrow();
        assertThat(first.code()).isEqualTo(FindingCode.DATA_HASH_MISMATCH);
        assertThat(first.block()).hasValue(deposit.block());
    }

    @Test
    void a_commit_hash_changed_is_found() throws Exception {
        ledger.setMetadata(2, 4, ledger.block(1).getMetadata().getMetadata(4));
        assertThat(codes()).containsExactly(FindingCode.COMMIT_HASH_MISMATCH, FindingCode.COMMIT_HASH_MISMATCH);
    }

    @Test
    void a_forged_endorsement_is_found() throws Exception {
        // a client of North signs in the name of North's peer: the name is right, the key is not
        SigningIdentity peer = CHANNEL.peer("North");
        SigningIdentity forger = new SigningIdentity(
                peer.mspId(),
                peer.certificatePem(),
                peer.certificate(),
                CHANNEL.admin("North").privateKey());
        cheat.change(deposit, parts -> parts.endorsers.set(1, forger));
        assertThat(codes()).contains(FindingCode.ENDORSEMENT_SIGNATURE_INVALID);
    }

    @Test
    void a_forged_endorsement_beside_enough_others_is_valid_to_fabric_and_not_told_as_an_endorsement()
            throws Exception {
        SigningIdentity peer = CHANNEL.peer("South");
        SigningIdentity forger = new SigningIdentity(
                peer.mspId(),
                peer.certificatePem(),
                peer.certificate(),
                CHANNEL.admin("South").privateKey());
        cheat.change(deposit, parts -> parts.endorsers.add(forger));
        List<List<String>> endorsers = new ArrayList<>();
        AuditReport report = Audit.trusting(CHANNEL.genesis())
                .recordsTo(record -> {
                    if (record.record() instanceof CashRecord && record.source().block() == deposit.block()) {
                        endorsers.add(record.source().endorsers());
                    }
                })
                .verify(ledger.source());
        assertThat(report.findings()).isEmpty();
        assertThat(endorsers).isNotEmpty().containsOnly(List.of("GridMSP", "NorthMSP"));
    }

    @Test
    void an_endorsement_taken_away_is_found() throws Exception {
        cheat.change(deposit, parts -> parts.endorsers.remove(1));
        assertThat(codes()).contains(FindingCode.ENDORSEMENT_MISSING);
    }

    @Test
    void endorsements_by_organisations_that_the_policy_does_not_ask_are_found() throws Exception {
        cheat.change(deposit, parts -> parts.endorsers.set(0, CHANNEL.peer("South")));
        assertThat(codes()).contains(FindingCode.ENDORSEMENT_WRONG_ORGANISATION);
    }

    @Test
    void an_endorsement_given_twice_counts_once() throws Exception {
        cheat.change(deposit, parts -> parts.endorsers.set(1, CHANNEL.peer("Grid")));
        assertThat(codes()).contains(FindingCode.ENDORSEMENT_MISSING);
    }

    @Test
    void an_endorsement_by_somebody_of_no_organisation_is_found() throws Exception {
        SigningIdentity peer = CHANNEL.peer("North");
        SigningIdentity stranger =
                new SigningIdentity("WestMSP", peer.certificatePem(), peer.certificate(), peer.privateKey());
        cheat.change(deposit, parts -> parts.endorsers.set(1, stranger));
        assertThat(codes()).contains(FindingCode.ENDORSER_UNKNOWN);
    }

    @Test
    void endorsements_of_one_proposal_under_another_are_found() throws Exception {
        // the same request again by the same client, with the endorsed result of the first
        TransactionMaker first = transaction(CHANNEL.operator(), 1);
        TransactionMaker second = transaction(CHANNEL.operator(), 2);
        appendTransaction(withResultOf(second.envelope(), first.envelope()));
        assertThat(codes()).contains(FindingCode.PROPOSAL_HASH_MISMATCH);
    }

    @Test
    void a_transaction_by_an_unknown_certificate_is_found() throws Exception {
        SigningIdentity operator = CHANNEL.operator();
        appendTransaction(transaction(
                        new SigningIdentity(
                                "NorthMSP", operator.certificatePem(), operator.certificate(), operator.privateKey()),
                        1)
                .envelope());
        assertThat(codes()).contains(FindingCode.CREATOR_UNKNOWN, FindingCode.VALIDATION_CODE_MISMATCH);
    }

    @Test
    void a_transaction_by_an_expired_certificate_is_found() throws Exception {
        appendTransaction(transaction(CHANNEL.expired("Grid"), 1).envelope());
        assertThat(codes()).contains(FindingCode.CREATOR_CERTIFICATE_EXPIRED);
    }

    @Test
    void a_client_whose_clock_is_beyond_its_certificate_is_found_and_nobody_behind_it() throws Exception {
        appendTransaction(transaction(CHANNEL.operator(), 1)
                .at(TestChannel.START.plus(Duration.ofDays(20_000)))
                .envelope());
        List<FindingCode> itsOwn = codes();
        assertThat(itsOwn).startsWith(FindingCode.CREATOR_CERTIFICATE_EXPIRED);
        appendTransaction(transaction(CHANNEL.operator(), 2).envelope());
        assertThat(codes()).isEqualTo(itsOwn);
    }

    @Test
    void a_transaction_that_its_creator_did_not_sign_is_found() throws Exception {
        Envelope good = transaction(CHANNEL.operator(), 1).envelope();
        Envelope other = transaction(CHANNEL.operator(), 2).envelope();
        appendTransaction(good.toBuilder().setSignature(other.getSignature()).build());
        assertThat(codes()).contains(FindingCode.CREATOR_SIGNATURE_INVALID);
    }

    @Test
    void a_peer_may_not_send_transactions() throws Exception {
        appendTransaction(transaction(CHANNEL.peer("Grid"), 1).envelope());
        assertThat(codes()).contains(FindingCode.CREATOR_NOT_A_WRITER);
    }

    // Orderers and configuration

    @Test
    void a_block_that_no_orderer_signed_is_found() throws Exception {
        ledger.setMetadata(2, 0, ByteString.EMPTY);
        assertThat(codes()).contains(FindingCode.ORDERER_SIGNATURE_MISSING);
    }

    @Test
    void a_block_signed_by_a_peer_is_found() throws Exception {
        ledger.reseal(2, CHANNEL.peer("Grid"));
        assertThat(codes()).contains(FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void a_block_signed_for_another_block_is_found() throws Exception {
        ledger.setMetadata(2, 0, ledger.block(3).getMetadata().getMetadata(0));
        assertThat(codes())
                .contains(FindingCode.ORDERER_SIGNATURE_INVALID, FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void a_block_changed_and_sealed_anew_betrays_itself_by_the_block_above() throws Exception {
        ledger.changeEnvelope(2, 0, bytes -> ledger.block(1).getData().getData(0));
        ledger.change(2, each -> {
            TestLedger alone = ledger.copy();
            alone.reseal(2, ORDERER);
            return alone.block(2);
        });
        assertThat(codes()).contains(FindingCode.PREVIOUS_HASH_MISMATCH, FindingCode.TRANSACTION_DUPLICATED);
    }

    @Test
    void a_configuration_whose_request_nobody_sent_who_may_is_found_though_all_consented() throws Exception {
        SigningIdentity admin = CHANNEL.admin("Grid");
        SigningIdentity forged = new SigningIdentity(
                admin.mspId(),
                admin.certificatePem(),
                admin.certificate(),
                CHANNEL.admin("South").privateKey());
        for (SigningIdentity sender : List.of(forged, CHANNEL.peer("Grid"))) {
            TestLedger tampered = ledger.copy();
            tampered.appendConfig(
                    new ConfigChange().sentBy(sender).weakened(CHANNEL.admin("Grid"), CHANNEL.admin("South")), ORDERER);
            tampered.recommit();
            assertThat(tampered.audit().findings())
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.CONFIG_UNAUTHORISED);
        }
    }

    @Test
    void a_configuration_made_by_somebody_who_orders_nothing_is_found() throws Exception {
        ledger.appendConfig(
                new ConfigChange().madeBy(CHANNEL.operator()).weakened(CHANNEL.admin("Grid"), CHANNEL.admin("South")),
                ORDERER);
        ledger.recommit();
        assertThat(codes()).containsExactly(FindingCode.CREATOR_NOT_A_WRITER);
    }

    @Test
    void a_policy_weakened_without_consent_is_found_and_with_consent_is_not() throws Exception {
        TestLedger agreed = ledger.copy();
        agreed.appendConfig(new ConfigChange().weakened(CHANNEL.admin("Grid"), CHANNEL.admin("South")), ORDERER);
        agreed.recommit();
        assertThat(agreed.audit().findings()).isEmpty();

        ledger.appendConfig(new ConfigChange().weakened(CHANNEL.admin("Grid")), ORDERER);
        ledger.recommit();
        assertThat(codes()).contains(FindingCode.CONFIG_UNAUTHORISED);
    }

    private TransactionMaker transaction(SigningIdentity creator, long seed) {
        return TransactionMaker.by(creator, new Random(seed))
                .endorsedBy(CHANNEL.peer("Grid"), CHANNEL.peer("North"))
                .calling("market", "org.hyperledger.fabric:GetMetadata")
                .writing("market", java.util.Map.of())
                .at(TestChannel.START.plusSeconds(7_200));
    }

    private static ByteString lastBitFlipped(ByteString bytes) {
        byte[] changed = bytes.toByteArray();
        changed[changed.length - 1] ^= 1;
        return ByteString.copyFrom(changed);
    }

    private void appendTransaction(Envelope envelope) {
        ledger.append(List.of(envelope), ORDERER);
        ledger.recommit();
    }

    /** The envelope of one transaction around the actions of another, signed by the operator. */
    private static Envelope withResultOf(Envelope outer, Envelope inner) throws InvalidProtocolBufferException {
        var outerPayload = org.hyperledger.fabric.protos.common.Payload.parseFrom(outer.getPayload());
        var innerPayload = org.hyperledger.fabric.protos.common.Payload.parseFrom(inner.getPayload());
        ByteString payload =
                outerPayload.toBuilder().setData(innerPayload.getData()).build().toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(ByteString.copyFrom(CHANNEL.operator().sign(payload.toByteArray())))
                .build();
    }

    private int blockWithSeveral() {
        for (int i = 2; i < ledger.height(); i++) {
            if (ledger.block(i).getData().getDataCount() > 1) {
                return i;
            }
        }
        throw new IllegalStateException("no block has two transactions");
    }

    private AuditReport expecting(Optional<String> head, OptionalLong height) throws AuditInputException {
        return Audit.trusting(CHANNEL.genesis())
                .expecting(new Audit.Expected(head, height))
                .verify(ledger.source());
    }

    private List<FindingCode> codes() throws AuditInputException {
        return codes(ledger.audit());
    }

    private static List<FindingCode> codes(AuditReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }
}
