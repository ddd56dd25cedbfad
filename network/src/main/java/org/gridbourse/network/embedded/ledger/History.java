package org.gridbourse.network.embedded.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.Version;

/** For every key the valid transactions that wrote it. */
final class History {
    private final Map<StateKey, List<Version>> writers = new ConcurrentHashMap<>();

    void add(ReadWriteSet set, Version version) {
        for (NamespaceReadWrites namespace : set.namespaces()) {
            namespace.writes().forEach(write -> add(StateKey.of(namespace.namespace(), write.key()), version));
        }
    }

    private void add(StateKey key, Version version) {
        writers.compute(key, (k, before) -> {
            List<Version> all = before == null ? new ArrayList<>(2) : before;
            synchronized (all) {
                if (all.isEmpty() || !all.get(all.size() - 1).equals(version)) {
                    all.add(version);
                }
            }
            return all;
        });
    }

    /** Every key with its writers below a height, in the order of the writes. */
    Iterable<Map.Entry<StateKey, List<Version>>> below(long height) {
        return () -> writers.keySet().stream()
                .map(key -> Map.entry(key, oldestFirst(key, height)))
                .filter(entry -> !entry.getValue().isEmpty())
                .iterator();
    }

    private List<Version> oldestFirst(StateKey key, long height) {
        List<Version> reversed = writers(key, height);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Goes on from a checkpoint instead of from nothing. */
    void restore(Iterable<Map.Entry<StateKey, List<Version>>> known) {
        known.forEach(entry -> writers.put(entry.getKey(), entry.getValue()));
    }

    /** Who wrote the key below this height, the newest first. */
    List<Version> writers(StateKey key, long height) {
        List<Version> all = writers.getOrDefault(key, List.of());
        List<Version> newestFirst = new ArrayList<>();
        synchronized (all) {
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).block() < height) {
                    newestFirst.add(all.get(i));
                }
            }
        }
        return newestFirst;
    }
}
