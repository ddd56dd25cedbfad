package org.gridbourse.network.embedded;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.identity.Organisation;

/**
 * A chaincode on the embedded network's channel.
 *
 * @param name on the channel
 * @param version of the definition; with another version or policy than before a new definition comes into force
 * @param policy who must endorse, such as {@code AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))}; empty for the
 *     channel's default, the majority of the organisations
 * @param packageId under which the chaincode's process registers ({@code CORE_CHAINCODE_ID_NAME})
 * @param addresses where each organisation's peer finds the process, by MSP id; several may share one
 * @param tls how peers and processes know each other; without it whoever reaches the port is taken for the chaincode,
 *     and whoever reaches the chaincode for a peer
 */
public record EmbeddedChaincode(
        String name,
        String version,
        String policy,
        String packageId,
        Map<String, InetSocketAddress> addresses,
        Optional<ChaincodeTls> tls) {
    public EmbeddedChaincode {
        if (!name.matches("[A-Za-z0-9]+([-_][A-Za-z0-9]+)*") || version.isEmpty() || packageId.isEmpty()) {
            throw new IllegalArgumentException(
                    "name (%s) must be letters, digits, - and _; version (%s) and packageId (%s) must not be empty"
                            .formatted(name, version, packageId));
        }
        addresses = Map.copyOf(addresses);
    }

    /** A chaincode whose processes do not speak TLS. */
    public EmbeddedChaincode(
            String name, String version, String policy, String packageId, Map<String, InetSocketAddress> addresses) {
        this(name, version, policy, packageId, addresses, Optional.empty());
    }

    public EmbeddedChaincode withTls(ChaincodeTls other) {
        return new EmbeddedChaincode(name, version, policy, packageId, addresses, Optional.of(other));
    }

    /** A chaincode whose one process on this machine serves the peers of all organisations. */
    public static EmbeddedChaincode shared(
            String name, String version, String policy, String packageId, List<Organisation> organisations, int port) {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        organisations.forEach(organisation ->
                addresses.put(organisation.mspId(), InetSocketAddress.createUnresolved("127.0.0.1", port)));
        return new EmbeddedChaincode(name, version, policy, packageId, addresses);
    }
}
