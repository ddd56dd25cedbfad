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
import org.gridbourse.network.genesis.ChannelUpdate;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisFile;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.identity.User;
import org.gridbourse.programs.PrivateFolder;
import org.hyperledger.fabric.protos.common.Config;

/**
 * A network whose nodes run in containers or on machines of their own and find each other by name. Made of the same
 * identities, genesis block and templates as the one on this machine; somebody else starts the processes.
 */
public final class DistributedNetwork {
    private static final int PASSWORD_BYTES = 18;

    private final NodeFolders folders;
    private final Topology founders;
    private final Topology topology;
    private final String channel;
    private final ChaincodeDefinition definition;
    private final boolean renewing;

    /**
     * @param folder where everything is written
     * @param consensus how orderers agree
     * @param channel name of the channel
     * @param chaincode name of the chaincode
     * @param policy whose endorsement a transaction of the chaincode needs
     */
    public DistributedNetwork(Path folder, Consensus consensus, String channel, String chaincode, String policy) {
        this(
                new NodeFolders(folder),
                Topology.of(Topology.STANDARD_PORT_BASE, consensus),
                Topology.of(Topology.STANDARD_PORT_BASE, consensus),
                channel,
                new ChaincodeDefinition(new ChaincodePackage(chaincode, "1"), 1, policy),
                false);
    }

    private DistributedNetwork(
            NodeFolders folders,
            Topology founders,
            Topology topology,
            String channel,
            ChaincodeDefinition definition,
            boolean renewing) {
        this.folders = folders;
        this.founders = founders;
        this.topology = topology;
        this.channel = channel;
        this.definition = definition;
        this.renewing = renewing;
    }

    /**
     * The same after so many definitions of the chaincode; each has a version of its own.
     *
     * @param version from 1 on
     */
    public DistributedNetwork withChaincodeVersion(int version) {
        ChaincodePackage content = new ChaincodePackage(definition.content().name(), Integer.toString(version));
        return new DistributedNetwork(
                folders,
                founders,
                topology,
                channel,
                new ChaincodeDefinition(content, version, definition.policy()),
                renewing);
    }

    /** The same with organisations that join later; they have a peer and no orderer. */
    public DistributedNetwork withNewcomers(List<String> names) {
        return new DistributedNetwork(
                folders,
                founders,
                Topology.of(founders.portBase(), founders.consensus(), Organisation.peers(), names),
                channel,
                definition,
                renewing);
    }

    /** The same with new certificates for everybody, however long the old ones hold; nodes keep their keys. */
    public DistributedNetwork renewing() {
        return new DistributedNetwork(folders, founders, topology, channel, definition, true);
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
        Identities identities = renewing
                ? Identities.renew(folders.crypto(), topology.organisations(), users, now)
                : Identities.create(folders.crypto(), topology.organisations(), users, now);
        GenesisFile.createOrCheck(folders.genesis(), founders.configuration(channel, identities, placement), now);
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
        Administration others = new Administration(programs, founders, folders, identities, placement, channel);
        others.joinAll();
        newcomers().forEach(newcomer -> admit(others, newcomer, identities, placement, now));
        Administration administration = new Administration(programs, topology, folders, identities, placement, channel);
        administration.joinAll();
        Path content = definition.content().writeTo(folders.packages());
        if (administration.committedSequence(definition.content().name()) < definition.sequence()) {
            others.approve(definition, content);
            others.commit(definition);
        }
        newcomers().forEach(newcomer -> administration.approveAsNewcomer(newcomer, definition, content));
        List<ConnectionFile.Organisation> organisations = topology.peers().stream()
                .map(peer -> identities
                        .organisation(peer.organisation().name())
                        .clientsView((byName ? peer.organisation().nodeName() : "localhost") + ":" + peer.port()))
                .toList();
        return new ConnectionFile(
                "fabric", channel, definition.content().name(), Optional.of(folders.genesis()), organisations);
    }

    private List<PeerNode> newcomers() {
        return topology.peers()
                .subList(founders.peers().size(), topology.peers().size());
    }

    /** The administrators of those who were there before sign for it. */
    private void admit(
            Administration others, PeerNode newcomer, Identities identities, Placement placement, Instant now) {
        Config current = others.configuration();
        if (ChannelUpdate.isMember(current, newcomer.organisation().mspId())) {
            return;
        }
        ChannelUpdate update = ChannelUpdate.addPeer(
                channel, current, Topology.member(identities, placement, newcomer.organisation(), newcomer.port()));
        List<SigningIdentity> administrators = founders.peers().stream()
                .skip(1) // the first one sends it, and signs by that
                .map(peer -> identities.organisation(peer.organisation().name()).user("Admin"))
                .toList();
        others.update(founders.peers().get(0), update.signedBy(administrators, now));
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
