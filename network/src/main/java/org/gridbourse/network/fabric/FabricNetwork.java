package org.gridbourse.network.fabric;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.genesis.ChannelConfiguration;
import org.gridbourse.network.genesis.ChannelUpdate;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisFile;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.SurroundingsException;

/**
 * The network on real Hyperledger Fabric: per organisation an orderer, a peer and a chaincode process, watched and
 * started again if they die.
 */
public final class FabricNetwork implements LocalNetwork {
    private final Settings settings;
    private final NodeFolders folders;
    private final Supervisor supervisor;
    private final Consumer<String> story;
    private final NodeProcesses processes;
    private Deployment deployment;
    private Topology topology;

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
     * @param organisations with a peer and an orderer each
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
            List<Organisation> organisations,
            String chaincodeName,
            ChaincodeProgram chaincode,
            String policy,
            List<User> users) {}

    public FabricNetwork(Settings settings, Supervisor supervisor, Consumer<String> story) {
        this.settings = settings;
        this.folders = new NodeFolders(settings.folder());
        this.supervisor = supervisor;
        this.story = story;
        this.processes =
                new NodeProcesses(settings.programs(), settings.chaincode(), settings.archives(), folders, supervisor);
        this.deployment = Deployment.read(folders.deployment())
                .map(former -> former.continuedWith(settings.ports(), settings.consensus()))
                .orElseGet(() -> Deployment.first(settings.ports(), settings.consensus()));
        this.topology = topologyOf(deployment);
    }

    private Topology topologyOf(Deployment of) {
        return Topology.of(of.portBase(), of.consensus(), settings.organisations(), of.newcomers());
    }

    /** Who runs what on which port. */
    public Topology topology() {
        return topology;
    }

    @Override
    public ConnectionFile start(InstantSource clock) {
        Ports.requireFree(topology.ports());
        PrivateFolder.create(folders.root());
        Identities identities = prepare(clock);
        // it takes longest to start
        startChaincode(topology.peers(), definition(), identities);
        processes.startNodes(topology.orderers(), topology.peers(), environment(identities));
        story.accept("%d orderers (%s) and %d peers are up"
                .formatted(
                        topology.orderers().size(),
                        topology.consensus().type(),
                        topology.peers().size()));
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
        Identities members = identities(InstantSource.system());
        Administration administration = administration(members);
        ChaincodeDefinition definition = definition(next);
        agree(administration, definition);
        processes.stopChaincode(topology.peers());
        startChaincode(topology.peers(), definition, members);
        administration.commit(definition);
        deployment = next;
        deployment.write(folders.deployment());
    }

    @Override
    public ConnectionFile addOrganisation(String name, InstantSource clock) {
        if (topology.peers().stream()
                .anyMatch(peer -> peer.organisation().name().equalsIgnoreCase(name))) {
            throw new IllegalArgumentException("NAME (%s) is an organisation of the network already".formatted(name));
        }
        Deployment next = deployment.with(name);
        Topology larger = topologyOf(next);
        PeerNode newcomer = larger.peers().get(larger.peers().size() - 1);
        Ports.requireFree(newcomer.ports());
        Identities members = identities(clock);
        members.add(newcomer.organisation(), clock.instant());
        Administration administration = administration(members);
        ChannelUpdate update = ChannelUpdate.addPeer(
                settings.channel(),
                administration.configuration(),
                Topology.member(members, Placement.here(folders), newcomer.organisation(), newcomer.port()));
        List<SigningIdentity> administrators = topology.peers().stream()
                .skip(1) // the first one sends it, and signs by that
                .map(peer -> members.organisation(peer.organisation().name()).user("Admin"))
                .toList();
        administration.update(topology.peers().get(0), update.signedBy(administrators, clock.instant()));
        deployment = next;
        topology = larger;
        deployment.write(folders.deployment());
        admit(newcomer, members);
        return connection(members);
    }

    private void admit(PeerNode newcomer, Identities members) {
        startChaincode(List.of(newcomer), definition(), members);
        processes.startNodes(List.of(), List.of(newcomer), environment(members));
        Administration administration = administration(members);
        administration.joinAll();
        ChaincodeDefinition definition = definition();
        administration.approveAsNewcomer(
                newcomer, definition, definition.content().writeTo(folders.packages()));
    }

    @Override
    public void revoke(String organisation, String user, InstantSource clock) {
        Identities members = identities(clock);
        OrganisationFolder issuer = members.organisation(organisation);
        members.revoke(organisation, List.of(issuer.user(user).certificate()), clock.instant());
        Administration administration = administration(members);
        ChannelUpdate update = ChannelUpdate.membership(settings.channel(), administration.configuration(), issuer);
        PeerNode own = topology.peers().stream()
                .filter(peer -> peer.organisation().name().equals(organisation))
                .findFirst()
                .orElseThrow();
        administration.update(own, update.signedBy(List.of(), clock.instant()));
    }

    private void startChaincode(List<PeerNode> peers, ChaincodeDefinition definition, Identities members) {
        processes.startChaincode(peers, definition.content().id(), peer -> members.organisation(
                        peer.organisation().name())
                .chaincodeTls());
    }

    private NodeEnvironment environment(Identities members) {
        return new NodeEnvironment(folders, members, Placement.here(folders));
    }

    private Identities identities(InstantSource clock) {
        return Identities.create(folders.crypto(), topology.organisations(), List.of(), clock.instant());
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

    /** Identities, genesis block and configuration files; what a former start made is kept. */
    private Identities prepare(InstantSource clock) {
        Identities identities =
                Identities.create(folders.crypto(), topology.organisations(), settings.users(), clock.instant());
        identities.requireValid(clock.instant());
        if (Files.exists(folders.allData()) && !Files.exists(folders.genesis())) {
            throw new SurroundingsException("%s has a ledger, but %s is gone: put it back, or start anew with --clean"
                    .formatted(folders.allData(), folders.genesis()));
        }
        Topology founders = Topology.of(deployment.portBase(), deployment.consensus(), settings.organisations());
        ChannelConfiguration configuration =
                founders.configuration(settings.channel(), identities, Placement.here(folders));
        GenesisFile.createOrCheck(folders.genesis(), configuration, clock.instant());
        folders.writeConfiguration(settings.templates(), settings.programs().version());
        deployment.write(folders.deployment());
        return identities;
    }

    private ConnectionFile connection(Identities identities) {
        List<ConnectionFile.Organisation> organisations = new ArrayList<>();
        for (PeerNode peer : topology.peers()) {
            organisations.add(
                    identities.organisation(peer.organisation().name()).clientsView("localhost:" + peer.port()));
        }
        return new ConnectionFile(
                "fabric", settings.channel(), settings.chaincodeName(), Optional.of(folders.genesis()), organisations);
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
