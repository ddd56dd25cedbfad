package org.gridbourse.market.state;

import java.util.Optional;

/**
 * Read access to the committed world state, in Fabric's order (UTF-8 bytes of the keys). What the running transaction
 * writes is not seen by its own reads.
 */
public interface WorldState {

    /** The value of a key, empty where there is none. */
    Optional<byte[]> get(String key);

    /** The entries of a range, read as far as the caller walks and no further. */
    Iterable<StateEntry> scan(String startInclusive, String endExclusive);
}
