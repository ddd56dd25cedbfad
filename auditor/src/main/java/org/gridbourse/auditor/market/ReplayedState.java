package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;

/** The market's view of the auditor's state in the middle of a block. */
final class ReplayedState implements WorldState {
    private final String chaincode;
    private final ChainCheck.StateView state;

    ReplayedState(String chaincode, ChainCheck.StateView state) {
        this.chaincode = chaincode;
        this.state = state;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return state.get(StateKey.of(chaincode, key)).map(value -> value.value().toByteArray());
    }

    @Override
    public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
        return () -> new Rows(startInclusive, ByteString.copyFromUtf8(endExclusive));
    }

    /** Walks committed rows and those of the current block side by side; of the same key the newer one counts. */
    private final class Rows implements Iterator<StateEntry> {
        private final ByteString end;
        private final Iterator<Map.Entry<StateKey, StateValue>> committed;
        private final Iterator<Map.Entry<StateKey, StateValue>> changed;
        private Map.Entry<StateKey, StateValue> nextCommitted;
        private Map.Entry<StateKey, StateValue> nextChanged;
        private StateEntry next;

        Rows(String start, ByteString end) {
            this.end = end;
            StateKey first = StateKey.of(chaincode, start);
            committed = state.committed().from(first);
            changed = state.updates().asMap().tailMap(first).entrySet().iterator();
            nextCommitted = step(committed);
            nextChanged = step(changed);
            advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public StateEntry next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            StateEntry result = next;
            advance();
            return result;
        }

        private void advance() {
            next = null;
            while (next == null && (nextCommitted != null || nextChanged != null)) {
                int order = nextCommitted == null
                        ? 1
                        : nextChanged == null ? -1 : nextCommitted.getKey().compareTo(nextChanged.getKey());
                Map.Entry<StateKey, StateValue> row = order < 0 ? nextCommitted : nextChanged;
                if (order <= 0) {
                    nextCommitted = step(committed);
                }
                if (order >= 0) {
                    nextChanged = step(changed);
                }
                if (!row.getValue().isDelete()) {
                    next = new StateEntry(
                            row.getKey().key().toStringUtf8(),
                            row.getValue().value().toByteArray());
                }
            }
        }

        private Map.Entry<StateKey, StateValue> step(Iterator<Map.Entry<StateKey, StateValue>> rows) {
            if (!rows.hasNext()) {
                return null;
            }
            Map.Entry<StateKey, StateValue> row = rows.next();
            StateKey key = row.getKey();
            boolean inside = key.namespace().equals(chaincode)
                    && key.collection().isEmpty()
                    && (end.isEmpty()
                            || ByteString.unsignedLexicographicalComparator().compare(key.key(), end) < 0);
            return inside ? row : null;
        }
    }
}
