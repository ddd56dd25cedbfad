package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * A range of keys that was read.
 *
 * @param endKey the end asked for (exclusive, empty = none) if exhausted, else the last key seen (inclusive)
 * @param reads what was found, if it stands there itself
 * @param digest of what was found, if it was too much to stand there
 */
public record RangeRead(
        String startKey, String endKey, boolean exhausted, List<KeyRead> reads, Optional<Digest> digest) {
    public RangeRead {
        reads = List.copyOf(reads);
    }

    /** The top of the hash tree over the reads. */
    public record Digest(long maxDegree, long maxLevel, List<ByteString> hashes) {
        public Digest {
            hashes = List.copyOf(hashes);
        }
    }

    static RangeRead from(RangeQueryInfo info) {
        Optional<Digest> digest = info.hasReadsMerkleHashes()
                ? Optional.of(new Digest(
                        Integer.toUnsignedLong(info.getReadsMerkleHashes().getMaxDegree()),
                        Integer.toUnsignedLong(info.getReadsMerkleHashes().getMaxLevel()),
                        info.getReadsMerkleHashes().getMaxLevelHashesList()))
                : Optional.empty();
        return new RangeRead(
                info.getStartKey(),
                info.getEndKey(),
                info.getItrExhausted(),
                info.getRawReads().getKvReadsList().stream().map(KeyRead::from).toList(),
                digest);
    }
}
