package org.gridbourse.network.embedded;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.embedded.execution.Chaincodes;
import org.gridbourse.network.embedded.execution.Deployment;
import org.gridbourse.network.embedded.execution.Endorser;
import org.gridbourse.network.embedded.gateway.BlockFeed;
import org.gridbourse.network.embedded.gateway.DeliverService;
import org.gridbourse.network.embedded.gateway.EndorsementPlanner;
import org.gridbourse.network.embedded.gateway.EndorserService;
import org.gridbourse.network.embedded.gateway.Endorsing;
import org.gridbourse.network.embedded.gateway.GatewayService;
import org.gridbourse.network.embedded.gateway.Peer;
import org.gridbourse.network.embedded.ledger.Committed;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.ledger.VersionedState;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignatureVerifier;
import org.gridbourse.network.embedded.ordering.BroadcastService;
import org.gridbourse.network.embedded.ordering.Orderer;
import org.gridbourse.network.genesis.ChannelConfiguration;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisFile;
import org.gridbourse.network.genesis.Member;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.SurroundingsException;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A running network of one channel. Several can run in one process, each in a folder of its own. Closing it, or killing
 * the process, loses nothing that was committed: the next start over the same folder goes on where it was.
 */
public final class EmbeddedNetwork implements AutoCloseable {
    /** How far a client's clock may be off; as the configuration of the real network has it. */
    private static final Duration TIME_WINDOW = Duration.ofMinutes(1);

    private static final long DEFINITION_SECONDS = 30;

    private final EmbeddedConfig config;
    private final InstantSource clock;
    private final Identities identities;
    private final Path genesisFile;
    private final ExecutorService executor;
    private final Ledger ledger;
    private final Orderer orderer;
    private final Chaincodes chaincodes;
    private final BlockFeed feed;
    private final Map<Organisation, PeerServer> servers = new LinkedHashMap<>();

    private EmbeddedNetwork(EmbeddedConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        Organisation ordering = config.organisations().get(0).orderingSide();
        List<Organisation> all = new ArrayList<>(config.organisations());
        all.add(ordering);
        PrivateFolder.create(config.folder());
        this.identities = Identities.create(config.folder().resolve("crypto"), all, config.users(), clock.instant());
        identities.requireValid(clock.instant());
        this.genesisFile = config.folder().resolve("genesis.pb");
        ByteString genesis = GenesisFile.createOrCheck(genesisFile, channelConfiguration(ordering), clock.instant())
                .toByteString();
        this.ledger = Ledger.open(config.folder().resolve("ledger/blocks"), genesis, new SignatureVerifier());
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "peer");
            thread.setDaemon(true);
            return thread;
        });
        this.orderer = new Orderer(identities.organisation(ordering.name()).nodeIdentity(), ledger, clock);
        this.chaincodes = new Chaincodes(
                ledger,
                config.chaincodes().stream()
                        .map(chaincode -> new Deployment(
                                chaincode.name(), chaincode.packageId(), chaincode.addresses(), chaincode.tls()))
                        .toList(),
                executor,
                config.executionTimeout());
        this.feed = new BlockFeed(ledger, executor);
    }

    /** Starts a network, from nothing or over the ledger of a former start. Chaincode processes may start later. */
    public static EmbeddedNetwork start(EmbeddedConfig config) {
        return start(config, InstantSource.system());
    }

    /** As {@link #start(EmbeddedConfig)}, with a clock of one's own. */
    public static EmbeddedNetwork start(EmbeddedConfig config, InstantSource clock) {
        EmbeddedNetwork network = new EmbeddedNetwork(config, clock);
        try {
            network.orderer.start();
            config.chaincodes().forEach(network::define);
            network.open();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private ChannelConfiguration channelConfiguration(Organisation ordering) {
        // without endpoints: ports may change between two starts over one ledger
        return new ChannelConfiguration(
                config.channel(),
                Consensus.EMBEDDED,
                config.batch(),
                config.organisations().stream()
                        .map(organisation -> Member.withoutEndpoint(identities.organisation(organisation.name())))
                        .toList(),
                List.of(Member.withoutEndpoint(identities.organisation(ordering.name()))));
    }

    private void define(EmbeddedChaincode chaincode) {
        Envelope envelope;
        try (VersionedState.Snapshot state = ledger.snapshot()) {
            LifecycleTransaction transaction = new LifecycleTransaction(chaincode, state);
            if (!transaction.isNeeded()) {
                return;
            }
            envelope = transaction.build(
                    config.channel(), folders().get(0).user("Admin"), peerIdentities(), clock.instant());
        }
        TxValidationCode code = commit(envelope);
        if (code != TxValidationCode.VALID) {
            throw new IllegalStateException("definition of chaincode %s: %s".formatted(chaincode.name(), code));
        }
    }

    private TxValidationCode commit(Envelope envelope) {
        Orderer.Answer answer = orderer.broadcast(envelope);
        if (!answer.isAccepted()) {
            throw new IllegalStateException("the orderer refuses a definition: " + answer);
        }
        String id = SignedEnvelope.parse(envelope.toByteString())
                .content()
                .readChannelHeader()
                .transactionId();
        try {
            Committed committed = ledger.await(id).get(DEFINITION_SECONDS, TimeUnit.SECONDS);
            return committed.code();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a definition was not committed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a definition was committed", e);
        }
    }

    private void open() {
        List<Endorser> endorsers = peerIdentities().stream()
                .map(identity -> new Endorser(identity, ledger, chaincodes, TIME_WINDOW, clock))
                .toList();
        List<MemberIdentity> members = peerIdentities().stream()
                .map(identity -> ledger.config()
                        .members()
                        .identify(identity.serialized().toByteString())
                        .orElseThrow())
                .toList();
        List<Peer> peers = new ArrayList<>();
        EndorsementPlanner planner = new EndorsementPlanner(ledger.config(), members, new Random());
        DeliverService deliver = new DeliverService(ledger, feed, TIME_WINDOW, clock);
        for (int i = 0; i < endorsers.size(); i++) {
            Organisation organisation = config.organisations().get(i);
            peers.add(new Peer(() -> address(organisation), endorsers.get(i)));
        }
        BroadcastService broadcast = new BroadcastService(orderer);
        for (int i = 0; i < endorsers.size(); i++) {
            Organisation organisation = config.organisations().get(i);
            Endorsing endorsing = new Endorsing(organisation.mspId(), peers, ledger, planner, executor);
            PeerServer.Services services = new PeerServer.Services(
                    new GatewayService(ledger, endorsing, orderer, feed),
                    deliver,
                    new EndorserService(endorsers.get(i)),
                    broadcast);
            int port = config.ports().getOrDefault(organisation.name(), 0);
            servers.put(
                    organisation,
                    PeerServer.start(identities.organisation(organisation.name()), port, services, executor));
        }
    }

    /** As peers of real Fabric name each other: host and port. */
    private String address(Organisation organisation) {
        return organisation.nodeName() + ":" + servers.get(organisation).port();
    }

    private List<OrganisationFolder> folders() {
        return config.organisations().stream()
                .map(organisation -> identities.organisation(organisation.name()))
                .toList();
    }

    private List<SigningIdentity> peerIdentities() {
        return folders().stream().map(OrganisationFolder::nodeIdentity).toList();
    }

    /**
     * Waits until every chaincode process has registered with every peer. Not needed before a call, which opens the
     * streams itself, but then fails where nobody listens yet.
     *
     * @throws SurroundingsException if one does not in time
     */
    public void awaitChaincodes(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Optional<String> failure = chaincodes.connect();
        while (failure.isPresent()) {
            if (System.nanoTime() > end) {
                throw new SurroundingsException(
                        "no chaincode within %d s: %s".formatted(limit.toSeconds(), failure.get()));
            }
            Waiting.pause();
            failure = chaincodes.connect();
        }
    }

    /** All that a client needs to use the network. */
    public ConnectionFile connection() {
        String chaincode =
                config.chaincodes().isEmpty() ? "" : config.chaincodes().get(0).name();
        List<ConnectionFile.Organisation> organisations = new ArrayList<>();
        servers.forEach((organisation, server) -> organisations.add(
                identities.organisation(organisation.name()).clientsView("localhost:" + server.port())));
        return new ConnectionFile("embedded", config.channel(), chaincode, Optional.of(genesisFile), organisations);
    }

    /** The ports of the gateways, by organisation name. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        servers.forEach((organisation, server) -> ports.put(organisation.name(), server.port()));
        return ports;
    }

    /** The certificates and keys of the network, for issuing more. */
    public Identities identities() {
        return identities;
    }

    /** Number of blocks on the ledger. */
    public int height() {
        return ledger.height();
    }

    /** A block of the ledger. */
    public Block block(int number) {
        return ledger.block(number);
    }

    /** Stops. What was accepted for ordering is committed first. */
    @Override
    public void close() {
        servers.values().forEach(PeerServer::close);
        orderer.close();
        feed.close();
        chaincodes.close();
        executor.shutdownNow();
        ledger.close();
    }
}
