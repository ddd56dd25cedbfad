package org.gridbourse.network.embedded.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.blocks.CollectionReadWrites;
import org.gridbourse.blocks.KeyRead;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Judges the transactions of a block one after the other by what they read: a transaction whose reads are no longer what
 * the state holds, earlier transactions of the block included, is void.
 */
final class StateValidator {
    private final StateReader committed;
    private final StateUpdates updates = new StateUpdates();

    StateValidator(StateReader committed) {
        this.committed = committed;
    }

    /** Judges the next transaction and, if it is valid, adds its writes to the block's updates. */
    TxValidationCode validate(ReadWriteSet set, Version version) {
        for (NamespaceReadWrites namespace : set.namespaces()) {
            TxValidationCode code = validate(namespace);
            if (code != TxValidationCode.VALID) {
                return code;
            }
        }
        updates.apply(set, version, committed::get);
        return TxValidationCode.VALID;
    }

    StateUpdates updates() {
        return updates;
    }

    private TxValidationCode validate(NamespaceReadWrites namespace) {
        String name = namespace.namespace();
        for (KeyRead read : namespace.reads()) {
            if (isOutdated(StateKey.of(name, read.key()), read.version())) {
                return TxValidationCode.MVCC_READ_CONFLICT;
            }
        }
        for (RangeRead range : namespace.rangeReads()) {
            if (hasChanged(name, range)) {
                return TxValidationCode.PHANTOM_READ_CONFLICT;
            }
        }
        for (CollectionReadWrites collection : namespace.collections()) {
            for (CollectionReadWrites.HashedRead read : collection.reads()) {
                if (isOutdated(new StateKey(name, collection.collection(), read.keyHash()), read.version())) {
                    return TxValidationCode.MVCC_READ_CONFLICT;
                }
            }
        }
        return TxValidationCode.VALID;
    }

    private boolean isOutdated(StateKey key, Optional<Version> read) {
        return updates.get(key).isPresent()
                || !committed.get(key).map(StateValue::version).equals(read);
    }

    private boolean hasChanged(String namespace, RangeRead range) {
        SortedMap<StateKey, StateValue> rows = current(namespace, range);
        if (range.digest().isEmpty()) {
            return !range.reads().equals(reads(rows));
        }
        RangeDigest found = new RangeDigest(range.digest().get().maxDegree());
        rows.forEach((key, value) -> found.add(key.key(), value.version()));
        return !range.digest().equals(found.digest());
    }

    private static List<KeyRead> reads(SortedMap<StateKey, StateValue> rows) {
        return rows.entrySet().stream()
                .map(row -> new KeyRead(
                        row.getKey().key().toStringUtf8(),
                        Optional.of(row.getValue().version())))
                .toList();
    }

    /** What a query of the range would find after the earlier transactions of the block. */
    private SortedMap<StateKey, StateValue> current(String namespace, RangeRead range) {
        SortedMap<StateKey, StateValue> rows = new TreeMap<>();
        Iterator<Map.Entry<StateKey, StateValue>> before = committed.range(namespace, range.startKey(), range.endKey());
        before.forEachRemaining(row -> rows.put(row.getKey(), row.getValue()));
        StateKey last = StateKey.of(namespace, range.endKey());
        if (!range.exhausted()) {
            committed.get(last).ifPresent(value -> rows.put(last, value));
        }
        updates.asMap().tailMap(StateKey.of(namespace, range.startKey())).forEach((key, value) -> {
            boolean inside = key.namespace().equals(namespace)
                    && key.collection().isEmpty()
                    && (range.endKey().isEmpty() || key.compareTo(last) < (range.exhausted() ? 0 : 1));
            if (inside && value.isDelete()) {
                rows.remove(key);
            } else if (inside) {
                rows.put(key, value);
            }
        });
        return rows;
    }
}
