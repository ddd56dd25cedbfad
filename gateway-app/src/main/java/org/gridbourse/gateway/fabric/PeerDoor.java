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
import org.gridbourse.gateway.settings.ConnectionProfile.Organisation;
import org.gridbourse.gateway.settings.GatewaySettings.Deadlines;
import org.gridbourse.gateway.settings.StartupException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** A TLS connection to a peer at one address, shared by all identities. */
final class PeerDoor implements AutoCloseable {
    /** Peers cut off clients that ask more often than once a minute. */
    private static final long KEEP_ALIVE_SECONDS = 90;

    private static final int MESSAGE_MAX_BYTES = 100 * 1024 * 1024;

    private final Organisation organisation;
    private final Deadlines deadlines;
    private final ManagedChannel channel;
    private final ConcurrentMap<String, Gateway> gateways = new ConcurrentHashMap<>();

    PeerDoor(Organisation organisation, Deadlines deadlines) {
        this.organisation = organisation;
        this.deadlines = deadlines;
        this.channel = open(organisation);
    }

    private static ManagedChannel open(Organisation organisation) {
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

    Organisation organisation() {
        return organisation;
    }

    boolean ready() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    /** Whether the peer could be reached within that time; tries at once, however often it failed before. */
    boolean awaitReady(Duration patience) throws InterruptedException {
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

    Gateway gateway(WalletIdentity identity) {
        return gateways.computeIfAbsent(identity.name(), name -> connect(identity));
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
