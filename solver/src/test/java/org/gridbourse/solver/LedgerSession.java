package org.gridbourse.solver;

import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.AdvanceSession;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.transaction.Outcome;

/** A session on a ledger in memory, with the orders of a book. */
final class LedgerSession {
    static final String S = "s-1";
    private static final String CHANNEL = "energy";
    private static final String SALT = "0".repeat(64);
    private static final Caller OPERATOR = new Caller("GridMSP", Optional.of("operator"), Optional.empty());
    private static final long LIMIT_WH = 1_000_000;
    private static final Money PLENTY = new Money(1_000_000_000_000_000L);

    private final InMemoryWorldState state = new InMemoryWorldState();
    private final MarketLedger ledger = new MarketLedger(new JcaSignatureVerifier(Security.getProvider("SunEC")));
    private int transactions;
    /** The largest transaction [characters written]. */
    int mostChars;

    /** Registers, commits and reveals; the window of proposals is open then. */
    LedgerSession(SessionBook book) {
        submit(OPERATOR, "openLedger", JsonObject.builder().put("simulated", true));
        TreeMap<String, OrderSchedule> schedules = schedules(book);
        schedules.keySet().forEach(this::register);
        announce(book);
        advance(Phase.ANNOUNCED);
        schedules.forEach((id, schedule) -> {
            String hash = CanonicalBytes.ordersHash(new CanonicalBytes.Binding(CHANNEL, S, id, 1), SALT, schedule);
            submit(prosumer(id), new CommitOrders(S, id, 1, new Sealed(hash, PLENTY, false)));
        });
        advance(Phase.QUOTATION);
        schedules.forEach((id, schedule) -> submit(prosumer(id), new RevealOrders(S, id, 1, SALT, schedule)));
        submit(OPERATOR, new AdvanceSession(S, Phase.REVEAL, 0, Optional.empty()));
    }

    private static TreeMap<String, OrderSchedule> schedules(SessionBook book) {
        TreeMap<String, OrderSchedule> schedules = new TreeMap<>();
        for (StorageOrder order : book.storageOrders()) {
            schedules.put(order.participantId(), OrderSchedule.of(new StorageOffer(order.net(), order.store())));
        }
        TreeMap<String, List<PeriodOrder>> steps = new TreeMap<>();
        for (int t = 0; t < book.periods(); t++) {
            for (Order order : book.books().get(t).orders()) {
                steps.computeIfAbsent(order.participantId(), id -> new ArrayList<>())
                        .add(new PeriodOrder(t, order.side(), order.steps()));
            }
        }
        steps.forEach((id, orders) -> schedules.put(id, OrderSchedule.of(orders)));
        return schedules;
    }

    private void register(String id) {
        submit(
                OPERATOR,
                "registerParticipant",
                JsonObject.builder()
                        .put("participantId", id)
                        .put("ownerId", "o-" + id)
                        .put("mspId", "NorthMSP")
                        .put("importLimitWh", LIMIT_WH)
                        .put("exportLimitWh", LIMIT_WH));
        submit(
                OPERATOR,
                "deposit",
                JsonObject.builder()
                        .put("depositId", "d-" + id)
                        .put("participantId", id)
                        .put("amountNano", 2 * PLENTY.nano()));
    }

    private void announce(SessionBook book) {
        List<JsonObject> tariffs = new ArrayList<>();
        for (Tariff tariff : book.tariffs()) {
            tariffs.add(Codecs.json(tariff));
        }
        submit(
                OPERATOR,
                "announceSession",
                JsonObject.builder()
                        .put("sessionId", S)
                        .put("currency", "EUR")
                        .put("startUtc", "2026-06-15T00:00:00Z")
                        .put("periodMinutes", 24 * 60 / book.periods())
                        .put("tariffs", JsonArray.of(tariffs)));
    }

    /** The orders as they stand on the ledger, under the ledger's ids. */
    SessionBook book() {
        List<OrdersRecord> orders = new ArrayList<>();
        for (StateEntry entry : state.scan("orders/", "orders0")) {
            orders.add(RecordType.ORDERS.read(entry.value()));
        }
        return RevealedBook.of(get(Keys.session(S), RecordType.SESSION), orders);
    }

    /** Head, chunks in falling order, and the whole check. */
    void propose(SessionBook book, JointSolver.Found found) {
        ProposalRequests requests = ProposalRequests.of(
                new ProposalRequests.Place(CHANNEL, S, 1),
                book.storageOrders(),
                found.proposal(),
                found.clearing().score());
        submit(OPERATOR, requests.head());
        for (int chunk = requests.chunks().size() - 1; chunk >= 0; chunk--) {
            submit(OPERATOR, requests.chunks().get(chunk));
        }
        boolean done = false;
        for (int step = 0; !done; step++) {
            done = Answer.read(submit(OPERATOR, new ProveProposal(S, 1, step)).response())
                    .done();
        }
    }

    /** Clears by what was proposed, in small steps. */
    void clear(int maxItems) {
        boolean done = false;
        for (int step = 1; !done; step++) {
            Outcome outcome = submit(OPERATOR, new AdvanceSession(S, Phase.REVEAL, step, Optional.of(maxItems)));
            done = Answer.read(outcome.response()).done();
        }
    }

    private void advance(Phase from) {
        submit(OPERATOR, new AdvanceSession(S, from, 0, Optional.empty()));
    }

    <T extends StateRecord> T get(String key, RecordType<T> type) {
        return type.read(state.get(key).orElseThrow());
    }

    /** What each participant is filled in a period [Wh]. */
    TreeMap<String, Energy> fills(int period) {
        TreeMap<String, Energy> fills = new TreeMap<>();
        for (StateEntry entry : state.scan("fill/", "fill0")) {
            if (RecordType.FILL.period(entry.key()).orElseThrow() == period) {
                fills.put(
                        RecordType.FILL.participantId(entry.key()).orElseThrow(),
                        RecordType.FILL.read(entry.value()).filled());
            }
        }
        return fills;
    }

    SortedSet<String> chunkKeys() {
        SortedSet<String> keys = new TreeSet<>();
        state.scan("chunk/", "chunk0").forEach(entry -> keys.add(entry.key()));
        return keys;
    }

    private static Caller prosumer(String id) {
        return new Caller("NorthMSP", Optional.of("prosumer"), Optional.of(id));
    }

    private Outcome submit(Caller caller, Request request) {
        return submit(caller, request.function(), Json.write(request.toJson()));
    }

    private void submit(Caller caller, String function, JsonObject.Builder request) {
        submit(caller, function, Json.write(request.build()));
    }

    private Outcome submit(Caller caller, String function, String request) {
        transactions++;
        Outcome outcome = ledger.submit(
                new Invocation(CHANNEL, function, request, caller, Instant.EPOCH, "tx-" + transactions), state);
        mostChars = Math.max(
                mostChars,
                outcome.writes().values().stream()
                        .mapToInt(value -> value.length)
                        .sum());
        state.apply(outcome.writes());
        return outcome;
    }
}
