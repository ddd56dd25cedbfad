package org.gridbourse.gateway.fabric;

import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gridbourse.gateway.settings.ConnectionProfile;
import org.gridbourse.gateway.settings.GatewaySettings.Deadlines;
import org.gridbourse.gateway.settings.StartupException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** One TLS connection to the organisation's own peer, shared by all identities. */
public final class FabricConnection implements AutoCloseable {
    /** Peers cut off clients that ask more often than once a minute. */
    private static final long KEEP_ALIVE_SECONDS = 90;

    private static final int MESSAGE_MAX_BYTES = 100 * 1024 * 1024;

    private final ConnectionProfile profile;
    private final Deadlines deadlines;
    private final ManagedChannel channel;
    private final ConcurrentMap<String, Gateway> gateways = new ConcurrentHashMap<>();

    public FabricConnection(
            ConnectionProfile profile, ConnectionProfile.Organisation organisation, Deadlines deadlines) {
        this.profile = profile;
        this.deadlines = deadlines;
        this.channel = open(organisation);
    }

    private static ManagedChannel open(ConnectionProfile.Organisation organisation) {
        try {
            return Grpc.newChannelBuilder(
                            organisation.gateway(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(organisation.tlsRootCert().toFile())
                                    .build())
                    .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    .maxInboundMessageSize(MESSAGE_MAX_BYTES)
                    .build();
        } catch (IOException problem) {
            throw StartupException.surroundings(
                    "TLS root certificate %s cannot be read: %s".formatted(organisation.tlsRootCert(), problem));
        }
    }

    /** The channel as this identity sees it. */
    Network network(WalletIdentity identity) {
        return gateway(identity).getNetwork(profile.channel());
    }

    Gateway gateway(WalletIdentity identity) {
        return gateways.computeIfAbsent(identity.name(), name -> connect(identity));
    }

    public ConnectionProfile profile() {
        return profile;
    }

    /** Whether the peer can be reached at this moment. */
    public boolean ready() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    /**
     * Waits until the peer can be reached.
     *
     * @throws NetworkUnavailableException if it cannot for that long
     */
    void awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        ConnectivityState state = channel.getState(true);
        while (state != ConnectivityState.READY) {
            CountDownLatch changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            try {
                if (!changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new NetworkUnavailableException(
                            "peer %s cannot be reached".formatted(channel.authority()), null);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new NetworkUnavailableException("stopped while connecting", stopping);
            }
            state = channel.getState(true);
        }
    }

    private Gateway connect(WalletIdentity identity) {
        return Gateway.newInstance()
                .identity(new X509Identity(identity.mspId(), identity.certificate()))
                .signer(Signers.newPrivateKeySigner(identity.key()))
                .connection(channel)
                .evaluateOptions(
                        call -> call.withDeadlineAfter(deadlines.evaluate().toMillis(), TimeUnit.MILLISECONDS))
                .endorseOptions(
                        call -> call.withDeadlineAfter(deadlines.endorse().toMillis(), TimeUnit.MILLISECONDS))
                .submitOptions(call -> call.withDeadlineAfter(deadlines.submit().toMillis(), TimeUnit.MILLISECONDS))
                .commitStatusOptions(
                        call -> call.withDeadlineAfter(deadlines.commit().toMillis(), TimeUnit.MILLISECONDS))
                .connect();
    }

    @Override
    public void close() {
        gateways.values().forEach(Gateway::close);
        channel.shutdownNow();
    }
}
