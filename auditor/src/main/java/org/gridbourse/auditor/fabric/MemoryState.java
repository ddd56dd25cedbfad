package org.gridbourse.auditor.fabric;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/** A world state in memory, for ledgers that fit. */
public final class MemoryState implements StateStore {
    private final ConcurrentSkipListMap<StateKey, StateValue> state = new ConcurrentSkipListMap<>();
    private final Set<String> transactions = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<StateValue> get(StateKey key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public Iterator<Map.Entry<StateKey, StateValue>> from(StateKey start) {
        return state.tailMap(start).entrySet().iterator();
    }

    @Override
    public boolean hasTransaction(String transactionId) {
        return transactions.contains(transactionId);
    }

    @Override
    public void apply(StateUpdates updates, Iterable<String> transactionIds) {
        updates.asMap().forEach((key, value) -> {
            if (value.isDelete()) {
                state.remove(key);
            } else {
                state.put(key, value);
            }
        });
        transactionIds.forEach(transactions::add);
    }

    /** Writes everything to a file, which is told after each step that it may want to save. */
    void copyTo(DiskState target, Runnable step) {
        state.forEach((key, value) -> {
            target.put(key, value);
            step.run();
        });
        transactions.forEach(target::remember);
    }

    /** Forgets everything. */
    void clear() {
        state.clear();
        transactions.clear();
    }

    @Override
    public void close() {
        // nothing is held outside the heap
    }
}
