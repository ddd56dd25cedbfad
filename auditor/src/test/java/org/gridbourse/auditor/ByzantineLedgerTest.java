package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.blocks.BlockFolder;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.junit.jupiter.api.Test;

/**
 * The recorded ledger of a real network whose four orderers agreed by SmartBFT: a participant is registered, South's user
 * {@code prosumer} is revoked (block 6), the leading orderer is taken away (behind block 7), the size of blocks is changed
 * (block 9). A block needs the signatures of three orderers, which are named by their numbers.
 */
class ByzantineLedgerTest {
    private static final TestLedger RECORDED = recorded();
    private static final int BLOCK = 5;
    private static final int QUORUM = 3;

    private final TestLedger ledger = RECORDED.copy();

    @Test
    void the_recorded_ledger_is_sound_through_a_change_of_leader_and_two_changes_of_configuration() throws Exception {
        AuditReport report = RECORDED.audit();
        assertThat(report.findings()).extracting(Finding::toString).isEmpty();
        assertThat(report.judged()).isEqualTo(11);
        assertThat(signersOf(BLOCK)).contains(1);
        assertThat(signersOf(10)).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void each_single_signature_less_than_the_quorum_is_found_in_every_block() throws Exception {
        for (int number = 1; number < RECORDED.height(); number++) {
            for (int missing = 0; missing < QUORUM; missing++) {
                int index = missing;
                TestLedger tampered = RECORDED.copy();
                change(tampered, number, signatures -> {
                    List<MetadataSignature> fewer = new ArrayList<>(signatures.subList(0, QUORUM));
                    fewer.remove(index);
                    return fewer;
                });
                assertThat(codes(tampered))
                        .as("block %d without signature %d", number, missing)
                        .containsExactly(FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
            }
        }
    }

    @Test
    void a_block_without_any_signature_is_found() throws Exception {
        change(ledger, BLOCK, signatures -> List.of());
        assertThat(codes(ledger)).containsExactly(FindingCode.ORDERER_SIGNATURE_MISSING);
    }

    @Test
    void an_orderer_that_signs_twice_counts_once() throws Exception {
        change(ledger, BLOCK, signatures -> List.of(signatures.get(0), signatures.get(1), signatures.get(1)));
        assertThat(codes(ledger)).containsExactly(FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void signatures_of_another_block_are_found() throws Exception {
        List<MetadataSignature> others = signatures(RECORDED, BLOCK - 1);
        change(ledger, BLOCK, signatures -> others);
        assertThat(codes(ledger))
                .contains(FindingCode.ORDERER_SIGNATURE_INVALID, FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void a_signature_under_the_number_of_another_orderer_is_found() throws Exception {
        int absent = absentFrom(BLOCK);
        change(ledger, BLOCK, signatures -> firstNamed(signatures, absent));
        assertThat(codes(ledger))
                .containsExactly(
                        FindingCode.ORDERER_SIGNATURE_INVALID, FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void a_signature_under_a_number_that_no_orderer_has_is_found() throws Exception {
        change(ledger, BLOCK, signatures -> firstNamed(signatures, 77));
        assertThat(codes(ledger))
                .contains(FindingCode.ORDERER_UNKNOWN, FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    @Test
    void a_header_changed_after_the_orderers_had_signed_is_found() throws Exception {
        ledger.changeEnvelope(10, 0, bytes -> RECORDED.block(8).getData().getData(0));
        ledger.rehash(10);
        assertThat(codes(ledger))
                .contains(FindingCode.ORDERER_SIGNATURE_INVALID, FindingCode.BLOCK_VALIDATION_POLICY_UNSATISFIED);
    }

    /** The number of an orderer that did not sign a block. */
    private static int absentFrom(int number) {
        Set<Integer> absent = new TreeSet<>(Set.of(1, 2, 3, 4));
        absent.removeAll(signersOf(number));
        return absent.iterator().next();
    }

    private static Set<Integer> signersOf(int number) {
        Set<Integer> signers = new TreeSet<>();
        for (MetadataSignature signature : signatures(RECORDED, number)) {
            try {
                signers.add(IdentifierHeader.parseFrom(signature.getIdentifierHeader())
                        .getIdentifier());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
        return signers;
    }

    /** The quorum's signatures, the first one under another orderer's number. */
    private static List<MetadataSignature> firstNamed(List<MetadataSignature> signatures, int number) {
        try {
            List<MetadataSignature> renamed = new ArrayList<>(signatures.subList(0, QUORUM));
            MetadataSignature first = renamed.get(0);
            ByteString header = IdentifierHeader.parseFrom(first.getIdentifierHeader()).toBuilder()
                    .setIdentifier(number)
                    .build()
                    .toByteString();
            renamed.set(0, first.toBuilder().setIdentifierHeader(header).build());
            return renamed;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MetadataSignature> signatures(TestLedger of, int number) {
        return seal(of, number).getSignaturesList();
    }

    private static Metadata seal(TestLedger of, int number) {
        try {
            return Metadata.parseFrom(of.block(number).getMetadata().getMetadata(0));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(TestLedger of, int number, UnaryOperator<List<MetadataSignature>> change) {
        Metadata seal = seal(of, number);
        of.setMetadata(
                number,
                0,
                seal.toBuilder()
                        .clearSignatures()
                        .addAllSignatures(change.apply(seal.getSignaturesList()))
                        .build()
                        .toByteString());
    }

    private static List<FindingCode> codes(TestLedger ledger) throws AuditInputException {
        return ChainFindings.codes(ledger.audit(RECORDED.bytes().get(0)));
    }

    private static TestLedger recorded() {
        Path folder = Path.of(System.getProperty("gridbourse.root", ".."), "auditor/src/test/resources/bft-ledger");
        BlockFolder blocks = new BlockFolder(folder);
        return TestLedger.of(blocks.numbers().stream().map(blocks::read).toList());
    }
}
