package org.gridbourse.network.embedded.execution;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.network.identity.ChaincodeTls;

/**
 * Where the peers find a chaincode's process.
 *
 * @param chaincode name on the channel
 * @param packageId under which the process registers
 * @param addresses by the MSP id of the peer's organisation; several peers may share one
 */
public record Deployment(
        String chaincode, String packageId, Map<String, InetSocketAddress> addresses, Optional<ChaincodeTls> tls) {
    public Deployment {
        addresses = Map.copyOf(addresses);
    }
}
