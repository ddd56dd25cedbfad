package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.SignedEnvelope;

/** Where each transaction and each block is found, and who waits for a transaction to come. */
final class TransactionIndex {
    private final Map<String, Committed> transactions = new HashMap<>();
    private final Map<ByteString, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, List<CompletableFuture<Committed>>> awaited = new HashMap<>();

    /** Takes in the next block and tells who waits for its transactions. */
    synchronized void add(Block block) {
        int number = numbers.size();
        numbers.put(block.headerHash(), number);
        for (int i = 0; i < block.envelopes().size(); i++) {
            announce(transactionId(block.envelopes().get(i)), new Committed(number, i, block.recordedCode(i)));
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

    /** Goes on from a checkpoint instead of from nothing. */
    synchronized void restore(List<ByteString> headerHashes, Map<String, Committed> known) {
        headerHashes.forEach(hash -> numbers.put(hash, numbers.size()));
        transactions.putAll(known);
    }

    synchronized Map<String, Committed> transactions() {
        return new HashMap<>(transactions);
    }

    /** The header hashes of all blocks, in their order. */
    synchronized List<ByteString> headerHashes() {
        return new ArrayList<>(numbers.keySet());
    }

    /** What became of a transaction; complete at once if it is on the ledger, else when it comes. */
    synchronized CompletableFuture<Committed> await(String transactionId) {
        Committed known = transactions.get(transactionId);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Committed> future = new CompletableFuture<>();
        awaited.computeIfAbsent(transactionId, id -> new ArrayList<>()).add(future);
        return future;
    }

    synchronized void forget(String transactionId, CompletableFuture<Committed> waiting) {
        awaited.computeIfPresent(transactionId, (id, all) -> {
            all.remove(waiting);
            return all.isEmpty() ? null : all;
        });
    }

    synchronized Optional<Committed> find(String transactionId) {
        return Optional.ofNullable(transactions.get(transactionId));
    }

    synchronized Optional<Integer> findBlock(ByteString headerHash) {
        return Optional.ofNullable(numbers.get(headerHash));
    }

    /** Number of blocks. */
    synchronized int height() {
        return numbers.size();
    }

    private static String transactionId(ByteString envelope) {
        try {
            return SignedEnvelope.parse(envelope).content().readChannelHeader().transactionId();
        } catch (MalformedException e) {
            return "";
        }
    }
}
