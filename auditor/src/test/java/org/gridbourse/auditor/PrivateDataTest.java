package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hashes of private data on the ledger. The market has none; a chaincode beside it, {@code vault}, that Grid alone endorses, has
 * the collection {@code letters}, for which North and South must both endorse, and {@code notes}, which live for two blocks.
 */
class PrivateDataTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final SigningIdentity ORDERER = CHANNEL.orderer("Grid");
    private static final SigningIdentity GRID = CHANNEL.peer("Grid");
    private static final SigningIdentity NORTH = CHANNEL.peer("North");
    private static final SigningIdentity SOUTH = CHANNEL.peer("South");
    private static final int ABSENT = -1;

    private final TestLedger ledger = MarketDay.play(16, new MarketDay.Size(2, 1, 1));
    private final Random random = new Random(5);

    @Test
    void a_collections_own_policy_decides_who_must_endorse_what_is_written_in_it() throws Exception {
        define();
        append(writing("letters").endorsedBy(NORTH, SOUTH));
        assertThat(codes()).isEmpty();
        append(writing("letters").endorsedBy(GRID, NORTH));
        assertThat(codes()).contains(FindingCode.VALIDATION_CODE_MISMATCH, FindingCode.ENDORSEMENT_WRONG_ORGANISATION);
    }

    @Test
    void a_collection_that_is_not_defined_cannot_be_written() throws Exception {
        define();
        append(writing("rumours").endorsedBy(GRID, NORTH, SOUTH));
        assertThat(codes()).contains(FindingCode.VALIDATION_CODE_MISMATCH);
    }

    @Test
    void an_organisations_implicit_collection_needs_its_own_endorsement() throws Exception {
        define();
        append(writing("_implicit_org_NorthMSP").endorsedBy(NORTH));
        assertThat(codes()).isEmpty();
        append(writing("_implicit_org_NorthMSP").endorsedBy(GRID, SOUTH));
        assertThat(codes()).contains(FindingCode.VALIDATION_CODE_MISMATCH, FindingCode.ENDORSEMENT_WRONG_ORGANISATION);
    }

    @Test
    void what_was_read_by_its_hash_must_be_as_it_was_read() throws Exception {
        define();
        append(writing("letters").endorsedBy(NORTH, SOUTH));
        int written = ledger.height() - 1;
        append(reading("letters", written).endorsedBy(NORTH, SOUTH, GRID));
        assertThat(codes()).isEmpty();
        append(reading("letters", written - 1).endorsedBy(NORTH, SOUTH, GRID));
        assertThat(codes())
                .containsOnly(
                        FindingCode.READ_CONFLICT_IGNORED,
                        FindingCode.VALIDATION_CODE_MISMATCH,
                        FindingCode.COMMIT_HASH_MISMATCH);
    }

    @Test
    void a_hash_that_was_changed_behind_the_endorsements_changes_the_commit_hash() throws Exception {
        define();
        append(writing("letters").endorsedBy(NORTH, SOUTH));
        ByteString commitHash = ledger.block(ledger.height() - 1).getMetadata().getMetadata(4);
        TestLedger other = ledger.copy();
        other.remove(ledger.height() - 1);
        other.append(
                List.of(transaction()
                        .hashing("vault", "letters", written("another letter"))
                        .endorsedBy(NORTH, SOUTH)
                        .envelope()),
                ORDERER);
        other.recommit();
        other.setMetadata(other.height() - 1, 4, commitHash);
        assertThat(other.audit().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.COMMIT_HASH_MISMATCH);
    }

    @Test
    void what_may_live_for_2_blocks_is_there_in_the_third_block_behind_it_and_absent_in_the_fourth() throws Exception {
        define();
        append(writing("notes").endorsedBy(GRID));
        int written = ledger.height() - 1;
        for (int blocks = 1; blocks <= 3; blocks++) {
            append(reading("notes", written).endorsedBy(GRID));
        }
        append(reading("notes", ABSENT).endorsedBy(GRID));
        assertThat(codes()).isEmpty();
        append(reading("notes", written).endorsedBy(GRID));
        assertThat(codes())
                .containsOnly(
                        FindingCode.READ_CONFLICT_IGNORED,
                        FindingCode.VALIDATION_CODE_MISMATCH,
                        FindingCode.COMMIT_HASH_MISMATCH);
    }

    @Test
    void private_data_that_is_absent_too_early_is_a_conflict() throws Exception {
        define();
        append(writing("notes").endorsedBy(GRID));
        append(reading("notes", ABSENT).endorsedBy(GRID));
        assertThat(codes()).contains(FindingCode.READ_CONFLICT_IGNORED);
    }

    @Test
    void private_data_written_again_lives_from_then_on() throws Exception {
        define();
        append(writing("notes").endorsedBy(GRID));
        append(transaction().endorsedBy(GRID));
        append(writing("notes").endorsedBy(GRID));
        int written = ledger.height() - 1;
        for (int blocks = 1; blocks <= 3; blocks++) {
            append(reading("notes", written).endorsedBy(GRID));
        }
        append(reading("notes", ABSENT).endorsedBy(GRID));
        assertThat(codes()).isEmpty();
    }

    @Test
    void an_audit_that_goes_on_from_its_file_still_knows_what_has_to_go(@TempDir Path folder) throws Exception {
        define();
        append(writing("notes").endorsedBy(GRID));
        for (int blocks = 1; blocks <= 3; blocks++) {
            append(transaction().endorsedBy(GRID));
            assertThat(goingOn(folder)).isEmpty();
        }
        append(reading("notes", ABSENT).endorsedBy(GRID));
        assertThat(goingOn(folder)).isEmpty();
    }

    private List<FindingCode> goingOn(Path folder) throws AuditInputException {
        return Audit.trusting(CHANNEL.genesis())
                .verify(ledger.source(), folder.resolve("checkpoint.mv"))
                .findings()
                .stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void private_data_of_the_market_is_a_finding_whoever_endorses_it() throws Exception {
        append(transaction()
                .calling("market", "org.hyperledger.fabric:GetMetadata")
                .hashing("market", "_implicit_org_NorthMSP", written("a letter"))
                .endorsedBy(GRID, NORTH, SOUTH));
        assertThat(codes()).containsExactly(FindingCode.WRITE_UNEXPLAINED);
    }

    private TransactionMaker transaction() {
        return TransactionMaker.by(CHANNEL.operator(), random)
                .calling("vault", "keep")
                .at(TestChannel.START.plusSeconds(7_200));
    }

    private TransactionMaker writing(String collection) {
        return transaction().hashing("vault", collection, written("a letter"));
    }

    private static HashedRWSet written(String text) {
        return HashedRWSet.newBuilder()
                .addHashedWrites(
                        KVWriteHash.newBuilder().setKeyHash(hash("key")).setValueHash(hash(text)))
                .build();
    }

    /** Reads what the first transaction of a block wrote. */
    private TransactionMaker reading(String collection, int block) {
        KVReadHash.Builder read = KVReadHash.newBuilder().setKeyHash(hash("key"));
        if (block != ABSENT) {
            read.setVersion(Version.newBuilder().setBlockNum(block));
        }
        return transaction()
                .hashing(
                        "vault",
                        collection,
                        HashedRWSet.newBuilder().addHashedReads(read).build());
    }

    private static ByteString hash(String text) {
        return Hashes.sha256(ByteString.copyFromUtf8(text));
    }

    private void append(TransactionMaker maker) {
        ledger.append(List.of(maker.envelope()), ORDERER);
        ledger.recommit();
    }

    private List<FindingCode> codes() throws AuditInputException {
        return ledger.audit().findings().stream().map(Finding::code).toList();
    }

    private void define() {
        CollectionConfigPackage collections = CollectionConfigPackage.newBuilder()
                .addConfig(CollectionConfig.newBuilder()
                        .setStaticCollectionConfig(StaticCollectionConfig.newBuilder()
                                .setName("letters")
                                .setEndorsementPolicy(all("NorthMSP", "SouthMSP"))))
                .addConfig(CollectionConfig.newBuilder()
                        .setStaticCollectionConfig(StaticCollectionConfig.newBuilder()
                                .setName("notes")
                                .setBlockToLive(2)))
                .build();
        ChaincodeValidationInfo validation = ChaincodeValidationInfo.newBuilder()
                .setValidationPlugin("vscc")
                .setValidationParameter(all("GridMSP").toByteString())
                .build();
        Map<String, byte[]> writes = new TreeMap<>();
        writes.put("namespaces/fields/vault/Collections", field(collections.toByteString()));
        writes.put("namespaces/fields/vault/ValidationInfo", field(validation.toByteString()));
        writes.put(
                "namespaces/metadata/vault",
                StateMetadata.newBuilder()
                        .setDatatype("ChaincodeDefinition")
                        .addAllFields(List.of("ValidationInfo", "Collections"))
                        .build()
                        .toByteArray());
        append(transaction()
                .calling("_lifecycle", "CommitChaincodeDefinition")
                .writing("_lifecycle", writes)
                .endorsedBy(GRID, NORTH, SOUTH));
    }

    private static byte[] field(ByteString bytes) {
        return StateData.newBuilder().setBytes(bytes).build().toByteArray();
    }

    /** The peers of all these organisations. */
    private static ApplicationPolicy all(String... mspIds) {
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        SignaturePolicy.NOutOf.Builder rule =
                SignaturePolicy.NOutOf.newBuilder().setN(mspIds.length);
        for (int i = 0; i < mspIds.length; i++) {
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(mspIds[i])
                            .setRole(MSPRole.MSPRoleType.PEER)
                            .build()
                            .toByteString()));
            rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
        }
        return ApplicationPolicy.newBuilder()
                .setSignaturePolicy(
                        envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(rule)))
                .build();
    }
}
