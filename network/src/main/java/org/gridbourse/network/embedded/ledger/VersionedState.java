package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/**
 * All keys with their values, each with as many earlier values as open snapshots may still want. Simulations read as of
 * the block at which they began; commits never wait for them.
 */
public final class VersionedState {
    private final NavigableMap<StateKey, Entry> entries = new ConcurrentSkipListMap<>();
    /** How many snapshots are open at each height. */
    private final SortedMap<Long, Integer> open = new TreeMap<>();
    /** Deletions whose key can be forgotten once no snapshot looks further back. */
    private final Queue<Deletion> deletions = new ArrayDeque<>();

    private long height;

    /** What a block made of a key. */
    private record Entry(long block, StateValue value, Entry older) {}

    private record Deletion(long block, StateKey key) {}

    /** The state as of a height, kept until closed. */
    public final class Snapshot implements StateReader, AutoCloseable {
        private final long at;
        private boolean closed;

        private Snapshot(long at) {
            this.at = at;
        }

        /** The number of blocks that this state has seen. */
        public long height() {
            return at;
        }

        @Override
        public Optional<StateValue> get(StateKey key) {
            return visible(entries.get(key), at);
        }

        @Override
        public Iterator<Map.Entry<StateKey, StateValue>> range(String namespace, String start, String end) {
            StateKey from = StateKey.of(namespace, start);
            // collections come after the public keys; none has a name below this one
            StateKey to = end.isEmpty() ? new StateKey(namespace, "\0", ByteString.EMPTY) : StateKey.of(namespace, end);
            return from.compareTo(to) >= 0
                    ? new VisibleEntries(
                            new TreeMap<StateKey, Entry>().entrySet().iterator(), at)
                    : new VisibleEntries(entries.subMap(from, to).entrySet().iterator(), at);
        }

        /** Every key of every namespace, in state order. */
        Iterable<Map.Entry<StateKey, StateValue>> all() {
            return () -> new VisibleEntries(entries.entrySet().iterator(), at);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(at);
            }
        }
    }

    private static final class VisibleEntries implements Iterator<Map.Entry<StateKey, StateValue>> {
        private final Iterator<Map.Entry<StateKey, Entry>> all;
        private final long at;
        private Map.Entry<StateKey, StateValue> next;

        VisibleEntries(Iterator<Map.Entry<StateKey, Entry>> all, long at) {
            this.all = all;
            this.at = at;
            advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Map.Entry<StateKey, StateValue> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Map.Entry<StateKey, StateValue> result = next;
            advance();
            return result;
        }

        private void advance() {
            next = null;
            while (next == null && all.hasNext()) {
                Map.Entry<StateKey, Entry> candidate = all.next();
                Optional<StateValue> value = visible(candidate.getValue(), at);
                if (value.isPresent()) {
                    next = Map.entry(candidate.getKey(), value.get());
                }
            }
        }
    }

    /** The state after the last committed block. */
    public synchronized Snapshot snapshot() {
        open.merge(height, 1, Integer::sum);
        return new Snapshot(height);
    }

    /** Goes on from a checkpoint after so many blocks instead of from nothing. */
    synchronized void restore(long blocks, Iterable<Map.Entry<StateKey, StateValue>> known) {
        known.forEach(entry ->
                entries.put(entry.getKey(), new Entry(entry.getValue().version().block(), entry.getValue(), null)));
        height = blocks;
    }

    /** Adds what a block changes; it becomes visible to snapshots opened from now on. */
    public void apply(long block, StateUpdates updates) {
        long oldest = oldestOpen();
        updates.asMap().forEach((key, value) -> {
            entries.compute(key, (k, before) -> new Entry(block, value, stillWanted(before, oldest)));
            if (value.isDelete()) {
                deletions.add(new Deletion(block, key));
            }
        });
        synchronized (this) {
            height = block + 1;
        }
        forgetDeletions();
    }

    private synchronized long oldestOpen() {
        return open.isEmpty() ? height : Math.min(open.firstKey(), height);
    }

    private synchronized void release(long at) {
        open.computeIfPresent(at, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Drops what lies behind the value that the oldest snapshot sees. */
    private static Entry stillWanted(Entry entry, long oldest) {
        if (entry == null || entry.block < oldest) {
            return entry == null || entry.value.isDelete() ? null : new Entry(entry.block, entry.value, null);
        }
        return new Entry(entry.block, entry.value, stillWanted(entry.older, oldest));
    }

    private void forgetDeletions() {
        long oldest = oldestOpen();
        while (!deletions.isEmpty() && deletions.peek().block < oldest) {
            Deletion deletion = deletions.remove();
            entries.computeIfPresent(deletion.key, (k, entry) -> entry.block == deletion.block ? null : entry);
        }
    }

    private static Optional<StateValue> visible(Entry newest, long at) {
        Entry entry = newest;
        while (entry != null && entry.block >= at) {
            entry = entry.older;
        }
        return entry == null || entry.value.isDelete() ? Optional.empty() : Optional.of(entry.value);
    }
}
