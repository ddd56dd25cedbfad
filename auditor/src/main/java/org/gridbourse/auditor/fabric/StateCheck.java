package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.blocks.CollectionReadWrites;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.KeyRead;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Whether what a transaction read is still so, after the valid transactions before it in the same block. */
final class StateCheck {
    private final StateStore committed;
    private final StateUpdates updates;

    StateCheck(StateStore committed, StateUpdates updates) {
        this.committed = committed;
        this.updates = updates;
    }

    /** @return why not, with its code */
    Optional<Refusal> check(ReadWriteSet set) {
        for (NamespaceReadWrites namespace : set.namespaces()) {
            for (KeyRead read : namespace.reads()) {
                StateKey key = StateKey.of(namespace.namespace(), read.key());
                if (!isUnchanged(key, read.version())) {
                    return conflict("%s/%s".formatted(namespace.namespace(), read.key()), read.version(), key);
                }
            }
            for (RangeRead range : namespace.rangeReads()) {
                if (!isUnchanged(namespace.namespace(), range)) {
                    return Optional.of(new Refusal(
                            TxValidationCode.PHANTOM_READ_CONFLICT,
                            "range %s..%s of %s has changed since it was read"
                                    .formatted(range.startKey(), range.endKey(), namespace.namespace())));
                }
            }
            for (CollectionReadWrites collection : namespace.collections()) {
                for (CollectionReadWrites.HashedRead read : collection.reads()) {
                    StateKey key = new StateKey(namespace.namespace(), collection.collection(), read.keyHash());
                    if (!isUnchanged(key, read.version())) {
                        return conflict(
                                "%s (private, its hash) of %s/%s"
                                        .formatted(
                                                Hashes.hex(read.keyHash()),
                                                namespace.namespace(),
                                                collection.collection()),
                                read.version(),
                                key);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> conflict(String name, Optional<Version> read, StateKey key) {
        Optional<Version> now = updates.get(key).or(() -> committed.get(key)).map(StateValue::version);
        return Optional.of(new Refusal(
                TxValidationCode.MVCC_READ_CONFLICT,
                "key %s was read as %s and is %s".formatted(name, words(read), words(now))));
    }

    private static String words(Optional<Version> version) {
        return version.map(v -> "written by " + v.block() + "/" + v.transaction())
                .orElse("absent");
    }

    /** A key that this block wrote already has changed, even if it was read in its new version. */
    private boolean isUnchanged(StateKey key, Optional<Version> read) {
        return updates.get(key).isEmpty()
                && committed.get(key).map(StateValue::version).equals(read);
    }

    private boolean isUnchanged(String namespace, RangeRead range) {
        if (range.digest().isEmpty()) {
            List<KeyRead> now = new ArrayList<>();
            visit(
                    namespace,
                    range,
                    range.reads().size(),
                    (key, value) -> now.add(new KeyRead(key.key().toStringUtf8(), Optional.of(value.version()))));
            return now.equals(range.reads());
        }
        RangeRead.Digest expected = range.digest().get();
        if (expected.maxDegree() < 2 || expected.maxDegree() > Integer.MAX_VALUE) {
            return false;
        }
        RangeDigest digest = new RangeDigest((int) expected.maxDegree());
        visit(namespace, range, Long.MAX_VALUE, digest::add);
        return digest.finish().equals(expected) && !expected.hashes().isEmpty();
    }

    private interface Visitor {
        void row(StateKey key, StateValue value);
    }

    /** Visits the rows of a range as they are now, one more than {@code enough} at most. */
    private void visit(String namespace, RangeRead range, long enough, Visitor visitor) {
        StateKey start = StateKey.of(namespace, range.startKey());
        ByteString end = ByteString.copyFromUtf8(range.endKey());
        // A range that was not read to its end covers its last key too, whatever lies there now.
        boolean withEnd = !range.exhausted();
        Iterator<Map.Entry<StateKey, StateValue>> before = committed.from(start);
        TreeMap<StateKey, StateValue> own = new TreeMap<>(updates.asMap().tailMap(start));
        Map.Entry<StateKey, StateValue> next = next(before, namespace, end, withEnd);
        for (long rows = 0; rows <= enough; ) {
            Map.Entry<StateKey, StateValue> mine = own.firstEntry();
            if (mine != null && !isInside(mine.getKey(), namespace, end, withEnd)) {
                mine = null;
            }
            if (next == null && mine == null) {
                return;
            }
            int order = next == null ? 1 : mine == null ? -1 : next.getKey().compareTo(mine.getKey());
            Map.Entry<StateKey, StateValue> row = order < 0 ? next : mine;
            if (order <= 0) {
                next = next(before, namespace, end, withEnd);
            }
            if (order >= 0) {
                own.pollFirstEntry();
            }
            if (!row.getValue().isDelete()) {
                visitor.row(row.getKey(), row.getValue());
                rows++;
            }
        }
    }

    private static Map.Entry<StateKey, StateValue> next(
            Iterator<Map.Entry<StateKey, StateValue>> rows, String namespace, ByteString end, boolean withEnd) {
        if (rows.hasNext()) {
            Map.Entry<StateKey, StateValue> row = rows.next();
            if (isInside(row.getKey(), namespace, end, withEnd)) {
                return row;
            }
        }
        return null;
    }

    private static boolean isInside(StateKey key, String namespace, ByteString end, boolean withEnd) {
        if (!key.namespace().equals(namespace) || !key.collection().isEmpty()) {
            return false;
        }
        int order = end.isEmpty()
                ? -1
                : ByteString.unsignedLexicographicalComparator().compare(key.key(), end);
        return order < 0 || order == 0 && withEnd;
    }
}
