package org.gridbourse.gateway.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.Deadlines;
import org.gridbourse.fabric.MspFolder;
import org.gridbourse.fabric.PeerConnection;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AdvanceSession;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.AskOrders;
import org.gridbourse.market.request.AskSession;
import org.gridbourse.market.request.Paging;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.solver.JointSolver;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A session and its participants as clients of the network's gateways. */
final class BenchSession implements AutoCloseable {
    private static final String SESSION = "s-1";
    private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");

    /** When its one period is over. */
    static final Instant END = START.plus(Duration.ofHours(1));

    private static final int IN_FLIGHT = 100;
    private static final int READINGS_PER_BATCH = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConnectionFile connection;
    private final List<BenchParticipant> participants;
    private final PeerConnection grid;
    private final PeerConnection north;
    private final ExecutorService workers = Executors.newFixedThreadPool(IN_FLIGHT);
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private ProposalRequests proposal;

    /** How many transactions were sent, and how many of them met a conflict and were sent again. */
    record Sent(int transactions, int conflicts) {}

    BenchSession(ConnectionFile connection, List<BenchParticipant> participants) {
        this.connection = connection;
        this.participants = participants;
        this.grid = connect("Grid");
        this.north = connect("North");
    }

    Sent register() throws InterruptedException {
        submit(
                contract(grid, "operator"),
                "openLedger",
                JsonObject.builder().put("simulated", true).build());
        return each(participant -> {
            Contract operator = contract(grid, "operator");
            submit(operator, "registerParticipant", participant.registration());
            submit(operator, "registerMeter", participant.meter());
            submit(operator, "deposit", participant.deposit());
        });
    }

    Sent open(int periods) throws InterruptedException {
        JsonObject tariff = JsonObject.builder()
                .put("retailMicroPerKwh", 830_000)
                .put("feedInMicroPerKwh", 650_000)
                .put("gridFeeMicroPerKwh", 10_000)
                .build();
        JsonObject announcement = JsonObject.builder()
                .put("sessionId", SESSION)
                .put("currency", "CNY")
                .put("startUtc", START.toString())
                .put("periodMinutes", periods == 1 ? 60 : 24 * 60 / periods)
                .put("tariffs", JsonArray.of(Collections.nCopies(periods, tariff)))
                .build();
        submit(contract(grid, "operator"), "announceSession", announcement);
        return advance("ANNOUNCED");
    }

    Sent commit() throws InterruptedException {
        return each(participant -> submit(
                contract(north, participant.id()),
                "commitOrders",
                participant.commitment(connection.channel(), SESSION)));
    }

    Sent reveal() throws InterruptedException {
        return each(participant ->
                submit(contract(north, participant.id()), "revealOrders", participant.revelation(SESSION)));
    }

    Sent prepay() throws InterruptedException {
        return each(participant -> submit(
                contract(north, participant.id()),
                "prepay",
                participant.inSession(SESSION).build()));
    }

    /** Everybody's meter, in batches that are sent one after the other. */
    Sent read() {
        Contract meters = contract(north, "meter");
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

    /** Forfeits, and stands then where proposals are taken. */
    Sent openWindow() {
        step(Phase.REVEAL, 0);
        return sent();
    }

    /** Reads the orders and finds a proposal. */
    Sent solve() {
        Contract operator = contract(grid, "operator");
        SessionRecord session = Fields.readKnown(
                Json.parse(ask(operator, new AskSession(SESSION, false))),
                fields -> RecordType.SESSION.read((JsonObject) fields.value("session")));
        List<OrdersRecord> orders = new ArrayList<>();
        String bookmark = "";
        do {
            JsonObject page = (JsonObject)
                    Json.parse(ask(operator, new AskOrders(SESSION, Optional.empty(), Paging.from(bookmark))));
            for (JsonValue order : ((JsonArray) page.get("items").orElseThrow()).elements()) {
                orders.add(RecordType.ORDERS.read((JsonObject) order));
            }
            bookmark = ((JsonText) page.get("bookmark").orElseThrow()).value();
        } while (!bookmark.isEmpty());
        SessionBook book = RevealedBook.of(session, orders);
        JointSolver.Found found = JointSolver.propose(book).orElseThrow();
        proposal = ProposalRequests.of(
                new ProposalRequests.Place(connection.channel(), SESSION, 1),
                book.storageOrders(),
                found.proposal(),
                found.clearing().score());
        return sent();
    }

    /** The head, then all chunks side by side. */
    Sent propose() throws InterruptedException {
        Contract operator = contract(grid, "operator");
        submit(operator, proposal.head());
        List<Future<?>> chunks = new ArrayList<>();
        proposal.chunks().forEach(chunk -> chunks.add(workers.submit(() -> submit(operator, chunk))));
        await(chunks);
        return sent();
    }

    Sent prove() {
        Contract operator = contract(grid, "operator");
        boolean done = false;
        for (int step = 0; !done; step++) {
            done = Answer.read(submit(operator, new ProveProposal(SESSION, 1, step)))
                    .done();
        }
        return sent();
    }

    /** The steps after those of the window. */
    Sent clear() {
        boolean done = false;
        for (int step = 1; !done; step++) {
            done = step(Phase.REVEAL, step);
        }
        return sent();
    }

    private String ask(Contract contract, Request request) {
        try {
            return new String(
                    contract.evaluateTransaction(request.function(), Json.write(request.toJson())),
                    StandardCharsets.UTF_8);
        } catch (GatewayException notAnswered) {
            throw new IllegalStateException(request.function() + ": " + notAnswered.getDetails(), notAnswered);
        }
    }

    private String submit(Contract contract, Request request) {
        return submit(contract, request.function(), request.toJson());
    }

    private boolean step(Phase from, int step) {
        AdvanceSession request = new AdvanceSession(SESSION, from, step, Optional.empty());
        return Answer.read(submit(contract(grid, "operator"), request)).done();
    }

    /** Leaves a phase, in as many steps of the usual size as it takes. */
    Sent advance(String from) {
        boolean done = false;
        for (int step = 0; !done; step++) {
            done = step(Phase.valueOf(from), step);
        }
        return sent();
    }

    private Sent each(Consumer<BenchParticipant> deed) throws InterruptedException {
        List<Future<?>> deeds = new ArrayList<>();
        for (BenchParticipant participant : participants) {
            deeds.add(workers.submit(() -> deed.accept(participant)));
        }
        await(deeds);
        return sent();
    }

    private static void await(List<Future<?>> deeds) throws InterruptedException {
        for (Future<?> each : deeds) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
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

    private PeerConnection connect(String organisation) {
        try {
            return PeerConnection.open(organisation(organisation), Deadlines.each(LIMIT));
        } catch (ConnectionException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private Contract contract(PeerConnection peer, String user) {
        try {
            MspFolder folder = new MspFolder(
                    peer.organisation()
                            .users()
                            .resolve(user + "@" + domain(peer.organisation()))
                            .resolve("msp"),
                    peer.organisation().mspId());
            return peer.gateway(folder.identity(Instant.now()))
                    .getNetwork(connection.channel())
                    .getContract(connection.chaincode());
        } catch (ConnectionException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String domain(ConnectionFile.Organisation organisation) {
        return organisation.users().getParent().getFileName().toString();
    }

    @Override
    public void close() {
        workers.shutdownNow();
        grid.close();
        north.close();
    }
}
