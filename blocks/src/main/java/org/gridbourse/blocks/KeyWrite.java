package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/**
 * A key that was written.
 *
 * @param markedDeleted what the write set says; see {@link #isDelete()}
 */
public record KeyWrite(String key, boolean markedDeleted, ByteString value) {

    /** Whether the key is gone afterwards: it was deleted, or written with an empty value. */
    public boolean isDelete() {
        return markedDeleted || value.isEmpty();
    }
}
