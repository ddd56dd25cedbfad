package org.gridbourse.network.embedded;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.gridbourse.network.embedded.gateway.ConcurrencyLimit;
import org.gridbourse.network.embedded.gateway.DeliverService;
import org.gridbourse.network.embedded.gateway.EndorserService;
import org.gridbourse.network.embedded.gateway.GatewayService;
import org.gridbourse.network.embedded.ordering.BroadcastService;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.programs.SurroundingsException;

/** The TLS endpoint of one organisation's peer, on the loopback address only. */
final class PeerServer implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;
    private static final int GATEWAY_LIMIT = 500;
    private static final int ENDORSER_LIMIT = 2_500;
    private static final int STREAM_LIMIT = 2_500;
    private static final long MIN_KEEPALIVE_SECONDS = 60;

    private final Server server;

    /** What the endpoint offers: the peer's own services, and the orderer's, which has no endpoint of its own. */
    record Services(
            GatewayService gateway, DeliverService deliver, EndorserService endorser, BroadcastService broadcast) {}

    private PeerServer(Server server) {
        this.server = server;
    }

    static PeerServer start(OrganisationFolder organisation, int port, Services services, Executor executor) {
        Path tls = organisation.node().resolve("tls");
        try {
            Server server = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            TlsServerCredentials.create(
                                    tls.resolve("server.crt").toFile(),
                                    tls.resolve("server.key").toFile()))
                    .executor(executor)
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .permitKeepAliveTime(MIN_KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .addService(ServerInterceptors.intercept(services.gateway, new ConcurrencyLimit(GATEWAY_LIMIT)))
                    .addService(ServerInterceptors.intercept(services.deliver, new ConcurrencyLimit(STREAM_LIMIT)))
                    .addService(ServerInterceptors.intercept(services.endorser, new ConcurrencyLimit(ENDORSER_LIMIT)))
                    .addService(ServerInterceptors.intercept(services.broadcast, new ConcurrencyLimit(STREAM_LIMIT)))
                    .build()
                    .start();
            return new PeerServer(server);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "the gateway of %s cannot listen on port %d (%s): stop the program that uses it, or choose another port"
                            .formatted(organisation.organisation().name(), port, e.getMessage()),
                    e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            // calls that wait for a commit may wait for ever
            if (!server.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
