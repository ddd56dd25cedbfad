package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.SortedMap;

/**
 * What a key holds.
 *
 * @param value empty for a key that was deleted in this block, never empty in a committed state
 * @param metadata by name, such as {@link MetadataWrite#VALIDATION_PARAMETER}
 * @param version the transaction that wrote value or metadata last
 */
public record StateValue(ByteString value, SortedMap<String, ByteString> metadata, Version version) {

    /** Whether this is a deletion. */
    public boolean isDelete() {
        return value.isEmpty();
    }
}
