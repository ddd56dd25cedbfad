package org.gridbourse.network;

import java.time.InstantSource;

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

    /** Stops everything and leaves the ledger as it is. */
    @Override
    void close();
}
