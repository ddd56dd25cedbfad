package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.TestLedger;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ledgers of real Fabric 3.1.5 networks that were made with Fabric's own tools alone and led a life of their own. The market is
 * called {@code trade} there and has a neighbour, {@code misc}.
 *
 * <p>{@code eventful}: five orderers of which three were killed, one joined and one left; conflicts and phantoms of all kinds,
 * policies of keys, private data that was purged or whose time was over; a second root and an intermediate authority for North, a
 * member of South revoked and pardoned, South's policies changed and taken away, South's authority renewed so that two chains lead
 * to every member of South; East joined; the definitions of both chaincodes changed three times; South left.
 *
 * <p>{@code bare}: the channel's policies for definitions and for endorsements are taken away, so that Fabric's own hold; South
 * goes without roles for a while; clients have keys of other kinds; private data live for one block.
 *
 * <p>{@code migrated}: from Raft to Byzantine ordering.
 *
 * <p>{@code edwards}: all identities have Ed25519 keys.
 *
 * <p>{@code attacks}: the sessions of {@code GatewayAttacksTest} in module network, by the second edition of the rules and the
 * chaincode {@code market}; with it the whole audit is judged, not the chain alone.
 */
class RecordedLedgersTest {
    private static final int SIGNATURES = 0;
    private static final int LAST_CONFIG = 1;

    @TempDir
    private Path folder;

    @Test
    void every_code_and_commit_hash_of_an_eventful_ledger_is_found_again() throws Exception {
        TestLedger ledger = recorded("eventful");
        AuditReport report = audit(ledger);
        assertThat(ChainFindings.of(report)).extracting(Finding::toString).isEmpty();
        assertThat(report.judged()).isEqualTo(93);
        assertThat(report.transactions()).isEqualTo(134);
    }

    @Test
    void an_eventful_ledger_audited_in_parts_is_as_sound_as_in_one() throws Exception {
        TestLedger ledger = recorded("eventful");
        Path checkpoint = folder.resolve("checkpoint.mv");
        // the private data of block 18 go behind block 22, when the audit has already been broken off and gone on
        for (int height : new int[] {20, 24, 60, ledger.height()}) {
            TestLedger part = ledger.copy();
            while (part.height() > height) {
                part.remove(part.height() - 1);
            }
            AuditReport report =
                    Audit.trusting(ledger.bytes().get(0)).ofChaincode("trade").verify(part.source(), checkpoint);
            assertThat(ChainFindings.of(report)).as("height %d", height).isEmpty();
        }
    }

    @Test
    void a_code_of_an_eventful_ledger_that_is_turned_is_found_in_every_seventh_block() throws Exception {
        TestLedger ledger = recorded("eventful");
        for (int number = 1; number < ledger.height(); number += 7) {
            TestLedger tampered = ledger.copy();
            boolean isValid =
                    tampered.block(number).getMetadata().getMetadata(2).byteAt(0) == 0;
            tampered.setCode(number, 0, isValid ? 255 : 0);
            Finding first = ChainFindings.of(audit(tampered)).get(0);
            assertThat(first.block()).as("block %d", number).hasValue(number);
            if (isValid) {
                assertThat(first.code()).as("block %d", number).isEqualTo(FindingCode.VALIDATION_CODE_MISMATCH);
            }
        }
    }

    @Test
    void whatever_stands_beside_a_block_as_its_last_configuration_must_be_that_and_nothing_more() throws Exception {
        TestLedger ledger = recorded("eventful");
        int last = ledger.height() - 1;
        ByteString honest = ledger.block(last).getMetadata().getMetadata(LAST_CONFIG);
        ByteString hidden = ByteString.copyFrom(new byte[] {0x32, 1, 'x'});
        for (ByteString entry : List.of(ByteString.EMPTY, honest.concat(hidden))) {
            TestLedger tampered = ledger.copy();
            tampered.setMetadata(last, LAST_CONFIG, entry);
            assertThat(ChainFindings.of(audit(tampered))).hasSize(1);
        }
    }

    @Test
    void a_bit_flipped_beside_the_genesis_block_is_found() throws Exception {
        TestLedger ledger = recorded("edwards");
        ByteString honest = ledger.block(0).getMetadata().getMetadata(SIGNATURES);
        for (int bit = 0; bit < 8 * honest.size(); bit++) {
            byte[] flipped = honest.toByteArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            TestLedger tampered = ledger.copy();
            tampered.setMetadata(0, SIGNATURES, ByteString.copyFrom(flipped));
            AuditReport report =
                    Audit.trusting(ledger.bytes().get(0)).ofChaincode("trade").verify(tampered.source());
            assertThat(ChainFindings.of(report)).as("bit %d", bit).isNotEmpty();
            assertThat(report.findings().get(0).block()).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"bare, 46", "migrated, 15", "edwards, 11"})
    void other_ledgers_of_real_networks_are_sound(String name, long height) throws Exception {
        AuditReport report = audit(recorded(name));
        assertThat(ChainFindings.of(report)).extracting(Finding::toString).isEmpty();
        assertThat(report.judged()).isEqualTo(height);
    }

    @Test
    void an_edwards_orderers_signature_with_a_bit_flipped_or_a_byte_behind_it_is_found() throws Exception {
        TestLedger ledger = recorded("edwards");
        for (int number = 1; number < ledger.height(); number++) {
            assertThat(codes(withSignature(ledger, number, RecordedLedgersTest::flipped)))
                    .contains(FindingCode.ORDERER_SIGNATURE_INVALID);
            assertThat(codes(withSignature(ledger, number, each -> each.concat(ByteString.copyFromUtf8("x")))))
                    .contains(FindingCode.ORDERER_SIGNATURE_INVALID);
        }
    }

    private static ByteString flipped(ByteString signature) {
        byte[] bytes = signature.toByteArray();
        bytes[bytes.length / 2] ^= 1;
        return ByteString.copyFrom(bytes);
    }

    private static TestLedger withSignature(TestLedger ledger, int number, UnaryOperator<ByteString> change)
            throws IOException {
        TestLedger tampered = ledger.copy();
        Metadata seal = Metadata.parseFrom(tampered.block(number).getMetadata().getMetadata(SIGNATURES));
        MetadataSignature signature = seal.getSignatures(0);
        tampered.setMetadata(
                number,
                SIGNATURES,
                seal.toBuilder()
                        .setSignatures(0, signature.toBuilder().setSignature(change.apply(signature.getSignature())))
                        .build()
                        .toByteString());
        return tampered;
    }

    @Test
    void five_attacks_on_the_second_edition_of_the_rules_are_replayed_to_the_last_record() throws Exception {
        TestLedger ledger = recorded("attacks");
        AuditReport report = Audit.trusting(ledger.bytes().get(0)).verify(ledger.source());
        assertThat(report.findings()).extracting(Finding::toString).isEmpty();
        assertThat(report.sessions()).isEqualTo(6);
        assertThat(report.judged()).isEqualTo(ledger.height());
    }

    @Test
    void a_transaction_of_the_attacks_that_is_taken_out_is_found_by_the_market_s_replay_too() throws Exception {
        TestLedger ledger = recorded("attacks");
        int last = ledger.height() - 1;
        TestLedger tampered = ledger.copy();
        tampered.setCode(last, 0, 255);
        AuditReport report = Audit.trusting(ledger.bytes().get(0)).verify(tampered.source());
        assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.VALIDATION_CODE_MISMATCH);
    }

    private static List<FindingCode> codes(TestLedger ledger) throws AuditInputException {
        return ChainFindings.codes(audit(ledger));
    }

    private static AuditReport audit(TestLedger ledger) throws AuditInputException {
        return Audit.trusting(ledger.bytes().get(0)).ofChaincode("trade").verify(ledger.source());
    }

    private static TestLedger recorded(String name) throws IOException {
        Path file = Path.of(System.getProperty("gridbourse.root", ".."), "auditor/src/test/resources", name + ".pb.gz");
        List<ByteString> blocks = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            for (Block block = Block.parseDelimitedFrom(in); block != null; block = Block.parseDelimitedFrom(in)) {
                blocks.add(block.toByteString());
            }
        }
        return TestLedger.of(blocks);
    }
}
