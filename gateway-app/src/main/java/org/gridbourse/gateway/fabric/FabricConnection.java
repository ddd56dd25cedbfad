package org.gridbourse.gateway.fabric;

import java.time.Duration;
import java.util.function.Supplier;
import org.gridbourse.gateway.settings.ConnectionProfile;
import org.gridbourse.gateway.settings.ConnectionProfile.Organisation;
import org.gridbourse.gateway.settings.GatewaySettings.Deadlines;
import org.gridbourse.gateway.settings.StartupException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the organisation's own peer; it follows the peer when its address in the profile changes. */
public final class FabricConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FabricConnection.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConnectionProfile profile;
    private final Supplier<Organisation> home;
    private final Deadlines deadlines;
    private volatile PeerDoor door;

    /** @param home the organisation as the profile's file has it at that moment */
    public FabricConnection(ConnectionProfile profile, Supplier<Organisation> home, Deadlines deadlines) {
        this.profile = profile;
        this.home = home;
        this.deadlines = deadlines;
        this.door = new PeerDoor(home.get(), deadlines);
    }

    /** The channel as this identity sees it. */
    Network network(WalletIdentity identity) {
        return gateway(identity).getNetwork(profile.channel());
    }

    Gateway gateway(WalletIdentity identity) {
        return door.gateway(identity);
    }

    public ConnectionProfile profile() {
        return profile;
    }

    /** Whether the peer can be reached at this moment. */
    public boolean ready() {
        return door.ready();
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
                if (door.awaitReady(LOOK)) {
                    return;
                }
            } while (System.nanoTime() < end);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NetworkUnavailableException("stopped while connecting", stopping);
        }
        throw new NetworkUnavailableException(
                "peer %s cannot be reached".formatted(door.organisation().gateway()), null);
    }

    private synchronized void followPeer() {
        try {
            Organisation now = home.get();
            if (!now.equals(door.organisation())) {
                PeerDoor former = door;
                door = new PeerDoor(now, deadlines);
                former.close();
            }
        } catch (StartupException beingWritten) {
            log.debug("the old address is kept until the profile is there again", beingWritten);
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
