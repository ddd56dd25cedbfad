package org.gridbourse.blocks;

import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;

/** What a transaction read and wrote in one chaincode's namespace. */
public record NamespaceReadWrites(
        String namespace,
        List<KeyRead> reads,
        List<RangeRead> rangeReads,
        List<KeyWrite> writes,
        List<MetadataWrite> metadataWrites,
        List<CollectionReadWrites> collections) {
    public NamespaceReadWrites {
        reads = List.copyOf(reads);
        rangeReads = List.copyOf(rangeReads);
        writes = List.copyOf(writes);
        metadataWrites = List.copyOf(metadataWrites);
        collections = List.copyOf(collections);
    }

    static NamespaceReadWrites from(NsReadWriteSet set) {
        KVRWSet keys = Wire.parse(KVRWSet.parser(), set.getRwset(), "read-write set of " + set.getNamespace());
        return new NamespaceReadWrites(
                set.getNamespace(),
                keys.getReadsList().stream().map(KeyRead::from).toList(),
                keys.getRangeQueriesInfoList().stream().map(RangeRead::from).toList(),
                keys.getWritesList().stream()
                        .map(write -> new KeyWrite(write.getKey(), write.getIsDelete(), write.getValue()))
                        .toList(),
                keys.getMetadataWritesList().stream()
                        .map(write -> new MetadataWrite(
                                StateKey.utf8(write.getKey()), MetadataWrite.entries(write.getEntriesList())))
                        .toList(),
                set.getCollectionHashedRwsetList().stream()
                        .map(CollectionReadWrites::from)
                        .toList());
    }

    /** Whether anything is written here: values, key metadata or private data. */
    public boolean hasWrites() {
        return !writes.isEmpty()
                || !metadataWrites.isEmpty()
                || collections.stream().anyMatch(CollectionReadWrites::hasWrites);
    }
}
