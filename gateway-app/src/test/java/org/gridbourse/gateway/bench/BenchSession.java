package org.gridbourse.gateway.bench;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.network.ConnectionFile;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A session and its participants as clients of the network's gateways. */
final class BenchSession implements AutoCloseable {
    private static final String SESSION = "s-1";
    private static final int IN_FLIGHT = 100;
    private static final int READINGS_PER_BATCH = 500;
    private static final int MESSAGE_MAX_BYTES = 100 * 1024 * 1024;
    private static final long LIMIT_SECONDS = 60;

    private final ConnectionFile connection;
    private final List<BenchParticipant> participants;
    private final ManagedChannel gridGateway;
    private final ManagedChannel northGateway;
    private final ExecutorService workers = Executors.newFixedThreadPool(IN_FLIGHT);
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();

    /** How many transactions were sent, and how many of them met a conflict and were sent again. */
    record Sent(int transactions, int conflicts) {}

    BenchSession(ConnectionFile connection, List<BenchParticipant> participants) {
        this.connection = connection;
        this.participants = participants;
        this.gridGateway = channel("Grid");
        this.northGateway = channel("North");
    }

    Sent register() throws InterruptedException {
        return each(participant -> {
            Contract operator = contract(gridGateway, "Grid", "operator");
            submit(operator, "registerParticipant", participant.registration());
            submit(operator, "registerMeter", participant.meter());
            submit(operator, "deposit", participant.deposit());
        });
    }

    Sent open() throws InterruptedException {
        JsonObject tariff = JsonObject.builder()
                .put("retailMicroPerKwh", 830_000)
                .put("feedInMicroPerKwh", 650_000)
                .put("gridFeeMicroPerKwh", 10_000)
                .build();
        JsonObject announcement = JsonObject.builder()
                .put("sessionId", SESSION)
                .put("currency", "CNY")
                .put("startUtc", "2026-01-15T00:00:00Z")
                .put("periodMinutes", 60)
                .put("tariffs", JsonArray.of(List.of(tariff)))
                .build();
        submit(contract(gridGateway, "Grid", "operator"), "announceSession", announcement);
        return advance("ANNOUNCED");
    }

    Sent commit() throws InterruptedException {
        return each(participant -> submit(
                contract(northGateway, "North", participant.id()),
                "commitOrders",
                participant.commitment(connection.channel(), SESSION)));
    }

    Sent reveal() throws InterruptedException {
        return each(participant -> submit(
                contract(northGateway, "North", participant.id()), "revealOrders", participant.revelation(SESSION)));
    }

    Sent prepay() throws InterruptedException {
        return each(participant -> submit(
                contract(northGateway, "North", participant.id()),
                "prepay",
                participant.inSession(SESSION).build()));
    }

    /** Everybody's meter, in batches that are sent one after the other. */
    Sent read() {
        Contract meters = contract(northGateway, "North", "meter");
        for (int start = 0; start < participants.size(); start += READINGS_PER_BATCH) {
            List<JsonObject> readings =
                    participants.subList(start, Math.min(participants.size(), start + READINGS_PER_BATCH)).stream()
                            .map(participant -> participant.reading(connection.channel(), SESSION))
                            .toList();
            submit(
                    meters,
                    "submitReadings",
                    JsonObject.builder().put("readings", JsonArray.of(readings)).build());
        }
        return sent();
    }

    /** Leaves a phase, in as many steps of the usual size as it takes. */
    Sent advance(String from) {
        Contract operator = contract(gridGateway, "Grid", "operator");
        boolean done = false;
        for (int step = 0; !done; step++) {
            String answer = submit(
                    operator,
                    "advanceSession",
                    JsonObject.builder()
                            .put("sessionId", SESSION)
                            .put("from", from)
                            .put("step", step)
                            .build());
            done = ((JsonObject) Json.parse(answer)).get("done").orElseThrow().equals(JsonBoolean.TRUE);
        }
        return sent();
    }

    private Sent each(Consumer<BenchParticipant> deed) throws InterruptedException {
        List<Future<?>> deeds = new ArrayList<>();
        for (BenchParticipant participant : participants) {
            deeds.add(workers.submit(() -> deed.accept(participant)));
        }
        for (Future<?> each : deeds) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
        return sent();
    }

    private Sent sent() {
        return new Sent(transactions.getAndSet(0), conflicts.getAndSet(0));
    }

    /** Sends a transaction until it is committed; what anybody else wrote in between is a conflict. */
    private String submit(Contract contract, String function, JsonObject request) {
        while (true) {
            transactions.incrementAndGet();
            try {
                return new String(contract.submitTransaction(function, Json.write(request)), StandardCharsets.UTF_8);
            } catch (CommitException notValid) {
                requireConflict(function, notValid);
                conflicts.incrementAndGet();
            } catch (GatewayException notAccepted) {
                throw new IllegalStateException(function + ": " + notAccepted.getDetails(), notAccepted);
            }
        }
    }

    private static void requireConflict(String function, CommitException notValid) {
        boolean conflict = notValid.getCode() == TxValidationCode.MVCC_READ_CONFLICT
                || notValid.getCode() == TxValidationCode.PHANTOM_READ_CONFLICT;
        if (!conflict) {
            throw new IllegalStateException(function + ": " + notValid.getCode(), notValid);
        }
    }

    private ConnectionFile.Organisation organisation(String name) {
        return connection.organisations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ManagedChannel channel(String organisation) {
        ConnectionFile.Organisation home = organisation(organisation);
        try {
            return Grpc.newChannelBuilder(
                            home.gateway(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(home.tlsRootCert().toFile())
                                    .build())
                    .maxInboundMessageSize(MESSAGE_MAX_BYTES)
                    .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Contract contract(ManagedChannel channel, String organisation, String user) {
        ConnectionFile.Organisation home = organisation(organisation);
        Path msp = home.msp(user);
        try {
            return Gateway.newInstance()
                    .identity(new X509Identity(
                            home.mspId(), Identities.readX509Certificate(onlyFile(msp.resolve("signcerts")))))
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(onlyFile(msp.resolve("keystore")))))
                    .connection(channel)
                    .endorseOptions(call -> call.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .submitOptions(call -> call.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .commitStatusOptions(call -> call.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .connect()
                    .getNetwork(connection.channel())
                    .getContract(connection.chaincode());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("no usable identity for " + user, unusable);
        }
    }

    private static String onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        gridGateway.shutdownNow();
        northGateway.shutdownNow();
    }
}
