package org.gridbourse.network.embedded.gateway;

import org.gridbourse.network.embedded.execution.Endorser;

/**
 * One organisation's peer as gateways know it.
 *
 * @param address host and port, named in error details
 */
public record Peer(String address, Endorser endorser) {
    public String mspId() {
        return endorser.mspId();
    }
}
