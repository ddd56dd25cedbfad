package org.gridbourse.network;

import java.time.Duration;
import java.time.Instant;
import org.gridbourse.fabric.ClientIdentity;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.Deadlines;
import org.gridbourse.fabric.PeerConnection;
import org.hyperledger.fabric.client.Gateway;

/** A client's connection to one organisation's gateway, by the Fabric Gateway SDK. */
public final class GatewayConnection implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final PeerConnection peer;
    private final ClientIdentity identity;

    private GatewayConnection(PeerConnection peer, ClientIdentity identity) {
        this.peer = peer;
        this.identity = identity;
    }

    /**
     * Connects to an organisation's gateway.
     *
     * @param through whose gateway
     * @param as in whose name: the user's organisation
     * @param user the user's name before the {@code @}
     * @throws IllegalArgumentException if the user's identity or the gateway's certificate cannot be read
     */
    public static GatewayConnection open(
            ConnectionFile.Organisation through, ConnectionFile.Organisation as, String user) {
        try {
            ClientIdentity identity = as.identity(user, Instant.now());
            return new GatewayConnection(PeerConnection.open(through, Deadlines.each(LIMIT)), identity);
        } catch (ConnectionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public Gateway gateway() {
        return peer.gateway(identity);
    }

    @Override
    public void close() {
        peer.close();
    }
}
