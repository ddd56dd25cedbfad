package org.gridbourse.network.identity;

import java.util.Locale;

/** What an organisation runs: a peer or an orderer. Decides folder names and the node's role in its certificate. */
public enum NodeKind {
    PEER("peerOrganizations", "peers", "peer0"),
    ORDERER("ordererOrganizations", "orderers", "orderer0");

    private final String organisationsFolder;
    private final String nodesFolder;
    private final String host;

    NodeKind(String organisationsFolder, String nodesFolder, String host) {
        this.organisationsFolder = organisationsFolder;
        this.nodesFolder = nodesFolder;
        this.host = host;
    }

    String organisationsFolder() {
        return organisationsFolder;
    }

    String nodesFolder() {
        return nodesFolder;
    }

    String host() {
        return host;
    }

    /** The organisational unit that makes a certificate one of such a node. */
    String organisationalUnit() {
        return name().toLowerCase(Locale.ROOT);
    }
}
