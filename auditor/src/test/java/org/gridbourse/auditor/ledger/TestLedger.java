package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.fabric.MemoryState;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * Blocks in a row, and what a colluding orderer and peer can do with them: hash, sign and number everything again, so that
 * nothing betrays a change but the change itself.
 */
public final class TestLedger {
    private static final int SIGNATURES = 0;
    private static final int LAST_CONFIG = 1;
    private static final int FILTER = 2;
    private static final int COMMIT_HASH = 4;

    private final List<Block> blocks;
    private final Random random = new Random(1);

    public TestLedger(ByteString genesis) {
        this(List.of(parse(genesis)));
    }

    private TestLedger(List<Block> blocks) {
        this.blocks = new ArrayList<>(blocks);
    }

    public static TestLedger of(List<ByteString> blocks) {
        return new TestLedger(blocks.stream().map(TestLedger::parse).toList());
    }

    public int height() {
        return blocks.size();
    }

    public Block block(int number) {
        return blocks.get(number);
    }

    public TestLedger copy() {
        return new TestLedger(blocks);
    }

    /** Adds a block with these transactions, all valid, sealed by an orderer. */
    public void append(List<Envelope> envelopes, SigningIdentity orderer) {
        Block last = blocks.get(blocks.size() - 1);
        blocks.add(sealed(unsealed(last.getHeader().getNumber() + 1, envelopes), headerHash(last), orderer, random));
    }

    /** Adds a block with a new configuration. */
    public void appendConfig(Envelope envelope, SigningIdentity orderer) {
        int number = blocks.size();
        append(List.of(envelope), orderer);
        nameLastConfig(number, number, orderer);
    }

    /** The same transactions on another genesis block, everything sealed anew. */
    public TestLedger on(ByteString genesis, SigningIdentity orderer) {
        TestLedger moved = copy();
        moved.blocks.set(0, parse(genesis));
        moved.reseal(1, orderer);
        moved.recommit();
        return moved;
    }

    /** Has a block name another block as the last configuration, and seals it anew. */
    public void nameLastConfig(int number, long lastConfig, SigningIdentity orderer) {
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(LastConfig.newBuilder().setIndex(lastConfig))
                .build()
                .toByteString();
        setMetadata(
                number,
                SIGNATURES,
                Metadata.newBuilder().setValue(value).build().toByteString());
        setMetadata(
                number,
                LAST_CONFIG,
                Metadata.newBuilder()
                        .setValue(LastConfig.newBuilder()
                                .setIndex(lastConfig)
                                .build()
                                .toByteString())
                        .build()
                        .toByteString());
        reseal(number, orderer);
    }

    /** Changes one block and nothing else: no hash, no signature follows. */
    public void change(int number, UnaryOperator<Block> change) {
        blocks.set(number, change.apply(blocks.get(number)));
    }

    /** Changes one transaction of a block and nothing else. */
    public void changeEnvelope(int number, int index, UnaryOperator<ByteString> change) {
        change(number, block -> {
            BlockData.Builder data = block.getData().toBuilder();
            return block.toBuilder()
                    .setData(data.setData(index, change.apply(data.getData(index))))
                    .build();
        });
    }

    public void remove(int number) {
        blocks.remove(number);
    }

    public void insert(int number, Block block) {
        blocks.add(number, block);
    }

    /** Hashes and signs every block from here on again, as an orderer can, and leaves codes and commit hashes. */
    public void reseal(int from, SigningIdentity orderer) {
        for (int i = from; i < blocks.size(); i++) {
            Block numbered = blocks.get(i).toBuilder()
                    .setHeader(BlockHeader.newBuilder().setNumber(i))
                    .build();
            blocks.set(i, sealed(numbered, headerHash(blocks.get(i - 1)), orderer, random));
        }
    }

    /** Gives a block the data hash of the transactions that it holds now, and leaves who signed it. */
    public void rehash(int number) {
        change(number, block -> block.toBuilder()
                .setHeader(block.getHeader().toBuilder()
                        .setDataHash(Hashes.dataHash(block.getData().getDataList())))
                .build());
    }

    /** Computes all commit hashes again from the codes that are noted, as a colluding peer can. */
    public void recommit() {
        MemoryState state = new MemoryState();
        ByteString hash = ByteString.EMPTY;
        for (int i = 1; i < blocks.size(); i++) {
            var block = org.gridbourse.blocks.Block.parse(blocks.get(i).toByteString());
            StateUpdates updates = updates(block, state);
            hash = Hashes.commitHash(block.filter(), updates.toBytes(), hash);
            state.apply(updates, List.of());
            setMetadata(
                    i, COMMIT_HASH, Metadata.newBuilder().setValue(hash).build().toByteString());
        }
    }

    /** What a block changes, going by the codes that are noted. */
    static StateUpdates updates(org.gridbourse.blocks.Block block, StateStore state) {
        StateUpdates updates = new StateUpdates();
        for (int t = 0; t < block.envelopes().size(); t++) {
            var content = SignedEnvelope.parse(block.envelopes().get(t)).content();
            if (block.filter().byteAt(t) == 0 && content.readChannelHeader().isEndorserTransaction()) {
                updates.apply(
                        content.transaction()
                                .actions()
                                .get(0)
                                .endorsedAction()
                                .result()
                                .readWrites(),
                        new Version(block.number(), t),
                        state::get);
            }
        }
        return updates;
    }

    public void setCode(int number, int index, int code) {
        byte[] filter = blocks.get(number).getMetadata().getMetadata(FILTER).toByteArray();
        filter[index] = (byte) code;
        setMetadata(number, FILTER, ByteString.copyFrom(filter));
    }

    /** Gives a block as many codes VALID as it has transactions. */
    public void resetCodes(int number) {
        setMetadata(
                number,
                FILTER,
                ByteString.copyFrom(new byte[blocks.get(number).getData().getDataCount()]));
    }

    public void setMetadata(int number, int index, ByteString bytes) {
        change(number, block -> block.toBuilder()
                .setMetadata(block.getMetadata().toBuilder().setMetadata(index, bytes))
                .build());
    }

    public List<ByteString> bytes() {
        return blocks.stream().map(Block::toByteString).toList();
    }

    /** Writes the blocks as files. */
    public void write(Path folder) throws IOException {
        BlockFolder files = new BlockFolder(folder);
        for (int i = 0; i < blocks.size(); i++) {
            files.write(i, blocks.get(i).toByteString());
        }
        Files.write(folder.resolve("genesis.pb"), blocks.get(0).toByteArray());
    }

    public AuditReport audit() throws AuditInputException {
        return audit(blocks.get(0).toByteString());
    }

    public AuditReport audit(ByteString genesis) throws AuditInputException {
        return Audit.trusting(genesis).verify(source());
    }

    /** The blocks at the places where they stand. */
    public BlockSource source() {
        return source(bytes());
    }

    /** Any bytes as blocks in a row. */
    public static BlockSource source(List<ByteString> bytes) {
        return number -> new Iterator<>() {
            private int next = (int) number;

            @Override
            public boolean hasNext() {
                return next < bytes.size();
            }

            @Override
            public BlockSource.Place next() {
                return new BlockSource.Place(next, Optional.of(bytes.get(next++)));
            }
        };
    }

    /** A block with these transactions, all noted as valid, that no orderer has signed yet. */
    static Block unsealed(long number, List<Envelope> envelopes) {
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(number))
                .setData(BlockData.newBuilder()
                        .addAllData(
                                envelopes.stream().map(Envelope::toByteString).toList()))
                .setMetadata(BlockMetadata.newBuilder()
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.copyFrom(new byte[envelopes.size()]))
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(ByteString.EMPTY))
                .build();
    }

    /** Hashes a block and signs it. */
    static Block sealed(Block block, ByteString previousHash, SigningIdentity orderer, Random random) {
        ByteString dataHash = Hashes.dataHash(block.getData().getDataList());
        BlockHeader header = block.getHeader().toBuilder()
                .setPreviousHash(previousHash)
                .setDataHash(dataHash)
                .build();
        ByteString value = value(block);
        byte[] nonce = new byte[24];
        random.nextBytes(nonce);
        ByteString signer = SignatureHeader.newBuilder()
                .setCreator(TransactionMaker.identity(orderer))
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        ByteString signed = value.concat(signer).concat(Hashes.headerDer(header.getNumber(), previousHash, dataHash));
        Metadata seal = Metadata.newBuilder()
                .setValue(value)
                .addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(signer)
                        .setSignature(ByteString.copyFrom(orderer.sign(signed.toByteArray()))))
                .build();
        return block.toBuilder()
                .setHeader(header)
                .setMetadata(block.getMetadata().toBuilder().setMetadata(SIGNATURES, seal.toByteString()))
                .build();
    }

    /** What an orderer signs beside the header; kept if the block has it. */
    private static ByteString value(Block block) {
        try {
            ByteString value = Metadata.parseFrom(block.getMetadata().getMetadata(SIGNATURES))
                    .getValue();
            return value.isEmpty()
                    ? OrdererBlockMetadata.newBuilder()
                            .setLastConfig(LastConfig.getDefaultInstance())
                            .build()
                            .toByteString()
                    : value;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static ByteString headerHash(Block block) {
        BlockHeader header = block.getHeader();
        return Hashes.headerHash(header.getNumber(), header.getPreviousHash(), header.getDataHash());
    }

    private static Block parse(ByteString bytes) {
        try {
            return Block.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
