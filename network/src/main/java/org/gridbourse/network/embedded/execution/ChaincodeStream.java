package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage.Type;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;

/** One peer's conversation with a chaincode server. The peer opens it; the chaincode introduces itself first. */
final class ChaincodeStream implements StreamObserver<ChaincodeMessage> {
    private static final System.Logger LOG = System.getLogger(ChaincodeStream.class.getName());

    static final String TERMINATED = "error sending: chaincode stream terminated";

    private final StateRequests requests;
    private final ChaincodeCalls calls;
    private final Executor executor;
    private final Listener listener;
    private final CompletableFuture<String> registered = new CompletableFuture<>();
    private final Map<String, Invocation> underWay = new ConcurrentHashMap<>();
    private StreamObserver<ChaincodeMessage> chaincode;
    private boolean ended;

    /** Executes a chaincode that another one calls. */
    interface ChaincodeCalls {
        /** The called chaincode's whole answer; refusals are answered as errors. */
        ChaincodeMessage call(Invocation caller, ChaincodeSpec callee) throws StateRequests.RefusedException;
    }

    /** Who wants to know how the stream fares. */
    interface Listener {
        /** The chaincode has said something. */
        void heard();

        /** The stream has ended; told once. */
        void lost();
    }

    ChaincodeStream(StateRequests requests, ChaincodeCalls calls, Executor executor, Listener listener) {
        this.requests = requests;
        this.calls = calls;
        this.executor = executor;
        this.listener = listener;
    }

    /** Opens the stream; complete with the package id under which the chaincode registers. */
    CompletableFuture<String> open(ChaincodeGrpc.ChaincodeStub server) {
        synchronized (this) {
            // the stream outlives the client's call that happens to open it, and must not end with it
            Context.ROOT.run(() -> chaincode = server.connect(this));
        }
        return registered;
    }

    /** Tells the chaincode that transactions follow. */
    void start() {
        send(ChaincodeMessage.newBuilder().setType(Type.REGISTERED).build());
        send(ChaincodeMessage.newBuilder().setType(Type.READY).build());
    }

    /** Has the chaincode execute. Fails if it is already at work for the same transaction, or when the stream ends. */
    CompletableFuture<ChaincodeMessage> execute(Invocation invocation) {
        String key = key(invocation.channel(), invocation.transactionId());
        CompletableFuture<ChaincodeMessage> answer = invocation.answer();
        if (underWay.putIfAbsent(key, invocation) != null) {
            answer.completeExceptionally(new ExecutionFailure(
                    "error sending: txid: %s(%s) exists".formatted(invocation.transactionId(), invocation.channel())));
            return answer;
        }
        answer.whenComplete((message, failure) -> underWay.remove(key, invocation));
        send(ChaincodeMessage.newBuilder()
                .setType(Type.TRANSACTION)
                .setTxid(invocation.transactionId())
                .setChannelId(invocation.channel())
                .setPayload(invocation.input().toByteString())
                .setProposal(invocation.proposal())
                .build());
        synchronized (this) {
            if (ended) {
                answer.completeExceptionally(terminated());
            }
        }
        return answer;
    }

    void close() {
        end("closed by the peer");
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        listener.heard();
        switch (message.getType()) {
            case REGISTER -> register(message.getPayload());
            case KEEPALIVE -> {}
            default -> handle(message);
        }
    }

    @Override
    public void onError(Throwable failure) {
        registered.completeExceptionally(failure);
        end(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
        registered.completeExceptionally(new ExecutionFailure("chaincode ended the stream"));
        end("ended by the chaincode");
    }

    private void register(ByteString payload) {
        try {
            registered.complete(ChaincodeID.parseFrom(payload).getName());
        } catch (InvalidProtocolBufferException e) {
            registered.completeExceptionally(e);
        }
    }

    private void handle(ChaincodeMessage message) {
        Invocation invocation = underWay.get(key(message.getChannelId(), message.getTxid()));
        if (invocation == null) {
            LOG.log(System.Logger.Level.DEBUG, "{0} for an unknown transaction dropped", message.getType());
            return;
        }
        switch (message.getType()) {
            case COMPLETED -> invocation.answer().complete(message);
            case ERROR ->
                invocation
                        .answer()
                        .completeExceptionally(new ExecutionFailure("transaction returned with failure: "
                                + message.getPayload().toStringUtf8()));
            case INVOKE_CHAINCODE -> executor.execute(() -> call(invocation, message));
            // a key's history is read from blocks on disk
            case GET_HISTORY_FOR_KEY, QUERY_STATE_NEXT ->
                executor.execute(() -> answer(message, () -> requests.answer(invocation, message)));
            default -> answer(message, () -> requests.answer(invocation, message));
        }
    }

    private void call(Invocation caller, ChaincodeMessage message) {
        answer(message, () -> {
            try {
                return calls.call(caller, ChaincodeSpec.parseFrom(message.getPayload()))
                        .toByteString();
            } catch (InvalidProtocolBufferException e) {
                throw new StateRequests.RefusedException("chaincode specification cannot be read");
            }
        });
    }

    private interface Answer {
        ByteString payload() throws StateRequests.RefusedException;
    }

    private void answer(ChaincodeMessage request, Answer answer) {
        ChaincodeMessage.Builder response =
                ChaincodeMessage.newBuilder().setTxid(request.getTxid()).setChannelId(request.getChannelId());
        try {
            response.setType(Type.RESPONSE).setPayload(answer.payload());
        } catch (StateRequests.RefusedException e) {
            // the Java shim hides this text from the contract, so it must be found here
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} of transaction {1} refused: {2}",
                    request.getType(),
                    request.getTxid(),
                    e.getMessage());
            response.setType(Type.ERROR).setPayload(ByteString.copyFromUtf8(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot answer " + request.getType(), e);
            response.setType(Type.ERROR).setPayload(ByteString.copyFromUtf8("the peer failed: " + e));
        }
        send(response.build());
    }

    private synchronized void send(ChaincodeMessage message) {
        if (!ended) {
            chaincode.onNext(message);
        }
    }

    private void end(String why) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            try {
                if (chaincode != null) { // on a direct executor nobody listening is told before the call is ours
                    chaincode.onError(io.grpc.Status.CANCELLED.asRuntimeException());
                }
            } catch (IllegalStateException e) {
                // the call has ended by itself
            }
        }
        LOG.log(System.Logger.Level.DEBUG, "chaincode stream ended: {0}", why);
        underWay.values().forEach(invocation -> invocation.answer().completeExceptionally(terminated()));
        // not on this thread: it may be the one that a new connection waits for
        executor.execute(listener::lost);
    }

    private static ExecutionFailure terminated() {
        return new ExecutionFailure(TERMINATED);
    }

    private static String key(String channel, String transactionId) {
        return channel + "/" + transactionId;
    }
}
