package org.gridbourse.network.fabric;

import org.gridbourse.network.identity.Organisation;

/**
 * An organisation's orderer.
 *
 * @param organisation whose it is
 * @param port for peers and other orderers
 * @param adminPort for {@code osnadmin}
 * @param operationsPort health and metrics
 */
public record OrdererNode(Organisation organisation, int port, int adminPort, int operationsPort) {

    /** The program's name, such as {@code orderer-grid}. */
    public String name() {
        return "orderer-" + PeerNode.shortName(organisation);
    }
}
