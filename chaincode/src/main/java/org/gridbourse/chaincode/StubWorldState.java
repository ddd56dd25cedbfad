package org.gridbourse.chaincode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * The committed state of a channel, read through a peer. A peer silently ends a range after so many entries; here it is
 * asked for the rest. Ranges that were not walked to their end are closed with the state.
 */
final class StubWorldState implements WorldState, AutoCloseable {
    /** Fabric's {@code ledger.state.totalQueryLimit}, unless configured otherwise. */
    private static final int RANGE_LIMIT = 100_000;

    private final ChaincodeStub stub;
    private final int rangeLimit;
    private final List<QueryResultsIterator<KeyValue>> open = new ArrayList<>();

    StubWorldState(ChaincodeStub stub) {
        this(stub, RANGE_LIMIT);
    }

    StubWorldState(ChaincodeStub stub, int rangeLimit) {
        this.stub = stub;
        this.rangeLimit = rangeLimit;
    }

    @Override
    public Optional<byte[]> get(String key) {
        byte[] value = stub.getState(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
    }

    @Override
    public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
        return () -> new Range(startInclusive, endExclusive);
    }

    /** The entries of a range, as many ranges of the peer as it takes. */
    private final class Range implements Iterator<StateEntry> {
        private final String end;
        private Iterator<KeyValue> entries;
        private String last = "";
        private int read;

        Range(String start, String end) {
            this.end = end;
            ask(start);
        }

        private void ask(String start) {
            QueryResultsIterator<KeyValue> results = stub.getStateByRange(start, end);
            open.add(results);
            entries = results.iterator();
            read = 0;
        }

        @Override
        public boolean hasNext() {
            boolean cut = !entries.hasNext() && read >= rangeLimit;
            if (cut) {
                ask(last + '\0');
            }
            return entries.hasNext();
        }

        @Override
        public StateEntry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            KeyValue entry = entries.next();
            last = entry.getKey();
            read++;
            return new StateEntry(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public void close() {
        for (QueryResultsIterator<KeyValue> results : open) {
            try {
                results.close();
            } catch (Exception notClosed) {
                throw new ChaincodeException("INTERNAL|a range of the state could not be closed", notClosed);
            }
        }
    }
}
