package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetHistoryForKey;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.GetStateMetadata;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.PutStateMetadata;
import org.hyperledger.fabric.protos.peer.QueryMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.hyperledger.fabric.protos.peer.StateMetadata;
import org.hyperledger.fabric.protos.peer.StateMetadataResult;

/** Answers what a chaincode asks of the world state while it executes. */
final class StateRequests {
    private final Ledger ledger;

    /** A request that is answered with an error; the chaincode's transaction goes on or fails as it likes. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    StateRequests(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The payload of the response. */
    ByteString answer(Invocation invocation, ChaincodeMessage request) throws RefusedException {
        ByteString payload = request.getPayload();
        try {
            return switch (request.getType()) {
                case GET_STATE -> get(invocation, GetState.parseFrom(payload));
                case PUT_STATE -> put(invocation, PutState.parseFrom(payload));
                case DEL_STATE -> delete(invocation, DelState.parseFrom(payload));
                case GET_STATE_METADATA -> getMetadata(invocation, GetStateMetadata.parseFrom(payload));
                case PUT_STATE_METADATA -> putMetadata(invocation, PutStateMetadata.parseFrom(payload));
                case GET_STATE_BY_RANGE -> range(invocation, GetStateByRange.parseFrom(payload));
                case GET_HISTORY_FOR_KEY -> history(invocation, GetHistoryForKey.parseFrom(payload));
                case QUERY_STATE_NEXT ->
                    next(invocation, QueryStateNext.parseFrom(payload).getId());
                case QUERY_STATE_CLOSE ->
                    close(invocation, QueryStateClose.parseFrom(payload).getId());
                case GET_QUERY_RESULT -> throw new RefusedException("ExecuteQuery not supported for leveldb");
                default ->
                    throw new RefusedException(
                            "the embedded network does not support " + request.getType() + " messages");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException("[%s]%s cannot be read".formatted(request.getTxid(), request.getType()));
        } catch (Simulator.ForbiddenException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private static ByteString get(Invocation invocation, GetState request) throws RefusedException {
        requirePublic(request.getCollection());
        return invocation.simulator().get(invocation.chaincode(), request.getKey());
    }

    private static ByteString put(Invocation invocation, PutState request)
            throws RefusedException, Simulator.ForbiddenException {
        requirePublic(request.getCollection());
        requireKey(request.getKey());
        invocation.simulator().put(invocation.chaincode(), request.getKey(), request.getValue());
        return ByteString.EMPTY;
    }

    private static ByteString delete(Invocation invocation, DelState request)
            throws RefusedException, Simulator.ForbiddenException {
        requirePublic(request.getCollection());
        requireKey(request.getKey());
        invocation.simulator().put(invocation.chaincode(), request.getKey(), ByteString.EMPTY);
        return ByteString.EMPTY;
    }

    private static ByteString getMetadata(Invocation invocation, GetStateMetadata request) throws RefusedException {
        requirePublic(request.getCollection());
        StateMetadataResult.Builder result = StateMetadataResult.newBuilder();
        invocation
                .simulator()
                .getMetadata(invocation.chaincode(), request.getKey())
                .forEach((name, value) -> result.addEntries(
                        StateMetadata.newBuilder().setMetakey(name).setValue(value)));
        return result.build().toByteString();
    }

    private static ByteString putMetadata(Invocation invocation, PutStateMetadata request)
            throws RefusedException, Simulator.ForbiddenException {
        requirePublic(request.getCollection());
        requireKey(request.getKey());
        StateMetadata entry = request.getMetadata();
        invocation
                .simulator()
                .putMetadata(invocation.chaincode(), request.getKey(), entry.getMetakey(), entry.getValue());
        return ByteString.EMPTY;
    }

    private static ByteString range(Invocation invocation, GetStateByRange request)
            throws RefusedException, InvalidProtocolBufferException, Simulator.ForbiddenException {
        requirePublic(request.getCollection());
        QueryMetadata paging = QueryMetadata.parseFrom(request.getMetadata());
        if (paging.getPageSize() > 0 || !paging.getBookmark().isEmpty()) {
            return page(invocation, request, paging);
        }
        RangeScan scan =
                invocation.simulator().range(invocation.chaincode(), request.getStartKey(), request.getEndKey());
        return next(invocation, invocation.open(scan));
    }

    private static ByteString page(Invocation invocation, GetStateByRange request, QueryMetadata paging)
            throws Simulator.ForbiddenException {
        String start = paging.getBookmark().isEmpty() ? request.getStartKey() : paging.getBookmark();
        int size = paging.getPageSize() > 0 ? paging.getPageSize() : Integer.MAX_VALUE;
        RangeScan scan = invocation.simulator().page(invocation.chaincode(), start, request.getEndKey(), size);
        List<ByteString> rows = new PendingQuery(scan).all();
        QueryResponseMetadata metadata = QueryResponseMetadata.newBuilder()
                .setFetchedRecordsCount(scan.returned())
                .setBookmark(scan.bookmark())
                .build();
        return response(invocation.open(scan), rows, false)
                .setMetadata(metadata.toByteString())
                .build()
                .toByteString();
    }

    private ByteString history(Invocation invocation, GetHistoryForKey request) {
        StateKey key = StateKey.of(invocation.chaincode(), request.getKey());
        long height = invocation.simulator().state().height();
        return next(invocation, invocation.open(new HistoryResults(ledger, key, height)));
    }

    private static ByteString next(Invocation invocation, String id) {
        PendingQuery query = invocation.query(id);
        if (query == null) {
            return response(id, List.of(), false).build().toByteString();
        }
        PendingQuery.Batch batch = query.next();
        if (!batch.hasMore()) {
            invocation.closeQuery(id);
        }
        return response(id, batch.rows(), batch.hasMore()).build().toByteString();
    }

    private static ByteString close(Invocation invocation, String id) {
        invocation.closeQuery(id);
        return QueryResponse.newBuilder().setId(id).build().toByteString();
    }

    private static QueryResponse.Builder response(String id, List<ByteString> rows, boolean hasMore) {
        QueryResponse.Builder response = QueryResponse.newBuilder().setId(id).setHasMore(hasMore);
        rows.forEach(row -> response.addResults(QueryResultBytes.newBuilder().setResultBytes(row)));
        return response;
    }

    private static void requirePublic(String collection) throws RefusedException {
        if (!collection.isEmpty()) {
            throw new RefusedException("the embedded network has no private data collections");
        }
    }

    private static void requireKey(String key) throws RefusedException {
        if (key.isEmpty()) {
            throw new RefusedException("key must not be an empty string");
        }
    }
}
