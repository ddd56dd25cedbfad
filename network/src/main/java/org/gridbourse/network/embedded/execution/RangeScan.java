package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.network.embedded.ledger.RangeDigest;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/** A range of keys as a chaincode walks through it, with the record of how far it went and what it saw. */
final class RangeScan implements QueryResults {
    private final Iterator<Map.Entry<StateKey, StateValue>> rows;
    private final RangeQueryInfo.Builder info;
    private final String end;
    private final RangeDigest digest = new RangeDigest();
    private final int pageSize;
    private int returned;

    RangeScan(Iterator<Map.Entry<StateKey, StateValue>> rows, String start, String end) {
        this(rows, start, end, Integer.MAX_VALUE);
    }

    RangeScan(Iterator<Map.Entry<StateKey, StateValue>> rows, String start, String end, int pageSize) {
        this.rows = rows;
        this.info = RangeQueryInfo.newBuilder().setStartKey(start);
        this.end = end;
        this.pageSize = pageSize;
    }

    @Override
    public Optional<ByteString> next() {
        if (returned == pageSize || !rows.hasNext()) {
            info.setItrExhausted(true).setEndKey(end);
            return Optional.empty();
        }
        Map.Entry<StateKey, StateValue> row = rows.next();
        ByteString key = row.getKey().key();
        digest.add(key, row.getValue().version());
        info.setEndKeyBytes(key);
        returned++;
        return Optional.of(KV.newBuilder()
                .setNamespace(row.getKey().namespace())
                .setKeyBytes(key)
                .setValue(row.getValue().value())
                .build()
                .toByteString());
    }

    int returned() {
        return returned;
    }

    /** Where the next page begins; empty after the last one. */
    String bookmark() {
        return rows.hasNext() ? rows.next().getKey().key().toStringUtf8() : "";
    }

    /** What stands in the read-write set. The scan is over. */
    RangeQueryInfo recorded() {
        digest.digest()
                .ifPresentOrElse(
                        tree -> info.setReadsMerkleHashes(QueryReadsMerkleSummary.newBuilder()
                                .setMaxDegree((int) tree.maxDegree())
                                .setMaxLevel((int) tree.maxLevel())
                                .addAllMaxLevelHashes(tree.hashes())),
                        () -> {
                            if (!digest.reads().isEmpty()) {
                                info.setRawReads(QueryReads.newBuilder().addAllKvReads(digest.reads()));
                            }
                        });
        return info.build();
    }
}
