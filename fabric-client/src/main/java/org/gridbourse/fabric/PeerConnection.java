package org.gridbourse.fabric;

import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.gridbourse.fabric.ConnectionFile.Organisation;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.X509Identity;

/** A TLS connection to an organisation's peer, through which any number of identities speak. */
public final class PeerConnection implements AutoCloseable {
    /** Peers cut off clients that ask more often than once a minute. */
    private static final long KEEP_ALIVE_SECONDS = 90;

    private static final int MESSAGE_MAX_BYTES = 100 * 1024 * 1024;

    private final Organisation organisation;
    private final Deadlines deadlines;
    private final ManagedChannel channel;
    private final ConcurrentMap<ClientIdentity, Gateway> gateways = new ConcurrentHashMap<>();

    private PeerConnection(Organisation organisation, Deadlines deadlines, ManagedChannel channel) {
        this.organisation = organisation;
        this.deadlines = deadlines;
        this.channel = channel;
    }

    /**
     * Prepares the connection; it is made with the first call.
     *
     * @throws ConnectionException if the TLS root certificate cannot be read
     */
    public static PeerConnection open(Organisation organisation, Deadlines deadlines) throws ConnectionException {
        try {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            organisation.gateway(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(organisation.tlsRootCert().toFile())
                                    .build())
                    .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    .maxInboundMessageSize(MESSAGE_MAX_BYTES)
                    .build();
            return new PeerConnection(organisation, deadlines, channel);
        } catch (IOException | IllegalArgumentException problem) {
            throw new ConnectionException(
                    "TLS root certificate %s cannot be read: %s".formatted(organisation.tlsRootCert(), problem),
                    problem);
        }
    }

    /** The organisation whose peer this is. */
    public Organisation organisation() {
        return organisation;
    }

    /** Whether the peer can be reached at this moment. */
    public boolean ready() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    /** Whether the peer could be reached within that time; tries at once, however often it failed before. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        channel.resetConnectBackoff();
        ConnectivityState state = channel.getState(true);
        while (state != ConnectivityState.READY) {
            CountDownLatch changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            if (!changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            state = channel.getState(true);
        }
        return true;
    }

    /** The peer's gateway for one identity; the same one each time until this is closed. */
    public Gateway gateway(ClientIdentity identity) {
        return gateways.computeIfAbsent(identity, this::connect);
    }

    /** A gateway of somebody whose key is elsewhere: it makes proposals in that name and signs nothing. */
    public Gateway unsigned(String mspId, X509Certificate certificate) {
        return builder(new X509Identity(mspId, certificate)).connect();
    }

    private Gateway connect(ClientIdentity identity) {
        return builder(identity.certified()).signer(identity.signer()).connect();
    }

    private Gateway.Builder builder(X509Identity identity) {
        return Gateway.newInstance()
                .identity(identity)
                .hash(Hash.SHA256)
                .connection(channel)
                .evaluateOptions(within(deadlines.evaluate()))
                .endorseOptions(within(deadlines.endorse()))
                .submitOptions(within(deadlines.submit()))
                .commitStatusOptions(within(deadlines.commit()));
    }

    private static UnaryOperator<CallOptions> within(Duration limit) {
        return call -> call.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        gateways.values().forEach(Gateway::close);
        channel.shutdownNow();
    }
}
