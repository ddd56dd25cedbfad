package org.gridbourse.network.embedded.ordering;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/**
 * The orderer's Broadcast service, for clients that send their transactions themselves, such as Fabric's {@code peer}
 * command. Blocks are delivered by the peers alone.
 */
public final class BroadcastService extends AtomicBroadcastGrpc.AtomicBroadcastImplBase {
    private final Orderer orderer;

    public BroadcastService(Orderer orderer) {
        this.orderer = orderer;
    }

    @Override
    public StreamObserver<Envelope> broadcast(StreamObserver<BroadcastResponse> client) {
        ServerCallStreamObserver<BroadcastResponse> answers = (ServerCallStreamObserver<BroadcastResponse>) client;
        // whoever does not read answers is asked for nothing more
        answers.disableAutoRequest();
        answers.setOnReadyHandler(() -> answers.request(1));
        return new StreamObserver<>() {
            @Override
            public void onNext(Envelope envelope) {
                Orderer.Answer answer = orderer.broadcast(envelope);
                answers.onNext(BroadcastResponse.newBuilder()
                        .setStatus(answer.status())
                        .setInfo(answer.info())
                        .build());
                if (answers.isReady()) {
                    answers.request(1);
                }
            }

            @Override
            public void onError(Throwable failure) {
                // the client has gone
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }
}
