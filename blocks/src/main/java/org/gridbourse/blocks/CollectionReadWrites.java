package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;

/**
 * What a transaction read and wrote in a private data collection: only hashes are on the ledger.
 *
 * @param privateHash hash of the private read-write set, empty if nothing private was written
 */
public record CollectionReadWrites(
        String collection,
        List<HashedRead> reads,
        List<HashedWrite> writes,
        List<MetadataWrite> metadataWrites,
        ByteString privateHash) {
    private static final ByteString HASH_OF_NOTHING = Hashes.sha256();

    public CollectionReadWrites {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        metadataWrites = List.copyOf(metadataWrites);
    }

    /** A private key that was read, by its hash. */
    public record HashedRead(ByteString keyHash, Optional<Version> version) {}

    /** A private key that was written, by its hash. */
    public record HashedWrite(ByteString keyHash, boolean markedDeleted, ByteString valueHash, boolean purge) {

        /** Whether the key is gone afterwards. */
        public boolean isDelete() {
            return markedDeleted || valueHash.isEmpty() || valueHash.equals(HASH_OF_NOTHING);
        }
    }

    static CollectionReadWrites from(CollectionHashedReadWriteSet set) {
        HashedRWSet keys =
                Wire.parse(HashedRWSet.parser(), set.getHashedRwset(), "hashes of " + set.getCollectionName());
        return new CollectionReadWrites(
                set.getCollectionName(),
                keys.getHashedReadsList().stream()
                        .map(read -> new HashedRead(
                                read.getKeyHash(),
                                read.hasVersion()
                                        ? Optional.of(new Version(
                                                read.getVersion().getBlockNum(),
                                                read.getVersion().getTxNum()))
                                        : Optional.empty()))
                        .toList(),
                keys.getHashedWritesList().stream()
                        .map(write -> new HashedWrite(
                                write.getKeyHash(), write.getIsDelete(), write.getValueHash(), write.getIsPurge()))
                        .toList(),
                keys.getMetadataWritesList().stream()
                        .map(write ->
                                new MetadataWrite(write.getKeyHash(), MetadataWrite.entries(write.getEntriesList())))
                        .toList(),
                set.getPvtRwsetHash());
    }

    boolean hasWrites() {
        return !writes.isEmpty() || !metadataWrites.isEmpty();
    }
}
