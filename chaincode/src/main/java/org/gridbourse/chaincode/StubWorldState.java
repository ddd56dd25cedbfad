package org.gridbourse.chaincode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.ledger.StateEntry;
import org.gridbourse.market.ledger.WorldState;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/** The committed state of a channel, read through a peer. Ranges that were not walked to their end are closed here. */
final class StubWorldState implements WorldState, AutoCloseable {
    private final ChaincodeStub stub;
    private final List<QueryResultsIterator<KeyValue>> open = new ArrayList<>();

    StubWorldState(ChaincodeStub stub) {
        this.stub = stub;
    }

    @Override
    public Optional<byte[]> get(String key) {
        byte[] value = stub.getState(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
    }

    @Override
    public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
        return () -> {
            QueryResultsIterator<KeyValue> results = stub.getStateByRange(startInclusive, endExclusive);
            open.add(results);
            return entries(results.iterator());
        };
    }

    private static Iterator<StateEntry> entries(Iterator<KeyValue> results) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return results.hasNext();
            }

            @Override
            public StateEntry next() {
                KeyValue result = results.next();
                return new StateEntry(result.getKey(), result.getValue());
            }
        };
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
