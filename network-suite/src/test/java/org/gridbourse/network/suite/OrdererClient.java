package org.gridbourse.network.suite;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** A client of one orderer, which orders what comes over one stream in the order in which it came. */
final class OrdererClient implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final ManagedChannel channel;
    private final BlockingQueue<BroadcastResponse> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<Envelope> requests;

    OrdererClient(NetworkUnderTest network) {
        channel = network.orderer();
        requests = AtomicBroadcastGrpc.newStub(channel).broadcast(new StreamObserver<>() {
            @Override
            public void onNext(BroadcastResponse answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable failure) {
                // no more answers
            }

            @Override
            public void onCompleted() {
                // no more answers
            }
        });
    }

    /** Sends an envelope, and answers what the orderer says to it. */
    BroadcastResponse send(Envelope envelope) throws InterruptedException {
        requests.onNext(envelope);
        BroadcastResponse answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("the orderer does not answer");
        }
        return answer;
    }

    @Override
    public void close() {
        requests.onCompleted();
        channel.shutdownNow();
    }
}
