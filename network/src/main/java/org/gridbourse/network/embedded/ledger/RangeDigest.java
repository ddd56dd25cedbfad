package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;

/** Collects the results of a range query: up to 50 stay as they are, more become the top of a hash tree. */
public final class RangeDigest {
    /** Width of the tree, and the number of results that still stand in the read set themselves. */
    private static final long MAX_DEGREE = 50;

    private final long maxDegree;
    private final List<KVRead> pending = new ArrayList<>();
    /** Hashes per level, from level 1; the last one is the top. */
    private final List<List<ByteString>> levels = new ArrayList<>();

    /** As queries are recorded. */
    public RangeDigest() {
        this(MAX_DEGREE);
    }

    /** As a query was recorded by whoever wrote the transaction. */
    RangeDigest(long maxDegree) {
        this.maxDegree = maxDegree;
    }

    public void add(ByteString key, Version version) {
        pending.add(KVRead.newBuilder()
                .setKeyBytes(key)
                .setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                        .setBlockNum(version.block())
                        .setTxNum(version.transaction()))
                .build());
        if (pending.size() > maxDegree) {
            hashPending();
        }
    }

    /** The results themselves, unless there were too many. */
    public List<KVRead> reads() {
        return levels.isEmpty() ? List.copyOf(pending) : List.of();
    }

    /** The top of the tree, if there were too many results. Nothing may be added afterwards. */
    public Optional<RangeRead.Digest> digest() {
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        if (!pending.isEmpty()) {
            hashPending();
        }
        for (int level = 0; level < levels.size() - 1; level++) {
            moveUp(level);
        }
        int top = levels.size() - 1;
        if (levels.get(top).size() > maxDegree) {
            moveUp(top);
        }
        List<ByteString> hashes = levels.get(levels.size() - 1);
        return Optional.of(new RangeRead.Digest(maxDegree, levels.size(), hashes));
    }

    private void hashPending() {
        QueryReads reads = QueryReads.newBuilder().addAllKvReads(pending).build();
        pending.clear();
        add(0, Hashes.sha256(reads.toByteString()));
    }

    private void add(int level, ByteString hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(hash);
        if (levels.get(level).size() > maxDegree) {
            moveUp(level);
        }
    }

    /** Empties a level into the next one: one hash as it is, several as the hash over them. */
    private void moveUp(int level) {
        List<ByteString> hashes = List.copyOf(levels.get(level));
        levels.get(level).clear();
        if (!hashes.isEmpty()) {
            add(level + 1, hashes.size() == 1 ? hashes.get(0) : Hashes.sha256(hashes));
        }
    }
}
