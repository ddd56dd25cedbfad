package org.gridbourse.chaincode;

import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.impl.InvocationTaskManager;

/**
 * Serves peers, over mutual TLS alone. The shim's own server has one connection state for all streams of a process, so
 * that a stream which is opened and closed beside others stalls them for good; here every stream has a state of its own.
 */
final class MarketService extends ChaincodeGrpc.ChaincodeImplBase {
    private static final Logger LOGGER = Logger.getLogger(MarketService.class.getName());
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;
    private static final int HANDSHAKE_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 30;
    /** A peer has one stream; several peers of one organisation may share a process. */
    private static final int STREAMS_PER_CONNECTION = 16;

    private final String packageId;
    private final String[] arguments;

    private MarketService(String packageId, String[] arguments) {
        this.packageId = packageId;
        this.arguments = arguments.clone();
    }

    static Server start(ServiceSettings settings, String[] arguments) throws IOException {
        // whatever is wrong with the settings of the chaincode itself ends the process, not the first stream
        new MarketRouter(arguments);
        ServerCredentials mutualTls = TlsServerCredentials.newBuilder()
                .keyManager(settings.certificate().toFile(), settings.key().toFile())
                .trustManager(settings.peers().toFile())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()), mutualTls)
                .addService(new MarketService(settings.packageId(), arguments))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConcurrentCallsPerConnection(STREAMS_PER_CONNECTION)
                .build()
                .start();
    }

    @Override
    public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> peer) {
        InvocationTaskManager invocations = InvocationTaskManager.getManager(
                new MarketRouter(arguments),
                ChaincodeID.newBuilder().setName(packageId).build());
        ReentrantLock oneAtATime = new ReentrantLock();
        invocations.setResponseConsumer(message -> {
            oneAtATime.lock();
            try {
                peer.onNext(message);
            } finally {
                oneAtATime.unlock();
            }
        });
        invocations.register();
        return new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {
                invocations.onChaincodeMessage(message);
            }

            @Override
            public void onError(Throwable failure) {
                LOGGER.log(Level.INFO, "a peer has gone: {0}", failure.getMessage());
                invocations.shutdown();
            }

            @Override
            public void onCompleted() {
                invocations.shutdown();
                peer.onCompleted();
            }
        };
    }
}
