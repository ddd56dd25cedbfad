package org.gridbourse.auditor.fabric;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/** A world state in memory, for ledgers that fit. */
public final class MemoryState implements StateStore {
    // any thread asks for single keys, the one that judges alone changes them and walks along them
    private final Map<StateKey, StateValue> state = new ConcurrentHashMap<>();
    private final NavigableSet<StateKey> order = new TreeSet<>();
    private final Set<String> transactions = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<StateValue> get(StateKey key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public Iterator<Map.Entry<StateKey, StateValue>> from(StateKey start) {
        Iterator<StateKey> keys = order.tailSet(start).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return keys.hasNext();
            }

            @Override
            public Map.Entry<StateKey, StateValue> next() {
                StateKey key = keys.next();
                return Map.entry(key, state.get(key));
            }
        };
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
                order.remove(key);
            } else if (state.put(key, value) == null) {
                order.add(key);
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
        order.clear();
        transactions.clear();
    }

    @Override
    public void close() {
        // nothing is held outside the heap
    }
}
