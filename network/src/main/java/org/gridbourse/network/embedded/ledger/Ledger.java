package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.SignatureVerifier;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * The channel's blocks and what they add up to. The blocks on disk are the only truth: world state, history and indexes
 * are made from them at every start, from the last checkpoint on if there is one that fits them.
 */
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    /** After so many transactions another checkpoint is worth its writing. */
    private static final int CHECKPOINT_TRANSACTIONS = 20_000;
    /** A former start so long ago is read again in a moment: no checkpoint when the network is closed. */
    private static final int FEW_TRANSACTIONS = 1_000;

    private final BlockStore store;
    private final Path checkpointFile;
    private final ChannelConfig config;
    private final VersionedState state = new VersionedState();
    private final History history = new History();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    private final TransactionIndex index = new TransactionIndex();

    /** The last block, which everybody who listens asks for at once. */
    private volatile Block newest;

    private ByteString commitHash = ByteString.EMPTY;
    private int sinceCheckpoint;
    private CompletableFuture<Void> checkpointWritten = CompletableFuture.completedFuture(null);

    private Ledger(BlockStore store, Path checkpointFile, ChannelConfig config) {
        this.store = store;
        this.checkpointFile = checkpointFile;
        this.config = config;
    }

    /**
     * Opens the ledger of a channel, or begins it with its genesis block.
     *
     * @throws DamagedLedgerException if what is on disk is damaged or belongs to another genesis block
     */
    public static Ledger open(Path file, ByteString genesisBlock, SignatureVerifier verifier) {
        BlockStore store = BlockStore.open(file);
        try {
            if (store.height() == 0) {
                store.append(genesisBlock);
            }
            if (!store.read(0).equals(genesisBlock)) {
                throw new DamagedLedgerException(
                        "%s was begun with another genesis block: other organisations, other certificates or another channel"
                                .formatted(file));
            }
            Ledger ledger = new Ledger(store, file.resolveSibling("checkpoint"), configuration(genesisBlock, verifier));
            ledger.restore();
            ledger.replay();
            return ledger;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static ChannelConfig configuration(ByteString genesisBlock, SignatureVerifier verifier) {
        var content = SignedEnvelope.parse(Block.parse(genesisBlock).envelopes().get(0))
                .content();
        String channel = content.readChannelHeader().channelId();
        return new ChannelConfig(channel, content.config().config(), verifier);
    }

    private void restore() {
        try {
            Optional<Checkpoint> found = Checkpoint.read(checkpointFile);
            if (found.isEmpty() || !found.get().isOf(store)) {
                if (Files.exists(checkpointFile)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} is damaged or not of these blocks: they are all read again",
                            checkpointFile);
                }
                return;
            }
            Checkpoint checkpoint = found.get();
            state.restore(checkpoint.height(), checkpoint.state());
            history.restore(checkpoint.history());
            index.restore(checkpoint.headerHashes(), checkpoint.transactions());
            commitHash = checkpoint.commitHash();
            newest = Block.parse(store.read(checkpoint.height() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + checkpointFile, e);
        }
    }

    private void replay() {
        for (int number = index.height(); number < store.height(); number++) {
            Block block = Block.parse(store.read(number));
            StateUpdates updates = new StateUpdates();
            try (VersionedState.Snapshot before = state.snapshot()) {
                for (int i = 0; i < block.envelopes().size() && number > 0; i++) {
                    if (block.recordedCode(i) == TxValidationCode.VALID) {
                        updates.apply(readWrites(block, i), new Version(number, i), before::get);
                    }
                }
            }
            requireContinuation(block, number, updates);
            publish(block, updates);
        }
    }

    private void requireContinuation(Block block, int number, StateUpdates updates) {
        Optional<ByteString> expected = number == 0 ? Optional.empty() : Optional.of(commitHash(block, updates));
        if (block.number() != number
                || !block.previousHash().equals(number == 0 ? ByteString.EMPTY : newest.headerHash())
                || !block.computedDataHash().equals(block.dataHash())
                || !block.commitHash().equals(expected)) {
            throw new DamagedLedgerException(
                    "block %d on disk does not continue the one before, or its commit hash is wrong".formatted(number));
        }
    }

    /** Validates the next block, writes it to disk, changes the state and tells who waits. Only the orderer calls this. */
    public void commit(org.hyperledger.fabric.protos.common.Block ordered) {
        Block block = Block.parse(ordered.toByteString());
        BlockValidator.Verdict verdict;
        try (VersionedState.Snapshot before = state.snapshot()) {
            verdict = new BlockValidator(config, before, id -> find(id).isPresent()).validate(block);
        }
        ByteString hash = Hashes.commitHash(verdict.filter(), verdict.updates().toBytes(), commitHash);
        ByteString bytes = withVerdict(ordered, verdict.filter(), hash).toByteString();
        store.append(bytes);
        publish(Block.parse(bytes), verdict.updates());
        listeners.forEach(Runnable::run);
        if (sinceCheckpoint >= CHECKPOINT_TRANSACTIONS && checkpointWritten.isDone()) {
            // beside the commits: what is written is the state as of now, whatever comes in the meantime
            VersionedState.Snapshot now = state.snapshot();
            Checkpoint checkpoint = checkpoint(now);
            checkpointWritten = CompletableFuture.runAsync(
                    () -> {
                        try (now) {
                            write(checkpoint);
                        }
                    },
                    task -> new Thread(task, "checkpoint").start());
        }
    }

    private Checkpoint checkpoint(VersionedState.Snapshot now) {
        sinceCheckpoint = 0;
        return new Checkpoint(
                index.headerHashes(), commitHash, now.all(), history.below(now.height()), index.transactions());
    }

    /** A checkpoint that cannot be written is none: the next start takes longer. */
    private void write(Checkpoint checkpoint) {
        try {
            checkpoint.write(checkpointFile);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no checkpoint at block {0}: {1}", checkpoint.height() - 1, e);
        }
    }

    private ByteString commitHash(Block block, StateUpdates updates) {
        return Hashes.commitHash(block.filter(), updates.toBytes(), commitHash);
    }

    private static org.hyperledger.fabric.protos.common.Block withVerdict(
            org.hyperledger.fabric.protos.common.Block ordered, ByteString filter, ByteString commitHash) {
        BlockMetadata metadata = ordered.getMetadata().toBuilder()
                .setMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE, filter)
                .setMetadata(
                        BlockMetadataIndex.COMMIT_HASH_VALUE,
                        Metadata.newBuilder().setValue(commitHash).build().toByteString())
                .build();
        return ordered.toBuilder().setMetadata(metadata).build();
    }

    /** State first, then whoever waits: a client that is told of its commit must be able to read it. */
    private void publish(Block block, StateUpdates updates) {
        int number = (int) block.number();
        for (int i = 0; i < block.envelopes().size(); i++) {
            if (number > 0 && block.recordedCode(i) == TxValidationCode.VALID) {
                history.add(readWrites(block, i), new Version(number, i));
            }
        }
        state.apply(number, updates);
        commitHash = block.commitHash().orElse(ByteString.EMPTY);
        newest = block;
        sinceCheckpoint += block.envelopes().size();
        index.add(block);
    }

    /** What became of a transaction; complete at once if it is on the ledger, else when it comes. */
    public CompletableFuture<Committed> await(String transactionId) {
        return index.await(transactionId);
    }

    /** Whoever asked with {@link #await} does not wait any more. */
    public void forget(String transactionId, CompletableFuture<Committed> waiting) {
        index.forget(transactionId, waiting);
    }

    public Optional<Committed> find(String transactionId) {
        return index.find(transactionId);
    }

    /** Number of the block with this header hash. */
    public Optional<Integer> findBlock(ByteString headerHash) {
        return index.findBlock(headerHash);
    }

    public int height() {
        return index.height();
    }

    /** The bytes of a committed block. */
    public ByteString blockBytes(int number) {
        return store.read(number);
    }

    public Block block(int number) {
        Block last = newest;
        return last.number() == number ? last : Block.parse(store.read(number));
    }

    /** The last block. */
    public Block newest() {
        return newest;
    }

    public ChannelConfig config() {
        return config;
    }

    /** The world state after the last block. */
    public VersionedState.Snapshot snapshot() {
        return state.snapshot();
    }

    /** The valid transactions that wrote a key below a height, the newest first. */
    public List<Version> history(StateKey key, long below) {
        return history.writers(key, below);
    }

    /** Calls the listener after each commit, on the committing thread, until it is removed. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** Read-write set of a transaction that was valid. */
    public static ReadWriteSet readWrites(Block block, int index) {
        return SignedEnvelope.parse(block.envelopes().get(index))
                .content()
                .transaction()
                .actions()
                .get(0)
                .endorsedAction()
                .result()
                .readWrites();
    }

    @Override
    public void close() {
        checkpointWritten.join();
        if (sinceCheckpoint >= FEW_TRANSACTIONS) {
            try (VersionedState.Snapshot now = state.snapshot()) {
                write(checkpoint(now));
            }
        }
        store.close();
    }
}
