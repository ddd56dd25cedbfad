package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.transaction.Event;
import org.gridbourse.market.transaction.Outcome;

/**
 * A market on a ledger in memory. Every transaction is executed twice and must do the same both times; after every one
 * the books must balance.
 */
final class TestMarket {
    static final String CHANNEL = "energy";
    static final Caller OPERATOR = new Caller("GridMSP", Optional.of("operator"), Optional.empty());
    static final Caller AUDITOR = new Caller("SouthMSP", Optional.of("auditor"), Optional.empty());
    static final Caller NORTH_METERS = new Caller("NorthMSP", Optional.of("meter"), Optional.empty());
    static final Caller NORTH_REPRESENTATIVE = new Caller("NorthMSP", Optional.of("operator"), Optional.empty());

    /** Where sessions of these tests begin. */
    static final Instant START = Instant.parse("2026-01-15T00:00:00Z");

    /** 1 kWh at 1 currency unit. */
    static final long UNIT = 1_000_000_000L;

    final InMemoryWorldState state = new InMemoryWorldState();
    final MarketLedger ledger = new MarketLedger(JdkSignatures.VERIFIER);
    final Map<String, TestMeter> meters = new TreeMap<>();
    final List<Event> events = new ArrayList<>();
    Instant now = Instant.parse("2026-01-14T08:00:00Z");
    /** All that was submitted and what became of it, as golden vectors have it; written when somebody asks. */
    final List<Supplier<JsonObject>> vector = new ArrayList<>();

    private int transactions;
    private int announcedHours;
    private boolean checkBooks = true;

    /** A market on a simulated ledger. */
    TestMarket() {
        this(true);
    }

    TestMarket(boolean simulated) {
        if (simulated) {
            submit(OPERATOR, "openLedger", request().put("simulated", true));
        }
    }

    /** For long histories, which check the books themselves. */
    TestMarket withoutChecks() {
        checkBooks = false;
        return this;
    }

    static Caller prosumer(String participantId) {
        return new Caller("NorthMSP", Optional.of("prosumer"), Optional.of(participantId));
    }

    JsonObject submit(Caller caller, String function, JsonObject.Builder request) {
        return submit(caller, function, Json.write(request.build()));
    }

    JsonObject submit(Caller caller, String function, String request) {
        Invocation invocation = invocation(caller, function, request);
        Outcome outcome = ledger.submit(invocation, state);
        if (checkBooks) {
            assertSame(outcome, ledger.submit(invocation, state));
        }
        state.apply(outcome.writes());
        outcome.event().ifPresent(events::add);
        vector.add(() -> Vectors.step(invocation, outcome));
        if (checkBooks) {
            Books.assertBalanced(state);
        }
        return (JsonObject) Json.parse(outcome.response());
    }

    JsonObject submit(Caller caller, Request request) {
        return submit(caller, request.function(), Json.write(request.toJson()));
    }

    Refusal refusal(Caller caller, Request request) {
        return refusal(caller, request.function(), Json.write(request.toJson()));
    }

    private static void assertSame(Outcome first, Outcome second) {
        assertThat(second.response()).isEqualTo(first.response());
        assertThat(texts(second.writes())).isEqualTo(texts(first.writes()));
        assertThat(second.event().map(event -> event.name() + text(event.payload())))
                .isEqualTo(first.event().map(event -> event.name() + text(event.payload())));
    }

    private static SortedMap<String, String> texts(SortedMap<String, byte[]> writes) {
        SortedMap<String, String> texts = new TreeMap<>();
        writes.forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonObject query(Caller caller, String function, JsonObject.Builder request) {
        return (JsonObject)
                Json.parse(ledger.evaluate(invocation(caller, function, Json.write(request.build())), state));
    }

    /** The code with which a transaction is refused. */
    Refusal refusal(Caller caller, String function, JsonObject.Builder request) {
        return refusal(caller, function, Json.write(request.build()));
    }

    Refusal refusal(Caller caller, String function, String request) {
        Invocation invocation = invocation(caller, function, request);
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ledger.submit(invocation, state));
        assertThat(refused).as("%s %s must be refused", function, request).isNotNull();
        vector.add(() -> Vectors.step(invocation, refused));
        return refused.refusal();
    }

    Refusal queryRefusal(Caller caller, String function, JsonObject.Builder request) {
        Invocation invocation = invocation(caller, function, Json.write(request.build()));
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> ledger.evaluate(invocation, state));
        assertThat(refused).as("%s must be refused", function).isNotNull();
        return refused.refusal();
    }

    /** What would become of a call: the code with which it is refused, or nothing. The state stays as it is. */
    Optional<Refusal> outcome(Caller caller, String function, String request) {
        Invocation invocation = invocation(caller, function, request);
        try {
            if (MarketLedger.queryFunctions().contains(function)) {
                ledger.evaluate(invocation, state);
            } else {
                ledger.submit(invocation, state);
            }
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.refusal());
        }
    }

    /** Puts a record in place that would take long to come to. The books do not balance any more. */
    void put(StateRecord record) {
        SortedMap<String, byte[]> write = new TreeMap<>();
        write.put(record.key(), Json.write(record.toJson()).getBytes(StandardCharsets.UTF_8));
        state.apply(write);
        checkBooks = false;
    }

    private Invocation invocation(Caller caller, String function, String request) {
        transactions++;
        now = now.plusSeconds(1);
        return new Invocation(CHANNEL, function, request, caller, now, "tx-" + transactions);
    }

    static JsonObject.Builder request() {
        return JsonObject.builder();
    }

    // --- the verbs of a session, as the tests say them

    /** Registers a participant of North with a meter of its own and pays money in. */
    TestMarket participant(String id, long tieLineWh, long depositUnits) {
        submit(
                OPERATOR,
                "registerParticipant",
                request()
                        .put("participantId", id)
                        .put("ownerId", "owner-" + id)
                        .put("mspId", "NorthMSP")
                        .put("importLimitWh", tieLineWh)
                        .put("exportLimitWh", tieLineWh));
        meter(id, "m-" + id, MeterKey.Algorithm.ED25519);
        if (depositUnits > 0) {
            submit(
                    OPERATOR,
                    "deposit",
                    request()
                            .put("depositId", "d-" + id)
                            .put("participantId", id)
                            .put("amountNano", depositUnits * UNIT));
        }
        return this;
    }

    TestMeter meter(String participantId, String meterId, MeterKey.Algorithm algorithm) {
        return meter(participantId, meterId, algorithm, "1");
    }

    /** A further meter needs its participant's consent. */
    TestMeter meter(String participantId, String meterId, MeterKey.Algorithm algorithm, String connectionPoint) {
        TestMeter meter = new TestMeter(meterId, algorithm).of(this);
        meters.put(meterId, meter);
        JsonObject.Builder registration = request()
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("connectionPoint", connectionPoint)
                .put("algorithm", algorithm.name())
                .put("publicKey", meter.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
        if (!get(Keys.participant(participantId), RecordType.PARTICIPANT)
                .meterIds()
                .isEmpty()) {
            consent(participantId, "registerMeter", meterId, registration);
        }
        submit(OPERATOR, "registerMeter", registration);
        return meter;
    }

    /** The participant agrees to what the operator is going to do. */
    TestMarket consent(String participantId, String function, String requestId, JsonObject.Builder body) {
        submit(prosumer(participantId), "giveConsent", consenting(participantId, function, requestId, body));
        return this;
    }

    JsonObject.Builder consenting(String participantId, String function, String requestId, JsonObject.Builder body) {
        return request()
                .put("participantId", participantId)
                .put("function", function)
                .put("requestId", requestId)
                .put("revision", 1)
                .put("bodyHash", CanonicalBytes.hash(Json.write(body.build())))
                .put("expiresUtc", "2099-01-01T00:00:00Z");
    }

    /** A withdrawal to which the participant has agreed. */
    TestMarket withdraw(String withdrawalId, String participantId, long amountNano) {
        JsonObject.Builder withdrawal = request()
                .put("withdrawalId", withdrawalId)
                .put("participantId", participantId)
                .put("amountNano", amountNano);
        consent(participantId, "withdraw", withdrawalId, withdrawal);
        submit(OPERATOR, "withdraw", withdrawal);
        return this;
    }

    /** The end of a period, or the start of the session for period -1. */
    Instant endOf(String sessionId, int period) {
        return find(Keys.session(sessionId), RecordType.SESSION)
                .filter(session -> period < session.periods())
                .map(session -> period < 0 ? session.startOf(0) : session.endOf(period))
                .orElse(START.plusSeconds(3_600L * (period + 1)));
    }

    TestMeter meterOf(String participantId) {
        return meters.get("m-" + participantId);
    }

    /** A session of hours at retail 0.83, feed-in 0.65, grid fee 0.01, after all that were announced so. */
    TestMarket announce(String sessionId, int periods) {
        submit(
                OPERATOR,
                "announceSession",
                announcement(
                        sessionId,
                        START.plusSeconds(3_600L * announcedHours).toString(),
                        Collections.nCopies(periods, tariff(830_000, 650_000, 10_000))));
        announcedHours += periods;
        return this;
    }

    /** All meters that are silent in a session say, for each of its periods, what they show now. */
    TestMarket quiet(String sessionId) {
        int periods = get(Keys.session(sessionId), RecordType.SESSION).periods();
        for (TestMeter meter : meters.values()) {
            String owner = get(Keys.meter(meter.meterId), RecordType.METER).participantId();
            for (int period = 0; period < periods; period++) {
                String key = Keys.inSession("reading", sessionId, owner)
                        + String.format("%03d/%s/m001", period, meter.meterId);
                if (state.get(key).isEmpty()) {
                    readings(meter.reading(sessionId, period));
                }
            }
        }
        return this;
    }

    static JsonObject.Builder announcement(String sessionId, int periods) {
        return announcement(
                sessionId, "2026-01-15T00:00:00Z", Collections.nCopies(periods, tariff(830_000, 650_000, 10_000)));
    }

    static JsonObject.Builder announcement(String sessionId, String startUtc, List<JsonObject> tariffs) {
        return request()
                .put("sessionId", sessionId)
                .put("currency", "CNY")
                .put("startUtc", startUtc)
                .put("periodMinutes", 60)
                .put("tariffs", JsonArray.of(tariffs));
    }

    static JsonObject tariff(long retail, long feedIn, long gridFee) {
        return JsonObject.builder()
                .put("retailMicroPerKwh", retail)
                .put("feedInMicroPerKwh", feedIn)
                .put("gridFeeMicroPerKwh", gridFee)
                .build();
    }

    /** Leaves a phase, in as many steps as it takes. */
    TestMarket advance(String sessionId, Phase from) {
        return advance(sessionId, from, 2000);
    }

    TestMarket advance(String sessionId, Phase from, int maxItems) {
        boolean done = false;
        for (int step = 0; !done; step++) {
            JsonObject answer = submit(OPERATOR, "advanceSession", advancement(sessionId, from, step, maxItems));
            done = answer.get("done").orElseThrow().equals(JsonBoolean.TRUE);
        }
        return this;
    }

    static JsonObject.Builder advancement(String sessionId, Phase from, int step, int maxItems) {
        return request()
                .put("sessionId", sessionId)
                .put("from", from.name())
                .put("step", step)
                .put("maxItems", maxItems);
    }

    static String salt(String participantId) {
        return String.format("%064x", participantId.hashCode() & 0xffff_ffffL);
    }

    static String hash(String sessionId, String participantId, int revision, OrderSchedule schedule) {
        return CanonicalBytes.ordersHash(
                new CanonicalBytes.Binding(CHANNEL, sessionId, participantId, revision), salt(participantId), schedule);
    }

    TestMarket commit(String sessionId, String participantId, long declaredMaxWh, OrderSchedule schedule) {
        submit(
                prosumer(participantId),
                "commitOrders",
                commitment(
                        sessionId,
                        participantId,
                        1,
                        hash(sessionId, participantId, 1, schedule),
                        declaredNano(sessionId, declaredMaxWh)));
        return this;
    }

    /** What a quantity in every period of a session puts at stake. */
    long declaredNano(String sessionId, long wh) {
        return get(Keys.session(sessionId), RecordType.SESSION).tariffs().stream()
                .filter(Tariff::takesOrders)
                .mapToLong(tariff -> tariff.spread().microPerKwh() * wh)
                .sum();
    }

    static JsonObject.Builder commitment(
            String sessionId, String participantId, int revision, String hash, long declaredNano) {
        return request()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision)
                .put("hash", hash)
                .put("declaredNano", declaredNano)
                .put("autoPrepay", false);
    }

    TestMarket reveal(String sessionId, String participantId, OrderSchedule schedule) {
        submit(prosumer(participantId), "revealOrders", revelation(sessionId, participantId, 1, schedule));
        return this;
    }

    static JsonObject.Builder revelation(String sessionId, String participantId, int revision, OrderSchedule schedule) {
        return request()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision)
                .put("salt", salt(participantId))
                .put("schedule", Codecs.json(schedule));
    }

    TestMarket prepay(String sessionId, String participantId) {
        submit(prosumer(participantId), "prepay", prepayment(sessionId, participantId));
        return this;
    }

    static JsonObject.Builder prepayment(String sessionId, String participantId) {
        return request().put("sessionId", sessionId).put("participantId", participantId);
    }

    /** The participant's own meter reports what flowed in a period. */
    TestMarket read(String sessionId, String participantId, int period, long importWh, long exportWh) {
        return readings(meterOf(participantId).measures(importWh, exportWh).reading(sessionId, period));
    }

    TestMarket readings(JsonObject... readings) {
        submit(NORTH_METERS, "submitReadings", request().put("readings", JsonArray.of(List.of(readings))));
        return this;
    }

    // --- schedules

    static OrderSchedule schedule(PeriodOrder... orders) {
        return OrderSchedule.of(List.of(orders));
    }

    static PeriodOrder buy(int period, long quantityWh, long limitMicroPerKwh) {
        return new PeriodOrder(period, Side.BUY, List.of(OrderStep.of(quantityWh, limitMicroPerKwh)));
    }

    static PeriodOrder sell(int period, long quantityWh, long limitMicroPerKwh) {
        return new PeriodOrder(period, Side.SELL, List.of(OrderStep.of(quantityWh, limitMicroPerKwh)));
    }

    // --- looking into the state

    <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        return state.get(key).map(value -> type.read(value));
    }

    <T extends StateRecord> T get(String key, RecordType<T> type) {
        return find(key, type).orElseThrow(() -> new AssertionError("there is no " + key));
    }

    AccountRecord account(String participantId) {
        return get(Keys.account(participantId), RecordType.ACCOUNT);
    }

    long wallet(String participantId) {
        return account(participantId).balances().wallet().nano();
    }

    Phase phase(String sessionId) {
        return get(Keys.phase(sessionId), RecordType.PHASE).phase();
    }

    static long number(JsonObject object, String key) {
        return ((JsonNumber) object.get(key).orElseThrow()).value();
    }

    static String text(JsonObject object, String key) {
        return ((JsonText) object.get(key).orElseThrow()).value();
    }

    static List<JsonObject> items(JsonObject page) {
        List<JsonObject> items = new ArrayList<>();
        for (JsonValue value : ((JsonArray) page.get("items").orElseThrow()).elements()) {
            items.add((JsonObject) value);
        }
        return items;
    }
}
