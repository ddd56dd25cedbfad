package org.gridbourse.network.embedded.ledger;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;

/** The world state as of one block. */
public interface StateReader {
    /** What a key holds; empty if it is absent. */
    Optional<StateValue> get(StateKey key);

    /**
     * The public keys of a namespace from start (inclusive) to end (exclusive, empty = none), in the order of their
     * bytes.
     */
    Iterator<Map.Entry<StateKey, StateValue>> range(String namespace, String start, String end);
}
