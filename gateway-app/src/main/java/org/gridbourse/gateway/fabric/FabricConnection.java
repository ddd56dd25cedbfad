package org.gridbourse.gateway.fabric;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Supplier;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.ConnectionFile.Organisation;
import org.gridbourse.fabric.Deadlines;
import org.gridbourse.fabric.PeerConnection;
import org.gridbourse.gateway.settings.StartupException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the organisation's own peer; it follows the peer when its address in the profile changes. */
public final class FabricConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FabricConnection.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConnectionFile profile;
    private final Supplier<Organisation> home;
    private final Deadlines deadlines;
    private volatile PeerConnection peer;

    /** @param home the organisation as the profile's file has it at that moment */
    public FabricConnection(ConnectionFile profile, Supplier<Organisation> home, Deadlines deadlines) {
        this.profile = profile;
        this.home = home;
        this.deadlines = deadlines;
        this.peer = open(home.get());
    }

    /** The channel as this identity sees it. */
    Network network(WalletIdentity identity) {
        return gateway(identity).getNetwork(profile.channel());
    }

    Gateway gateway(WalletIdentity identity) {
        return peer.gateway(identity.current());
    }

    /** A gateway that makes proposals for the owner of a certificate, and cannot sign them. */
    Gateway unsigned(String mspId, X509Certificate certificate) {
        return peer.unsigned(mspId, certificate);
    }

    public ConnectionFile profile() {
        return profile;
    }

    /** Whether the peer can be reached at this moment. */
    public boolean ready() {
        return peer.ready();
    }

    /**
     * Waits until the peer can be reached, wherever it has moved.
     *
     * @throws NetworkUnavailableException if it cannot for that long
     */
    void awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            do {
                followPeer();
                if (peer.awaitReady(LOOK)) {
                    return;
                }
            } while (System.nanoTime() < end);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NetworkUnavailableException("stopped while connecting", stopping);
        }
        throw new NetworkUnavailableException(
                "peer %s cannot be reached".formatted(peer.organisation().gateway()), null);
    }

    private synchronized void followPeer() {
        try {
            Organisation now = home.get();
            if (!now.equals(peer.organisation())) {
                PeerConnection former = peer;
                peer = open(now);
                former.close();
            }
        } catch (StartupException beingWritten) {
            log.debug("the old address is kept until the profile is there again", beingWritten);
        }
    }

    @Override
    public void close() {
        peer.close();
    }

    private PeerConnection open(Organisation organisation) {
        try {
            return PeerConnection.open(organisation, deadlines);
        } catch (ConnectionException problem) {
            throw StartupException.surroundings(problem.getMessage(), problem);
        }
    }
}
