package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.blocks.MetadataWrite;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.VersionedState;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeCall;
import org.hyperledger.fabric.protos.peer.ChaincodeInterest;

/**
 * Records what one proposal reads and writes, on the state as of its beginning. Its own writes are not seen by its reads.
 * One proposal is executed by one thread at a time.
 */
final class Simulator implements AutoCloseable {
    private final VersionedState.Snapshot state;
    private final SortedMap<String, Namespace> namespaces = new TreeMap<>(KeyOrder.UTF8);
    private boolean writes;
    private boolean pagedQueries;

    /** What is recorded for one chaincode. */
    private static final class Namespace {
        private final SortedMap<String, Optional<Version>> reads = new TreeMap<>(KeyOrder.UTF8);
        private final List<RangeScan> ranges = new ArrayList<>();
        private final SortedMap<String, ByteString> values = new TreeMap<>(KeyOrder.UTF8);
        private final SortedMap<String, SortedMap<String, ByteString>> metadata = new TreeMap<>(KeyOrder.UTF8);
    }

    /** A request that the transaction's earlier requests forbid. */
    static final class ForbiddenException extends Exception {
        private static final long serialVersionUID = 1L;

        ForbiddenException(String message) {
            super(message);
        }
    }

    Simulator(VersionedState.Snapshot state) {
        this.state = state;
    }

    VersionedState.Snapshot state() {
        return state;
    }

    /** A key's value, empty if it is absent. */
    ByteString get(String chaincode, String key) {
        return read(chaincode, key).map(StateValue::value).orElse(ByteString.EMPTY);
    }

    SortedMap<String, ByteString> getMetadata(String chaincode, String key) {
        return read(chaincode, key).map(StateValue::metadata).orElseGet(TreeMap::new);
    }

    /** Writes a value; an empty one deletes the key. */
    void put(String chaincode, String key, ByteString value) throws ForbiddenException {
        beforeWrite();
        namespace(chaincode).values.put(key, value);
    }

    /** Adds to a key's metadata; entries of other names stay as they are. */
    void putMetadata(String chaincode, String key, String name, ByteString value) throws ForbiddenException {
        beforeWrite();
        Namespace namespace = namespace(chaincode);
        namespace
                .metadata
                .computeIfAbsent(key, k -> new TreeMap<>(KeyOrder.UTF8))
                .put(name, value);
    }

    RangeScan range(String chaincode, String start, String end) {
        RangeScan scan = new RangeScan(state.range(chaincode, start, end), start, end);
        namespace(chaincode).ranges.add(scan);
        return scan;
    }

    /** As {@link #range}, for a query with a page size. */
    RangeScan page(String chaincode, String start, String end, int pageSize) throws ForbiddenException {
        if (writes) {
            throw new ForbiddenException("Paginated queries are supported only in a read-only transaction");
        }
        pagedQueries = true;
        RangeScan scan = new RangeScan(state.range(chaincode, start, end), start, end, pageSize);
        namespace(chaincode).ranges.add(scan);
        return scan;
    }

    /** What a client needs to know to choose endorsers: the chaincodes touched, and policies that single keys have. */
    ChaincodeInterest interest() {
        ChaincodeInterest.Builder interest = ChaincodeInterest.newBuilder();
        namespaces.forEach((name, namespace) -> {
            if (!name.equals(ChaincodeDefinitions.LIFECYCLE)) {
                interest.addChaincodes(call(name, namespace));
            }
        });
        return interest.build();
    }

    private ChaincodeCall call(String chaincode, Namespace namespace) {
        SortedSet<String> written = new TreeSet<>(KeyOrder.UTF8);
        written.addAll(namespace.values.keySet());
        written.addAll(namespace.metadata.keySet());
        List<SignaturePolicyEnvelope> policies = written.stream()
                .flatMap(key -> keyPolicy(chaincode, key).stream())
                .toList();
        return ChaincodeCall.newBuilder()
                .setName(chaincode)
                .addAllKeyPolicies(policies)
                .setDisregardNamespacePolicy(!written.isEmpty() && policies.size() == written.size())
                .build();
    }

    private Optional<SignaturePolicyEnvelope> keyPolicy(String chaincode, String key) {
        return state.get(StateKey.of(chaincode, key))
                .map(value -> value.metadata().get(MetadataWrite.VALIDATION_PARAMETER))
                .filter(policy -> !policy.isEmpty())
                .flatMap(policy -> {
                    try {
                        return Optional.of(SignaturePolicyEnvelope.parseFrom(policy));
                    } catch (InvalidProtocolBufferException e) {
                        return Optional.empty();
                    }
                });
    }

    /** The serialized read-write set. */
    ByteString results() {
        TxReadWriteSet.Builder set = TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
        namespaces.forEach((name, namespace) -> set.addNsRwset(NsReadWriteSet.newBuilder()
                .setNamespace(name)
                .setRwset(keys(namespace).toByteString())));
        return set.build().toByteString();
    }

    @Override
    public void close() {
        state.close();
    }

    private Optional<StateValue> read(String chaincode, String key) {
        Optional<StateValue> value = state.get(StateKey.of(chaincode, key));
        namespace(chaincode).reads.putIfAbsent(key, value.map(StateValue::version));
        return value;
    }

    private Namespace namespace(String chaincode) {
        return namespaces.computeIfAbsent(chaincode, name -> new Namespace());
    }

    private void beforeWrite() throws ForbiddenException {
        if (pagedQueries) {
            throw new ForbiddenException("Transaction has already performed a paginated query. Writes are not allowed");
        }
        writes = true;
    }

    private static KVRWSet keys(Namespace namespace) {
        KVRWSet.Builder keys = KVRWSet.newBuilder();
        Set<List<Object>> recorded = new HashSet<>();
        namespace.reads.forEach((key, version) -> keys.addReads(read(key, version)));
        namespace.ranges.stream()
                .map(RangeScan::recorded)
                .filter(range -> recorded.add(List.of(range.getStartKey(), range.getEndKey(), range.getItrExhausted())))
                .forEach(keys::addRangeQueriesInfo);
        namespace.values.forEach((key, value) -> keys.addWrites(
                KVWrite.newBuilder().setKey(key).setIsDelete(value.isEmpty()).setValue(value)));
        namespace.metadata.forEach((key, entries) -> {
            KVMetadataWrite.Builder write = KVMetadataWrite.newBuilder().setKey(key);
            entries.forEach((name, value) ->
                    write.addEntries(KVMetadataEntry.newBuilder().setName(name).setValue(value)));
            keys.addMetadataWrites(write);
        });
        return keys.build();
    }

    private static KVRead read(String key, Optional<Version> version) {
        KVRead.Builder read = KVRead.newBuilder().setKey(key);
        version.ifPresent(
                found -> read.setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                        .setBlockNum(found.block())
                        .setTxNum(found.transaction())));
        return read.build();
    }
}
