package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
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
 * are made from them again at every start.
 */
public final class Ledger implements AutoCloseable {
    private final BlockStore store;
    private final ChannelConfig config;
    private final VersionedState state = new VersionedState();
    private final History history = new History();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    private final Object lock = new Object();
    private final Map<String, Committed> transactions = new HashMap<>();
    private final Map<ByteString, Integer> numbers = new HashMap<>();
    private final Map<String, List<CompletableFuture<Committed>>> awaited = new HashMap<>();
    private int height;

    /** The last block, which everybody who listens asks for at once. */
    private volatile Block newest;

    private ByteString commitHash = ByteString.EMPTY;

    private Ledger(BlockStore store, ChannelConfig config) {
        this.store = store;
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
            Ledger ledger = new Ledger(store, configuration(genesisBlock, verifier));
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

    private void replay() {
        for (int number = 0; number < store.height(); number++) {
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
        synchronized (lock) {
            numbers.put(block.headerHash(), number);
            height = number + 1;
            for (int i = 0; i < block.envelopes().size(); i++) {
                announce(transactionId(block.envelopes().get(i)), new Committed(number, i, block.recordedCode(i)));
            }
        }
    }

    private void announce(String transactionId, Committed committed) {
        if (transactionId.isEmpty()) {
            return;
        }
        // of several transactions of one id the first one counts
        Committed first = transactions.putIfAbsent(transactionId, committed);
        List<CompletableFuture<Committed>> waiting = awaited.getOrDefault(transactionId, List.of());
        awaited.remove(transactionId);
        waiting.forEach(future -> future.completeAsync(() -> first == null ? committed : first));
    }

    /** What became of a transaction; complete at once if it is on the ledger, else when it comes. */
    public CompletableFuture<Committed> await(String transactionId) {
        synchronized (lock) {
            Committed known = transactions.get(transactionId);
            if (known != null) {
                return CompletableFuture.completedFuture(known);
            }
            CompletableFuture<Committed> future = new CompletableFuture<>();
            awaited.computeIfAbsent(transactionId, id -> new ArrayList<>()).add(future);
            return future;
        }
    }

    /** Whoever asked with {@link #await} does not wait any more. */
    public void forget(String transactionId, CompletableFuture<Committed> waiting) {
        synchronized (lock) {
            awaited.computeIfPresent(transactionId, (id, all) -> {
                all.remove(waiting);
                return all.isEmpty() ? null : all;
            });
        }
    }

    public Optional<Committed> find(String transactionId) {
        synchronized (lock) {
            return Optional.ofNullable(transactions.get(transactionId));
        }
    }

    /** Number of the block with this header hash. */
    public Optional<Integer> findBlock(ByteString headerHash) {
        synchronized (lock) {
            return Optional.ofNullable(numbers.get(headerHash));
        }
    }

    public int height() {
        synchronized (lock) {
            return height;
        }
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

    private static String transactionId(ByteString envelope) {
        try {
            return SignedEnvelope.parse(envelope).content().readChannelHeader().transactionId();
        } catch (MalformedException e) {
            return "";
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
