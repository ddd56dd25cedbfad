package org.gridbourse.network.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gridbourse.network.genesis.Batch;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;

/**
 * What an embedded network is made of.
 *
 * @param folder where certificates and ledger are kept; a second start over it goes on with both
 * @param channel name of the channel
 * @param organisations each gets a peer with a gateway of its own; the first one also runs the orderer
 * @param ports of the gateways, by organisation name; 0 or absent for a free one
 * @param batch when blocks are cut
 * @param chaincodes the chaincodes on the channel
 * @param users identities to issue beside the standard ones
 * @param executionTimeout how long a chaincode may take for one transaction
 */
public record EmbeddedConfig(
        Path folder,
        String channel,
        List<Organisation> organisations,
        Map<String, Integer> ports,
        Batch batch,
        List<EmbeddedChaincode> chaincodes,
        List<User> users,
        Duration executionTimeout) {
    private static final Duration EXECUTION_TIMEOUT = Duration.ofSeconds(30);
    /** Short, so that a single client need not wait; load makes blocks larger all by itself. */
    private static final Batch BATCH = new Batch(20, 200, 10 * 1024 * 1024, 2 * 1024 * 1024);

    public EmbeddedConfig {
        folder = folder.toAbsolutePath().normalize();
        organisations = List.copyOf(organisations);
        ports = Map.copyOf(ports);
        chaincodes = List.copyOf(chaincodes);
        users = List.copyOf(users);
        if (organisations.isEmpty()) {
            throw new IllegalArgumentException("organisations must not be empty");
        }
    }

    /** Grid, North and South on free ports, channel {@code energy}, without a chaincode yet. */
    public static EmbeddedConfig in(Path folder) {
        return new EmbeddedConfig(
                folder, "energy", Organisation.peers(), Map.of(), BATCH, List.of(), List.of(), EXECUTION_TIMEOUT);
    }

    /** The same with other members; the first one also runs the orderer. */
    public EmbeddedConfig withOrganisations(List<Organisation> others) {
        return new EmbeddedConfig(folder, channel, others, ports, batch, chaincodes, users, executionTimeout);
    }

    public EmbeddedConfig withChannel(String other) {
        return new EmbeddedConfig(folder, other, organisations, ports, batch, chaincodes, users, executionTimeout);
    }

    public EmbeddedConfig withChaincodes(List<EmbeddedChaincode> others) {
        return new EmbeddedConfig(folder, channel, organisations, ports, batch, others, users, executionTimeout);
    }

    public EmbeddedConfig withPorts(Map<String, Integer> others) {
        return new EmbeddedConfig(folder, channel, organisations, others, batch, chaincodes, users, executionTimeout);
    }

    public EmbeddedConfig withBatch(Batch other) {
        return new EmbeddedConfig(folder, channel, organisations, ports, other, chaincodes, users, executionTimeout);
    }

    public EmbeddedConfig withUsers(List<User> others) {
        return new EmbeddedConfig(folder, channel, organisations, ports, batch, chaincodes, others, executionTimeout);
    }

    public EmbeddedConfig withExecutionTimeout(Duration other) {
        return new EmbeddedConfig(folder, channel, organisations, ports, batch, chaincodes, users, other);
    }
}
