package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/**
 * A chain of blocks that stands on file as if it had been committed: hashes in order, signatures left out, since what is
 * on disk has been checked before it came there. Transaction n writes its own key and a key that all write.
 */
final class WrittenChain {
    static final String NAMESPACE = "assets";
    static final String SHARED_KEY = "shared";

    private static final int METADATA_ENTRIES = 5;

    private final Path file;
    private final int perBlock;
    private int transactions;

    WrittenChain(Path file, int perBlock) {
        this.file = file;
        this.perBlock = perBlock;
    }

    static String key(int transaction) {
        return "key-%06d".formatted(transaction);
    }

    static String transactionId(int transaction) {
        return "transaction-" + transaction;
    }

    int transactions() {
        return transactions;
    }

    /** Adds blocks to the file, which must have at least the genesis block. */
    WrittenChain append(int blocks) {
        try (BlockStore store = BlockStore.open(file)) {
            Block last = Block.parse(store.read(store.height() - 1));
            for (int i = 0; i < blocks; i++) {
                ByteString bytes = next(last);
                store.append(bytes);
                last = Block.parse(bytes);
            }
        }
        return this;
    }

    private ByteString next(Block last) {
        List<ByteString> envelopes = new ArrayList<>();
        for (int i = 0; i < perBlock; i++) {
            envelopes.add(envelope(transactions++));
        }
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(last.number() + 1)
                .setPreviousHash(last.headerHash())
                .setDataHash(Hashes.dataHash(envelopes))
                .build();
        BlockMetadata metadata = BlockMetadata.newBuilder()
                .addAllMetadata(Collections.nCopies(METADATA_ENTRIES, ByteString.EMPTY))
                .setMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE, ByteString.copyFrom(new byte[perBlock]))
                .build();
        var block = org.hyperledger.fabric.protos.common.Block.newBuilder()
                .setHeader(header)
                .setData(BlockData.newBuilder().addAllData(envelopes))
                .setMetadata(metadata)
                .build();
        Metadata commitHash = Metadata.newBuilder()
                .setValue(commitHash(Block.parse(block.toByteString()), last))
                .build();
        return block.toBuilder()
                .setMetadata(metadata.toBuilder()
                        .setMetadata(BlockMetadataIndex.COMMIT_HASH_VALUE, commitHash.toByteString()))
                .build()
                .toByteString();
    }

    private ByteString commitHash(Block block, Block last) {
        StateUpdates updates = new StateUpdates();
        for (int i = 0; i < perBlock; i++) {
            updates.apply(Ledger.readWrites(block, i), new Version(block.number(), i), key -> Optional.empty());
        }
        return Hashes.commitHash(
                block.filter(), updates.toBytes(), last.commitHash().orElse(ByteString.EMPTY));
    }

    private static ByteString envelope(int number) {
        ByteString value = ByteString.copyFromUtf8("written by " + number);
        KVRWSet writes = KVRWSet.newBuilder()
                .addWrites(KVWrite.newBuilder().setKey(key(number)).setValue(value))
                .addWrites(KVWrite.newBuilder().setKey(SHARED_KEY).setValue(value))
                .build();
        TxReadWriteSet set = TxReadWriteSet.newBuilder()
                .addNsRwset(NsReadWriteSet.newBuilder().setNamespace(NAMESPACE).setRwset(writes.toByteString()))
                .build();
        ProposalResponsePayload response = ProposalResponsePayload.newBuilder()
                .setExtension(ChaincodeAction.newBuilder()
                        .setResults(set.toByteString())
                        .build()
                        .toByteString())
                .build();
        ChaincodeActionPayload action = ChaincodeActionPayload.newBuilder()
                .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(response.toByteString()))
                .build();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setTxId(transactionId(number))
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(Transaction.newBuilder()
                        .addActions(TransactionAction.newBuilder().setPayload(action.toByteString()))
                        .build()
                        .toByteString())
                .build();
        return Envelope.newBuilder().setPayload(payload.toByteString()).build().toByteString();
    }
}
