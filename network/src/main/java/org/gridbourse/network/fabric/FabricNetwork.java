package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.gridbourse.network.ChaincodeProgram;
import org.gridbourse.network.ClassDataArchive;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.LocalNetwork;
import org.gridbourse.network.PortChoice;
import org.gridbourse.network.genesis.ChannelConfiguration;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisFile;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.process.Ports;
import org.gridbourse.network.process.ProgramSpec;
import org.gridbourse.network.process.Supervisor;
import org.gridbourse.network.process.SurroundingsException;
import org.gridbourse.network.process.Waiting;

/**
 * The network on real Hyperledger Fabric: per organisation an orderer, a peer and a chaincode process, watched and
 * started again if they die.
 */
public final class FabricNetwork implements LocalNetwork {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Settings settings;
    private final NodeFolders folders;
    private final Topology topology;
    private final Supervisor supervisor;
    private final Consumer<String> story;
    private final Optional<ClassDataArchive> archive;
    private Deployment deployment;

    /**
     * What to build.
     *
     * @param folder where everything is kept
     * @param templates core.yaml, orderer.yaml and the builder
     * @param archives folder for class-data archives; none to do without
     * @param programs Fabric's own programs
     * @param ports which ports to use
     * @param consensus how orderers agree
     * @param channel name of the channel
     * @param chaincodeName name of the chaincode on the channel
     * @param chaincode the chaincode's program
     * @param policy whose endorsement a transaction of the chaincode needs
     * @param users further identities to issue
     */
    public record Settings(
            Path folder,
            Path templates,
            Optional<Path> archives,
            FabricPrograms programs,
            PortChoice ports,
            Consensus consensus,
            String channel,
            String chaincodeName,
            ChaincodeProgram chaincode,
            String policy,
            List<User> users) {}

    public FabricNetwork(Settings settings, Supervisor supervisor, Consumer<String> story) {
        this.settings = settings;
        this.folders = new NodeFolders(settings.folder());
        this.supervisor = supervisor;
        this.story = story;
        this.archive = settings.archives()
                .map(folder ->
                        ClassDataArchive.of("chaincode", settings.chaincode().classPath(), folder));
        this.deployment = Deployment.read(folders.deployment())
                .map(former -> former.continuedWith(settings.ports(), settings.consensus()))
                .orElseGet(() -> Deployment.first(settings.ports(), settings.consensus()));
        this.topology = Topology.of(deployment.portBase(), deployment.consensus());
    }

    /** Who runs what on which port. */
    public Topology topology() {
        return topology;
    }

    @Override
    public ConnectionFile start(InstantSource clock) {
        Ports.requireFree(topology.ports());
        // the chaincode takes longest to start and needs nothing but its package id: it goes first
        startChaincode(definition());
        Identities identities = prepare(clock);
        startNodes(identities);
        Administration administration = administration(identities);
        administration.joinAll();
        story.accept("orderers and peers have joined channel " + settings.channel());
        if (administration.committedSequence(settings.chaincodeName()) < deployment.sequence()) {
            agree(administration, definition());
            administration.commit(definition());
        }
        return connection(identities);
    }

    @Override
    public void upgrade(String version) {
        Deployment next = deployment.next(version);
        Identities identities = Identities.create(
                folders.crypto(),
                topology.organisations(),
                List.of(),
                InstantSource.system().instant());
        Administration administration = administration(identities);
        ChaincodeDefinition definition = definition(next);
        agree(administration, definition);
        supervisor.stop(chaincodeNames());
        startChaincode(definition);
        administration.commit(definition);
        deployment = next;
        deployment.write(folders.deployment());
    }

    private void agree(Administration administration, ChaincodeDefinition definition) {
        administration.approve(definition, definition.content().writeTo(folders.packages()));
        story.accept("all organisations have agreed to chaincode %s, sequence %d"
                .formatted(definition.content().label(), definition.sequence()));
    }

    private ChaincodeDefinition definition() {
        return definition(deployment);
    }

    private ChaincodeDefinition definition(Deployment of) {
        ChaincodePackage content = new ChaincodePackage(settings.chaincodeName(), of.chaincodeVersion());
        return new ChaincodeDefinition(content, of.sequence(), settings.policy());
    }

    private Administration administration(Identities identities) {
        return new Administration(
                settings.programs(), topology, folders, identities, Placement.here(folders), settings.channel());
    }

    private void startChaincode(ChaincodeDefinition definition) {
        List<String> options = archive.map(ClassDataArchive::options).orElse(List.of());
        for (PeerNode peer : topology.peers()) {
            supervisor.start(settings.chaincode()
                    .process(
                            peer.chaincodeName(),
                            definition.content().id(),
                            peer.organisation().mspId(),
                            peer.chaincodePort(),
                            options,
                            folders.log(peer.chaincodeName())));
            // one of them makes the archive, if there is none
            options = archive.map(ClassDataArchive::optionsToUse).orElse(List.of());
        }
    }

    /** Identities, genesis block and configuration files; what a former start made is kept. */
    private Identities prepare(InstantSource clock) {
        Identities identities =
                Identities.create(folders.crypto(), topology.organisations(), settings.users(), clock.instant());
        identities.requireValid(clock.instant());
        if (Files.exists(folders.allData()) && !Files.exists(folders.genesis())) {
            throw new SurroundingsException("%s has a ledger, but %s is gone: put it back, or start anew with --clean"
                    .formatted(folders.allData(), folders.genesis()));
        }
        ChannelConfiguration configuration =
                topology.configuration(settings.channel(), identities, Placement.here(folders));
        GenesisFile.createOrCheck(folders.genesis(), configuration, clock.instant());
        folders.writeConfiguration(settings.templates(), settings.programs().version());
        deployment.write(folders.deployment());
        return identities;
    }

    private void startNodes(Identities identities) {
        NodeEnvironment environment = new NodeEnvironment(folders, identities, Placement.here(folders));
        for (OrdererNode orderer : topology.orderers()) {
            String program = settings.programs().program("orderer");
            start(orderer.name(), List.of(program), environment.orderer(orderer), orderer.port());
        }
        for (PeerNode peer : topology.peers()) {
            List<String> command = List.of(settings.programs().program("peer"), "node", "start");
            start(peer.name(), command, environment.peer(peer), peer.port());
        }
        topology.orderers()
                .forEach(node -> await(node.name(), node.operationsPort(), List.of(node.port(), node.adminPort())));
        topology.peers().forEach(node -> await(node.name(), node.operationsPort(), List.of(node.port())));
        story.accept("%d orderers (%s) and %d peers are up"
                .formatted(
                        topology.orderers().size(),
                        topology.consensus().type(),
                        topology.peers().size()));
    }

    private void start(String name, List<String> command, Map<String, String> environment, int port) {
        try {
            Files.createDirectories(folders.data(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        supervisor.start(new ProgramSpec(name, command, environment, folders.log(name), OptionalInt.of(port)));
    }

    private void await(String name, int operationsPort, List<Integer> ports) {
        String what = "%s to be healthy; see %s".formatted(name, folders.log(name));
        Waiting.until(() -> isHealthy(operationsPort) && ports.stream().allMatch(Ports::answers), START_LIMIT, what);
    }

    private static boolean isHealthy(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private ConnectionFile connection(Identities identities) {
        List<ConnectionFile.Organisation> organisations = new ArrayList<>();
        for (PeerNode peer : topology.peers()) {
            organisations.add(ConnectionFile.organisation(
                    identities.organisation(peer.organisation().name()), "localhost:" + peer.port()));
        }
        return new ConnectionFile(
                "fabric", settings.channel(), settings.chaincodeName(), folders.genesis(), organisations);
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private List<String> chaincodeNames() {
        return topology.peers().stream().map(PeerNode::chaincodeName).toList();
    }
}
