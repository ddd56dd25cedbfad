package org.gridbourse.auditor.fabric;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/** The auditor's own world state and list of transactions, as of the block before the one being checked. */
public interface StateStore extends AutoCloseable {

    /** What a key holds. */
    Optional<StateValue> get(StateKey key);

    /**
     * Keys of one namespace or collection in order, from {@code start} on, without end.
     *
     * @return reads on while it is consumed; valid until the next {@link #apply}
     */
    Iterator<Map.Entry<StateKey, StateValue>> from(StateKey start);

    /** Whether a transaction of this id stood in an earlier block, whatever became of it. */
    boolean hasTransaction(String transactionId);

    /** Takes over what a block changes. */
    void apply(StateUpdates updates, Iterable<String> transactionIds);

    @Override
    void close();
}
