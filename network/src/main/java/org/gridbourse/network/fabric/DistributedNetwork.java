package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisFile;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.User;
import org.gridbourse.programs.PrivateFolder;

/**
 * A network whose nodes run in containers or on machines of their own and find each other by name. Made of the same
 * identities, genesis block and templates as the one on this machine; somebody else starts the processes.
 */
public final class DistributedNetwork {
    private static final int PASSWORD_BYTES = 18;

    private final NodeFolders folders;
    private final Topology topology;
    private final String channel;
    private final ChaincodeDefinition definition;

    /**
     * @param folder where everything is written
     * @param consensus how orderers agree
     * @param channel name of the channel
     * @param chaincode name of the chaincode
     * @param policy whose endorsement a transaction of the chaincode needs
     */
    public DistributedNetwork(Path folder, Consensus consensus, String channel, String chaincode, String policy) {
        this.folders = new NodeFolders(folder);
        this.topology = Topology.of(Topology.STANDARD_PORT_BASE, consensus);
        this.channel = channel;
        this.definition = new ChaincodeDefinition(new ChaincodePackage(chaincode, "1"), 1, policy);
    }

    /**
     * Writes certificates, genesis block, configuration, the chaincode's package, and one file of environment variables
     * for each process.
     *
     * @param root the folder as the nodes will see it
     * @param version of Fabric that will run there
     */
    public void prepare(Path templates, Path root, FabricVersion version, List<User> users, Instant now) {
        PrivateFolder.create(folders.root());
        Placement placement = Placement.onMachines(root);
        Identities identities = Identities.create(folders.crypto(), topology.organisations(), users, now);
        GenesisFile.createOrCheck(folders.genesis(), topology.configuration(channel, identities, placement), now);
        folders.writeConfiguration(templates, version);
        definition.content().writeTo(folders.packages());
        makeDataFolders();
        writePassword(folders.root().resolve("grafana-password"));
        NodeEnvironment environment = new NodeEnvironment(folders, identities, placement);
        topology.orderers().forEach(node -> write(node.name(), environment.orderer(node)));
        for (PeerNode node : topology.peers()) {
            write(node.name(), environment.peer(node));
            Map<String, String> chaincode = new TreeMap<>();
            chaincode.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + node.chaincodePort());
            chaincode.put("CORE_CHAINCODE_ID_NAME", definition.content().id());
            chaincode.put("CORE_PEER_LOCALMSPID", node.organisation().mspId());
            chaincode.put("CORE_CHAINCODE_LOGGING_LEVEL", "WARNING");
            chaincode.putAll(ChaincodeTls.serverEnvironment(environment.chaincodeTls(node)));
            write(node.chaincodeName(), chaincode);
        }
    }

    /** Here, since what a container's engine makes for a mount belongs to root. */
    private void makeDataFolders() {
        PrivateFolder.create(folders.allData());
        topology.orderers().forEach(node -> PrivateFolder.create(folders.data(node.name())));
        topology.peers().forEach(node -> PrivateFolder.create(folders.data(node.name())));
    }

    /** Of Grafana's administrator. */
    private static void writePassword(Path file) {
        if (Files.exists(file)) {
            return;
        }
        byte[] bits = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bits);
        try {
            PrivateFolder.createFile(file);
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Joins the running nodes to the channel and agrees on the chaincode. Doing it again changes nothing.
     *
     * @param byName whether to reach the nodes by their names, or at published ports of this machine
     */
    public ConnectionFile deploy(FabricPrograms programs, boolean byName, Instant now) {
        Identities identities = Identities.create(folders.crypto(), topology.organisations(), List.of(), now);
        Placement placement = new Placement(folders.root(), "127.0.0.1", byName);
        Administration administration = new Administration(programs, topology, folders, identities, placement, channel);
        administration.joinAll();
        if (administration.committedSequence(definition.content().name()) < definition.sequence()) {
            administration.approve(definition, definition.content().writeTo(folders.packages()));
            administration.commit(definition);
        }
        List<ConnectionFile.Organisation> organisations = topology.peers().stream()
                .map(peer -> identities
                        .organisation(peer.organisation().name())
                        .clientsView((byName ? peer.organisation().nodeName() : "localhost") + ":" + peer.port()))
                .toList();
        return new ConnectionFile(
                "fabric", channel, definition.content().name(), Optional.of(folders.genesis()), organisations);
    }

    private void write(String process, Map<String, String> variables) {
        String lines = new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        try {
            Path folder = Files.createDirectories(folders.root().resolve("env"));
            Files.writeString(folder.resolve(process + ".env"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
