package org.gridbourse.auditor;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.Optional;

/** Where blocks come from, in the order of their numbers. */
public interface BlockSource {

    /**
     * A place in the chain.
     *
     * @param number which block belongs here
     * @param bytes what is there; empty if nothing is
     */
    record Place(long number, Optional<ByteString> bytes) {}

    /** The places from a number on; the last one is the last block that is there. */
    Iterator<Place> from(long number);
}
