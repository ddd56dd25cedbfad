package org.gridbourse.auditor.pack;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.Preparation;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.ConfigException;
import org.gridbourse.auditor.fabric.PreparedBlock;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.auditor.market.Differences;
import org.gridbourse.auditor.market.TransactionRecords;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockMetadata;

/**
 * A folder with all that concerns one participant, which a third party verifies with nothing but the genesis block: the header
 * and the orderers' signatures of every block, and the whole of those blocks that hold its records. Fabric's data hash is one
 * hash over all envelopes of a block, so that a block's transactions can only be proven together.
 */
public final class ParticipantPack {
    private static final String RECORDS = "records.json";
    private static final String WORDS = "README.txt";
    private static final String BLOCKS = "blocks";
    private static final String LIFECYCLE = "_lifecycle";
    private static final int METADATA_ENTRIES = 5;
    private static final int SIGNATURES = 0;

    private final Path folder;

    /** @param folder of the pack */
    public ParticipantPack(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the pack.
     *
     * @param source the whole ledger
     * @param records what concerns the participant, as the audit of that ledger told it
     * @throws AuditInputException if the folder already holds blocks
     */
    public void write(BlockSource source, String participantId, ParticipantRecords records)
            throws AuditInputException, IOException {
        Set<Long> wanted = records.records().stream()
                .map(record -> record.source().block())
                .collect(Collectors.toSet());
        requireNoBlocks();
        BlockFolder blocks = new BlockFolder(folder.resolve(BLOCKS));
        for (Iterator<BlockSource.Place> places = source.from(0); places.hasNext(); ) {
            BlockSource.Place place = places.next();
            Optional<ByteString> bytes = place.bytes();
            if (bytes.isPresent()) {
                boolean whole = wanted.contains(place.number()) || isNeededByAll(bytes.get());
                blocks.write(place.number(), whole ? bytes.get() : headerOnly(bytes.get()));
            }
        }
        Files.writeString(folder.resolve(RECORDS), Json.write(json(participantId, records.records())) + "\n");
        Files.writeString(folder.resolve(WORDS), words(participantId));
    }

    /**
     * Packs are not mixed.
     *
     * @throws AuditInputException if the folder already holds blocks
     */
    public void requireNoBlocks() throws AuditInputException {
        BlockFolder blocks = new BlockFolder(folder.resolve(BLOCKS));
        if (Files.isDirectory(blocks.folder()) && !blocks.numbers().isEmpty()) {
            throw new AuditInputException("%s already holds blocks: name another folder".formatted(blocks.folder()));
        }
    }

    /**
     * Verifies the pack.
     *
     * @param genesis the block that is trusted
     * @param chaincode the market's name on the channel
     * @throws AuditInputException if this is no pack
     */
    public PackReport verify(Path genesis, String chaincode) throws AuditInputException {
        String listed = read(folder.resolve(RECORDS));
        String participantId = participantId(listed);
        ParticipantRecords records = new ParticipantRecords(participantId);
        Findings findings = new Findings();
        ChainCheck chain = begin(genesis, new TransactionRecords(chaincode, findings, records), findings);
        long whole = 0;
        BlockSource source = Audit.folder(folder.resolve(BLOCKS), genesis);
        try (Preparation preparation = new Preparation(source.from(0))) {
            while (preparation.hasNext()) {
                whole += check(chain, preparation.next(), findings) ? 1 : 0;
            }
        }
        difference(listed, json(participantId, records.records()))
                .ifPresent(detail -> findings.add(FindingCode.PACK_RECORDS_MISMATCH, detail));
        return new PackReport(
                participantId,
                chain.height(),
                whole,
                records.records().size(),
                Hashes.hex(chain.headHash()),
                findings.listed());
    }

    private static ChainCheck begin(Path genesis, TransactionRecords records, Findings findings)
            throws AuditInputException {
        try {
            return ChainCheck.ofExcerpt(Block.parse(BlockFolder.read(genesis)), records, findings);
        } catch (java.io.UncheckedIOException | MalformedException | ConfigException e) {
            throw new AuditInputException("the genesis block cannot be trusted: " + e.getMessage());
        }
    }

    /** @return whether the block is there as a whole */
    private static boolean check(ChainCheck chain, Preparation.Prepared next, Findings findings) {
        if (next.block().isPresent()) {
            PreparedBlock block = next.block().get();
            try {
                chain.check(block);
                return !block.transactions().isEmpty();
            } catch (RuntimeException e) {
                // Whatever a forger puts into a block, it ends in a finding and not in a crash.
                findings.add(FindingCode.BLOCK_UNREADABLE, next.number(), "makes no sense: " + e);
                chain.skipUnreadable(next.number());
            }
        } else if (next.flaw().isPresent()) {
            findings.add(
                    FindingCode.BLOCK_UNREADABLE, next.number(), next.flaw().get());
            chain.skipUnreadable(next.number());
        } else {
            chain.skipMissing(next.number());
        }
        return false;
    }

    /** Configurations say whose signatures count, chaincode definitions say whose endorsements do. */
    private static boolean isNeededByAll(ByteString bytes) {
        try {
            for (ByteString envelope : Block.parse(bytes).envelopes()) {
                EnvelopePayload content = SignedEnvelope.parse(envelope).content();
                boolean defines = content.readChannelHeader().isConfig()
                        || content.transaction().actions().stream()
                                .flatMap(action -> action.endorsedAction().result().readWrites().namespaces().stream())
                                .anyMatch(each -> each.namespace().equals(LIFECYCLE) && each.hasWrites());
                if (defines) {
                    return true;
                }
            }
            return false;
        } catch (MalformedException e) {
            return true; // what cannot be read is handed on as it is
        }
    }

    private static ByteString headerOnly(ByteString bytes) {
        try {
            var block = org.hyperledger.fabric.protos.common.Block.parseFrom(bytes);
            BlockMetadata.Builder metadata = BlockMetadata.newBuilder();
            for (int i = 0; i < METADATA_ENTRIES; i++) {
                metadata.addMetadata(i == SIGNATURES ? block.getMetadata().getMetadata(SIGNATURES) : ByteString.EMPTY);
            }
            return block.toBuilder()
                    .setData(BlockData.getDefaultInstance())
                    .setMetadata(metadata)
                    .build()
                    .toByteString();
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            return bytes;
        }
    }

    private static Optional<String> difference(String listed, JsonObject expected) throws AuditInputException {
        if (listed.equals(Json.write(expected) + "\n")) {
            return Optional.empty();
        }
        List<JsonValue> found = elements(parse(listed));
        List<JsonValue> should = elements(expected);
        int same = 0;
        while (same < Math.min(found.size(), should.size()) && found.get(same).equals(should.get(same))) {
            same++;
        }
        String what;
        if (same < Math.min(found.size(), should.size())) {
            what = Differences.between(
                    "the record after %d others".formatted(same),
                    Json.write(should.get(same)),
                    Json.write(found.get(same)));
        } else if (found.size() == should.size()) {
            what = "it is written in another way";
        } else {
            what = "it lists %d records".formatted(found.size());
        }
        return Optional.of("%s does not list the %d records of the blocks: %s".formatted(RECORDS, should.size(), what));
    }

    private static List<JsonValue> elements(JsonObject records) {
        return records.get("records").orElse(null) instanceof JsonArray array ? array.elements() : List.of();
    }

    private static JsonObject json(String participantId, List<WrittenRecord> records) {
        return JsonObject.builder()
                .put("version", 1)
                .put("participantId", participantId)
                .put(
                        "records",
                        JsonArray.of(records.stream().map(ParticipantPack::json).toList()))
                .build();
    }

    private static JsonObject json(WrittenRecord record) {
        return JsonObject.builder()
                .put("block", record.source().block())
                .put("index", record.source().index())
                .put("transactionId", record.source().transactionId())
                .put("function", record.source().function())
                .put("timestamp", record.source().timestamp().toString())
                .put("sentBy", record.source().creator())
                .put("endorsedBy", JsonArray.ofTexts(record.source().endorsers()))
                .put("key", record.key())
                .put("value", record.value())
                .build();
    }

    private static String participantId(String records) throws AuditInputException {
        String participantId = Values.text(parse(records), "participantId");
        if (participantId.isEmpty()) {
            throw new AuditInputException(RECORDS + " names no participant");
        }
        return participantId;
    }

    private static JsonObject parse(String records) throws AuditInputException {
        try {
            if (Json.parse(records, Limits.FILE) instanceof JsonObject object) {
                return object;
            }
            throw new AuditInputException(RECORDS + " is no list of records");
        } catch (JsonException e) {
            throw new AuditInputException("%s cannot be read: %s".formatted(RECORDS, e.getMessage()));
        }
    }

    private static String read(Path file) throws AuditInputException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AuditInputException("this is no pack: %s cannot be read".formatted(file));
        }
    }

    private static String words(String participantId) {
        return """
                What concerns participant %s on a GridBourse ledger.

                blocks        header and orderers' signatures of every block; the whole block where it holds records of the
                              participant, a configuration or a chaincode definition
                records.json  the participant's records, with block, transaction, sender and endorsing organisations

                A block can only be proven as a whole: the blocks also hold what others did in them.

                Verify it with the genesis block that your own organisation keeps, and with a copy of GridBourse that you got
                from its publisher and not with this pack (compare the SHA-256 of the release with the published one). In its folder:

                    scripts/gridbourse audit verify-pack --pack THIS_FOLDER --genesis FILE

                This proves: the blocks form one chain from the genesis block to the last header, signed by the orderers;
                the transactions behind the records stand in them, unchanged, signed by their senders and endorsed as the
                chaincode definition in this pack asks; records.json says what they wrote.

                This does not prove: that other blocks hold nothing about the participant; that the rules were followed (for
                that, audit the whole ledger); that a transaction was valid against the state, since the validation codes
                are the word of the peer that the blocks came from and no orderer signs them; that the ledger ends here.
                """.formatted(participantId);
    }
}
