package org.gridbourse.market.state;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Utf8Order;

/** A world state in memory, for replaying a ledger and for tests. Nothing of it is shared between threads. */
public final class InMemoryWorldState implements WorldState {
    private final NavigableMap<String, byte[]> values = new TreeMap<>(Utf8Order.BYTES);

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
        SortedMap<String, byte[]> range = values.subMap(startInclusive, endExclusive);
        return () -> entries(range);
    }

    private static Iterator<StateEntry> entries(SortedMap<String, byte[]> range) {
        Iterator<Map.Entry<String, byte[]>> entries = range.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public StateEntry next() {
                Map.Entry<String, byte[]> entry = entries.next();
                return new StateEntry(entry.getKey(), entry.getValue());
            }
        };
    }

    /** Commits what a transaction writes: an empty value deletes its key. */
    public void apply(SortedMap<String, byte[]> writes) {
        writes.forEach((key, value) -> {
            if (value.length == 0) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
    }

    public int size() {
        return values.size();
    }
}
