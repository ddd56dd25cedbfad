package org.gridbourse.network.suite;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridbourse.network.identity.ChaincodeTls;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage.Type;

/** Somebody who listens where a chaincode should, says that he is it, and counts who believes him. */
final class Stranger extends ChaincodeGrpc.ChaincodeImplBase implements AutoCloseable {
    private final String packageId;
    private final Server server;
    private final AtomicInteger streams = new AtomicInteger();

    Stranger(int port, String packageId, Optional<ChaincodeTls> keys) {
        this.packageId = packageId;
        try {
            this.server = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials(keys))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerCredentials credentials(Optional<ChaincodeTls> keys) throws IOException {
        return keys.isEmpty()
                ? InsecureServerCredentials.create()
                : TlsServerCredentials.create(
                        keys.get().serverCertificate().toFile(),
                        keys.get().serverKey().toFile());
    }

    /** How many peers have opened a stream to him. */
    int streams() {
        return streams.get();
    }

    @Override
    public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> peer) {
        streams.incrementAndGet();
        peer.onNext(ChaincodeMessage.newBuilder()
                .setType(Type.REGISTER)
                .setPayload(ChaincodeID.newBuilder().setName(packageId).build().toByteString())
                .build());
        return new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {}

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                peer.onCompleted();
            }
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
