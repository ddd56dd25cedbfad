package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;

/**
 * New metadata of a key, such as its own endorsement policy.
 *
 * @param key in UTF-8 bytes, or its hash in a collection
 * @param entries by name; none takes all metadata away
 */
public record MetadataWrite(ByteString key, SortedMap<String, ByteString> entries) {
    /** The entry that holds a key's own endorsement policy. */
    public static final String VALIDATION_PARAMETER = "VALIDATION_PARAMETER";

    static SortedMap<String, ByteString> entries(List<KVMetadataEntry> list) {
        SortedMap<String, ByteString> entries = new TreeMap<>(KeyOrder.UTF8);
        list.forEach(entry -> entries.put(entry.getName(), entry.getValue()));
        return Collections.unmodifiableSortedMap(entries);
    }
}
