package org.gridbourse.network.local;

import java.time.InstantSource;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.SurroundingsException;

/** A network of either kind in the hands of one process. */
public interface LocalNetwork extends AutoCloseable {
    /**
     * Starts everything, from nothing or over the ledger of a former start.
     *
     * @return how to reach it
     */
    ConnectionFile start(InstantSource clock);

    /** Puts a new version of the chaincode in force, on the same ledger; its program is started anew. */
    void upgrade(String version);

    /**
     * Lets another organisation join, with a peer and a chaincode process of its own.
     *
     * @return how to reach the network from now on
     */
    default ConnectionFile addOrganisation(String name, InstantSource clock) {
        throw withoutUpdates();
    }

    /** Takes a user's certificate out of force, on every peer. */
    default void revoke(String organisation, String user, InstantSource clock) {
        throw withoutUpdates();
    }

    private static SurroundingsException withoutUpdates() {
        return new SurroundingsException(
                "this network does not change its channel's configuration; real Fabric does: network/up fabric");
    }

    /** Stops everything and leaves the ledger as it is. */
    @Override
    void close();
}
