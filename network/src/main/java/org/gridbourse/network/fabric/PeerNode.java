package org.gridbourse.network.fabric;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gridbourse.network.identity.Organisation;

/**
 * An organisation's peer and the chaincode process beside it.
 *
 * @param organisation whose it is
 * @param port for clients and other peers
 * @param chaincodeListenPort the peer's own port for chaincode that calls it; ours never does, but every peer has one
 * @param operationsPort health and metrics
 * @param chaincodePort where the chaincode process serves this peer
 */
public record PeerNode(
        Organisation organisation, int port, int chaincodeListenPort, int operationsPort, int chaincodePort) {

    /** The program's name, such as {@code peer-grid}. */
    public String name() {
        return "peer-" + shortName(organisation);
    }

    public String chaincodeName() {
        return "chaincode-" + shortName(organisation);
    }

    /** What its ports are for. */
    Map<Integer, String> ports() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(port, name());
        ports.put(chaincodeListenPort, name() + " chaincode");
        ports.put(operationsPort, name() + " operations");
        ports.put(chaincodePort, chaincodeName());
        return ports;
    }

    static String shortName(Organisation organisation) {
        return organisation.domain().replaceFirst("^ord\\.", "").replaceFirst("\\..*$", "");
    }
}
