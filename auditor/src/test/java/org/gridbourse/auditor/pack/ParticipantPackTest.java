package org.gridbourse.auditor.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.ledger.Cheat;
import org.gridbourse.auditor.ledger.ConfigChange;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.market.record.Keys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party that has one participant's pack and the genesis block, and nothing else. */
class ParticipantPackTest {
    private static final TestChannel CHANNEL = TestChannel.shared();
    private static final TestLedger HONEST = MarketDay.play(12, new MarketDay.Size(4, 2, 2));

    @TempDir
    private Path folder;

    private Path genesis;
    private Path pack;
    private BlockFolder blocks;

    @BeforeEach
    void the_third_party_keeps_its_own_genesis_block() throws Exception {
        genesis =
                Files.write(folder.resolve("own-genesis.pb"), CHANNEL.genesis().toByteArray());
        pack = folder.resolve("pack");
        blocks = new BlockFolder(pack.resolve("blocks"));
    }

    @Test
    void a_pack_proves_every_record_of_its_participant() throws Exception {
        ParticipantRecords records = write(HONEST, "north-1");
        PackReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.participantId()).isEqualTo("north-1");
        assertThat(report.blocks()).isEqualTo(HONEST.height());
        assertThat(report.headHash()).isEqualTo(HONEST.audit().headHash());
        assertThat(report.records()).isEqualTo(records.records().size());
        assertThat(records.records())
                .extracting(record -> Keys.typeOf(record.key()))
                .contains("participant", "meter", "account", "deposit", "session", "clearing", "statement");
        assertThat(Files.readString(pack.resolve("README.txt"))).contains("This does not prove");
    }

    @Test
    void blocks_that_hold_nothing_of_the_participant_are_headers_only() throws Exception {
        write(HONEST, "north-1");
        PackReport report = verify();
        assertThat(report.wholeBlocks()).isLessThan(report.blocks());
        long headersOnly = blocks.numbers().stream()
                .filter(number -> Block.parse(blocks.read(number)).envelopes().isEmpty())
                .count();
        assertThat(headersOnly).isEqualTo(report.blocks() - report.wholeBlocks());
    }

    @Test
    void a_pack_holds_across_a_change_of_the_configuration() throws Exception {
        write(withConfigChange(), "north-1");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void a_flipped_bit_in_any_block_of_a_pack_is_found() throws Exception {
        write(HONEST, "north-1");
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            long number = 1 + random.nextInt(HONEST.height() - 1);
            byte[] honest = blocks.read(number).toByteArray();
            byte[] changed = honest.clone();
            int bit = random.nextInt(changed.length * 8);
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            // what a peer notes beside a whole block is no part of what the pack proves
            if (provenPart(changed).equals(provenPart(honest))) {
                continue;
            }
            blocks.write(number, ByteString.copyFrom(changed));
            assertThat(verify().isValid()).as("bit %d of block %d", bit, number).isFalse();
            blocks.write(number, ByteString.copyFrom(honest));
        }
    }

    @Test
    void an_edited_list_of_records_is_found() throws Exception {
        write(HONEST, "north-1");
        Path list = pack.resolve("records.json");
        String honest = Files.readString(list);
        Files.writeString(list, honest.replaceFirst("5000000000000", "6000000000000"));
        assertThat(Files.readString(list)).isNotEqualTo(honest);
        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.PACK_RECORDS_MISMATCH);
            assertThat(finding.detail()).contains("the record after", "should be", "5000000000000");
        });
    }

    @Test
    void a_block_without_transactions_at_the_end_of_a_pack_is_found() throws Exception {
        // its header is all there is of it, and says so
        TestLedger longer = HONEST.copy();
        longer.append(List.of(), CHANNEL.orderer("Grid"));
        longer.recommit();
        write(HONEST, "north-1");
        blocks.write(longer.height() - 1L, longer.block(longer.height() - 1).toByteString());
        assertThat(codes()).containsExactly(FindingCode.BLOCK_EMPTY);
    }

    @Test
    void another_participants_name_on_the_list_is_found() throws Exception {
        write(HONEST, "north-1");
        Path list = pack.resolve("records.json");
        Files.writeString(list, Files.readString(list).replace("north-1", "north-3"));
        assertThat(codes()).contains(FindingCode.PACK_RECORDS_MISMATCH);
    }

    @Test
    void a_block_emptied_to_its_header_is_found_by_the_list() throws Exception {
        write(HONEST, "north-1");
        long deposit = new Cheat(HONEST.copy()).find("deposit/d-north-1").block();
        blocks.write(deposit, provenHeader(deposit));
        assertThat(codes()).contains(FindingCode.PACK_RECORDS_MISMATCH);
    }

    @Test
    void a_block_taken_out_is_found() throws Exception {
        write(HONEST, "north-1");
        Files.delete(blocks.file(HONEST.height() / 2));
        assertThat(codes()).contains(FindingCode.BLOCK_MISSING);
    }

    @Test
    void a_configuration_that_is_kept_back_is_found() throws Exception {
        TestLedger ledger = withConfigChange();
        write(ledger, "north-1");
        long config = ledger.height() - 1;
        blocks.write(config, provenHeader(config));
        assertThat(codes()).containsExactly(FindingCode.LAST_CONFIG_MISMATCH);
    }

    @Test
    void an_endorsement_taken_away_is_found_even_when_the_orderer_seals_all_anew() throws Exception {
        TestLedger ledger = HONEST.copy();
        Cheat cheat = new Cheat(ledger);
        cheat.change(cheat.find("deposit/d-north-1"), parts -> parts.endorsers.remove(1));
        // an honest audit does not count this deposit any more, so that the forger puts together the pack from before
        new ParticipantPack(pack).write(ledger.source(), "north-1", recordsOf(HONEST, "north-1"));
        assertThat(codes()).contains(FindingCode.ENDORSEMENT_MISSING);
    }

    @Test
    void another_genesis_block_than_the_trusted_one_is_found() throws Exception {
        write(HONEST, "north-1");
        blocks.write(0, blocks.read(1));
        assertThat(codes()).contains(FindingCode.GENESIS_MISMATCH);
    }

    @Test
    void nothing_concerns_somebody_who_is_not_on_the_ledger() throws Exception {
        assertThat(recordsOf(HONEST, "nobody").records()).isEmpty();
    }

    @Test
    void a_pack_is_not_written_over_another() throws Exception {
        write(HONEST, "north-1");
        assertThatThrownBy(() -> write(HONEST, "north-3"))
                .isInstanceOf(AuditInputException.class)
                .hasMessageContaining("already holds blocks");
    }

    @Test
    void a_folder_that_is_no_pack_is_refused() {
        assertThatThrownBy(this::verify)
                .isInstanceOf(AuditInputException.class)
                .hasMessageStartingWith("this is no pack");
    }

    private ParticipantRecords write(TestLedger ledger, String participantId) throws Exception {
        ParticipantRecords records = recordsOf(ledger, participantId);
        new ParticipantPack(pack).write(ledger.source(), participantId, records);
        return records;
    }

    private static ParticipantRecords recordsOf(TestLedger ledger, String participantId) throws Exception {
        ParticipantRecords records = new ParticipantRecords(participantId);
        Audit.trusting(CHANNEL.genesis()).recordsTo(records).verify(ledger.source());
        return records;
    }

    private PackReport verify() throws AuditInputException {
        return new ParticipantPack(pack).verify(genesis, Audit.CHAINCODE);
    }

    private List<FindingCode> codes() throws AuditInputException {
        return verify().findings().stream().map(Finding::code).toList();
    }

    private static TestLedger withConfigChange() {
        TestLedger ledger = HONEST.copy();
        ledger.appendConfig(
                new ConfigChange().weakened(CHANNEL.admin("Grid"), CHANNEL.admin("South")), CHANNEL.orderer("Grid"));
        ledger.recommit();
        return ledger;
    }

    /** A block without its envelopes and without what a peer noted. */
    private ByteString provenHeader(long number) throws Exception {
        var block = org.hyperledger.fabric.protos.common.Block.parseFrom(blocks.read(number));
        return withoutNotes(block).toBuilder()
                .setData(org.hyperledger.fabric.protos.common.BlockData.getDefaultInstance())
                .build()
                .toByteString();
    }

    private static ByteString provenPart(byte[] bytes) {
        try {
            return withoutNotes(org.hyperledger.fabric.protos.common.Block.parseFrom(bytes))
                    .toByteString();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            return ByteString.copyFrom(bytes);
        }
    }

    private static org.hyperledger.fabric.protos.common.Block withoutNotes(
            org.hyperledger.fabric.protos.common.Block block) {
        var metadata = org.hyperledger.fabric.protos.common.BlockMetadata.newBuilder();
        for (int i = 0; i < block.getMetadata().getMetadataCount(); i++) {
            metadata.addMetadata(i == 0 ? block.getMetadata().getMetadata(0) : ByteString.EMPTY);
        }
        return block.toBuilder().setMetadata(metadata).build();
    }
}
