package org.gridbourse.network.embedded.gateway;

import java.util.function.Supplier;
import org.gridbourse.network.embedded.execution.Endorser;

/**
 * One organisation's peer as gateways know it.
 *
 * @param address host and port, named in error details; known when the peer listens
 */
public record Peer(Supplier<String> address, Endorser endorser) {
    public String mspId() {
        return endorser.mspId();
    }
}
