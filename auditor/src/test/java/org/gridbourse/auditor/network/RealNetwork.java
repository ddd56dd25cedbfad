package org.gridbourse.auditor.network;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.network.fabric.FabricNetwork;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.fabric.OrdererNode;
import org.gridbourse.network.genesis.ChannelUpdate;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** Real Fabric with the market's chaincode, and what happens to such a network in its life. All keys are at hand. */
final class RealNetwork implements AutoCloseable {
    private static final String CHANNEL = "energy";
    private static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern LEADS = Pattern.compile("consensus_(etcdraft|BFT)_is_leader\\{.*} 1");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supervisor supervisor;
    private final FabricNetwork network;
    private final ConnectionFile connection;
    private final Identities identities;
    private final List<String> stopped = new ArrayList<>();

    /** Starts it in an empty folder, on free ports. */
    RealNetwork(FabricPrograms programs, Path folder, Consensus consensus) {
        supervisor = new Supervisor(folder.resolve("processes"), line -> {});
        network = new FabricNetwork(
                new FabricNetwork.Settings(
                        folder,
                        Path.of(System.getProperty("gridbourse.root"), "network/fabric"),
                        Optional.empty(),
                        programs,
                        PortChoice.parse("auto"),
                        consensus,
                        CHANNEL,
                        Organisation.peers(),
                        "market",
                        new ChaincodeProgram(MarketChaincode.class.getName(), OwnClassPath.entries()),
                        POLICY,
                        List.of()),
                supervisor,
                line -> {});
        try {
            connection = network.start(InstantSource.system());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        connection.write(folder);
        identities = Identities.create(
                folder.resolve("crypto"), network.topology().organisations(), List.of(), Instant.now());
    }

    Path genesis() {
        return connection.genesis().orElseThrow();
    }

    /** An organisation's peer, asked for blocks as its auditor asks. */
    Peer peer(String organisation) throws AuditInputException {
        ConnectionFile known = Peer.connection(genesis().resolveSibling(ConnectionFile.NAME));
        return Peer.connect(known, organisation, "auditor");
    }

    SigningIdentity peerKey(String organisation) {
        return identities.organisation(organisation).nodeIdentity();
    }

    SigningIdentity user(String organisation, String name) {
        return identities.organisation(organisation).user(name);
    }

    /** The operator's transaction, sent until it is committed: what a client does while a node is away. */
    void submit(String function, String request) {
        ConnectionFile.Organisation grid = connection.organisations().get(0);
        List<Exception> failures = new ArrayList<>();
        try (GatewayConnection client = GatewayConnection.open(grid, grid, "operator")) {
            Waiting.until(
                    () -> {
                        try {
                            client.gateway()
                                    .getNetwork(CHANNEL)
                                    .getContract("market")
                                    .submitTransaction(function, request);
                            return true;
                        } catch (GatewayException | CommitException e) {
                            failures.add(e);
                            return false;
                        }
                    },
                    LIMIT,
                    "%s to be committed; %s".formatted(request, failures));
        }
    }

    /** Takes the orderer away that leads, so that another one must. */
    void stopTheLeader() {
        List<OrdererNode> leaders = new ArrayList<>();
        Waiting.until(
                () -> {
                    network.topology().orderers().stream().filter(this::leads).forEach(leaders::add);
                    return !leaders.isEmpty();
                },
                LIMIT,
                "a leader");
        String name = leaders.get(0).name();
        supervisor.stop(List.of(name));
        stopped.add(name);
    }

    private boolean leads(OrdererNode orderer) {
        return figures(orderer).lines().anyMatch(LEADS.asMatchPredicate());
    }

    private static String figures(OrdererNode orderer) {
        URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(orderer.operationsPort()));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // it is away
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A user's certificate is taken out of force in mid-life. */
    void revoke(String organisation, String user) {
        network.revoke(organisation, user, InstantSource.system());
    }

    /** The orderers' administrators agree that so many transactions make a block. */
    void limitBlocksTo(int transactions, Config current) throws InvalidProtocolBufferException {
        ConfigGroup orderer = current.getChannelGroup().getGroupsOrThrow("Orderer");
        ConfigValue size = orderer.getValuesOrThrow("BatchSize");
        ConfigValue changed = size.toBuilder()
                .setVersion(size.getVersion() + 1)
                .setValue(BatchSize.parseFrom(size.getValue()).toBuilder()
                        .setMaxMessageCount(transactions)
                        .build()
                        .toByteString())
                .build();
        ConfigGroup read = ConfigGroup.newBuilder()
                .putGroups(
                        "Orderer",
                        ConfigGroup.newBuilder()
                                .setVersion(orderer.getVersion())
                                .build())
                .build();
        ConfigGroup written = ConfigGroup.newBuilder()
                .putGroups(
                        "Orderer",
                        ConfigGroup.newBuilder()
                                .setVersion(orderer.getVersion())
                                .putValues("BatchSize", changed)
                                .build())
                .build();
        ByteString update = ConfigUpdate.newBuilder()
                .setChannelId(CHANNEL)
                .setReadSet(read)
                .setWriteSet(written)
                .build()
                .toByteString();
        ConfigUpdateEnvelope.Builder request = ConfigUpdateEnvelope.newBuilder().setConfigUpdate(update);
        network.topology()
                .orderers()
                .forEach(node -> request.addSignatures(consent(
                        identities.organisation(node.organisation().name()).user("Admin"), update)));
        send(signed(request.build().toByteString(), user("Grid", "Admin")));
    }

    /** The configuration in a block of it. */
    static Config configuration(ByteString block) throws InvalidProtocolBufferException {
        return ChannelUpdate.configuration(org.hyperledger.fabric.protos.common.Block.parseFrom(block));
    }

    /** Hands an envelope to an orderer, past every gateway; again while the orderers choose who leads. */
    void send(Envelope envelope) {
        OrdererNode orderer = network.topology().orderers().stream()
                .filter(node -> !stopped.contains(node.name()))
                .findFirst()
                .orElseThrow();
        ManagedChannel channel = channel(orderer);
        try {
            Waiting.until(
                    () -> answer(channel, envelope) != Status.SERVICE_UNAVAILABLE,
                    LIMIT,
                    "an answer of " + orderer.name());
        } finally {
            channel.shutdownNow();
        }
    }

    private static Status answer(ManagedChannel channel, Envelope envelope) {
        CompletableFuture<BroadcastResponse> answer = new CompletableFuture<>();
        StreamObserver<Envelope> requests = AtomicBroadcastGrpc.newStub(channel).broadcast(new FirstAnswer(answer));
        requests.onNext(envelope);
        BroadcastResponse response =
                answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        requests.onCompleted();
        if (response.getStatus() != Status.SUCCESS && response.getStatus() != Status.SERVICE_UNAVAILABLE) {
            throw new IllegalStateException("the orderer answers " + response);
        }
        return response.getStatus();
    }

    private record FirstAnswer(CompletableFuture<BroadcastResponse> answer)
            implements StreamObserver<BroadcastResponse> {
        @Override
        public void onNext(BroadcastResponse response) {
            answer.complete(response);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new IllegalStateException("no answer"));
        }
    }

    private ManagedChannel channel(OrdererNode orderer) {
        try {
            Path root = identities.organisation(orderer.organisation().name()).tlsRootCertificate();
            return Grpc.newChannelBuilder(
                            "localhost:" + orderer.port(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(root.toFile())
                                    .build())
                    .build();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ConfigSignature consent(SigningIdentity who, ByteString update) {
        ByteString header = signatureHeader(who);
        return ConfigSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(ByteString.copyFrom(who.sign(header.concat(update).toByteArray())))
                .build();
    }

    private static Envelope signed(ByteString update, SigningIdentity sender) {
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(ChannelHeader.newBuilder()
                                .setType(HeaderType.CONFIG_UPDATE_VALUE)
                                .setTimestamp(Timestamp.newBuilder()
                                        .setSeconds(Instant.now().getEpochSecond()))
                                .setChannelId(CHANNEL)
                                .build()
                                .toByteString())
                        .setSignatureHeader(signatureHeader(sender)))
                .setData(update)
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(ByteString.copyFrom(sender.sign(payload.toByteArray())))
                .build();
    }

    private static ByteString signatureHeader(SigningIdentity who) {
        byte[] nonce = new byte[24];
        RANDOM.nextBytes(nonce);
        return SignatureHeader.newBuilder()
                .setCreator(who.serialized().toByteString())
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
    }

    @Override
    public void close() {
        network.close();
    }
}
