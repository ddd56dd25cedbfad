package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;

/**
 * The hash tree over the rows of a range. Rows are hashed in groups of one more than the degree; a level that outgrows the
 * degree becomes one hash of the level above.
 */
final class RangeDigest {
    private final int degree;
    private final TreeMap<Integer, List<ByteString>> levels = new TreeMap<>(Map.of(1, List.of()));
    private QueryReads.Builder pending = QueryReads.newBuilder();
    private boolean hasHashes;

    /** @param degree at least 2 */
    RangeDigest(int degree) {
        this.degree = degree;
    }

    void add(StateKey key, StateValue value) {
        pending.addKvReads(KVRead.newBuilder()
                .setKey(key.key().toStringUtf8())
                .setVersion(Version.newBuilder()
                        .setBlockNum(value.version().block())
                        .setTxNum(value.version().transaction())));
        if (pending.getKvReadsCount() > degree) {
            hashPending();
        }
    }

    /** The top of the finished tree; without hashes where there were too few rows to need any. */
    RangeRead.Digest finish() {
        if (!hasHashes) {
            return new RangeRead.Digest(degree, 1, List.of());
        }
        if (pending.getKvReadsCount() > 0) {
            hashPending();
        }
        for (int level = 1; level < levels.lastKey(); level++) {
            List<ByteString> hashes = levels.getOrDefault(level, List.of());
            if (!hashes.isEmpty()) {
                levels.remove(level);
                append(level + 1, hashes.size() == 1 ? hashes.get(0) : Hashes.sha256(hashes));
            }
        }
        int top = levels.lastKey();
        if (levels.get(top).size() > degree) {
            append(top + 1, Hashes.sha256(levels.remove(top)));
        }
        return new RangeRead.Digest(degree, levels.lastKey(), levels.lastEntry().getValue());
    }

    private void hashPending() {
        hasHashes = true;
        append(1, Hashes.sha256(pending.build().toByteString()));
        pending = QueryReads.newBuilder();
        for (int level = 1; levels.getOrDefault(level, List.of()).size() > degree; level++) {
            append(level + 1, Hashes.sha256(levels.remove(level)));
        }
    }

    private void append(int level, ByteString hash) {
        List<ByteString> hashes = new ArrayList<>(levels.getOrDefault(level, List.of()));
        hashes.add(hash);
        levels.put(level, hashes);
    }
}
