package org.gridbourse.network.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.request.Request;

/**
 * Trading sessions of nine participants of three organisations: one with a storage order, then random ones. What suits a
 * phase is mixed with what does not: wrong roles, foreign participants, other bodies under known ids, forgotten reveals
 * and payments, broken signatures, transactions that lack endorsements. What participants do at once is executed on one
 * state, so that some conflicts.
 */
final class MarketHistory {
    private static final List<String> PARTICIPANTS =
            List.of("grid-1", "grid-2", "grid-3", "north-1", "north-2", "north-3", "south-1", "south-2", "south-3");
    private static final int PERIODS = 2;
    private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");
    private static final long UNIT_NANO = 1_000_000_000L;

    private final Twins twins;
    private final Random random;
    private final Map<String, SimulatedMeter> meters = new TreeMap<>();
    private int number;

    MarketHistory(Twins twins, long seed) {
        this.twins = twins;
        this.random = new Random(seed);
    }

    void run(int sessions) throws Exception {
        operator("openLedger", request().put("simulated", true));
        register();
        rules();
        clearStorage("s-000");
        for (int session = 1; session <= sessions; session++) {
            trade("s-%03d".formatted(session), session % 8 == 7);
        }
        lookAtEverything("s-001");
    }

    // --- before any session

    private void register() throws Exception {
        for (String id : PARTICIPANTS) {
            SimulatedMeter meter = new SimulatedMeter("m-" + id);
            meters.put(id, meter);
            operator("registerParticipant", participant(id, mspOf(id)));
            operator("registerParticipant", participant(id, "NorthMSP"));
            operator("registerMeter", meter(id, meter));
            operator("deposit", deposit("d-" + id, id, 4_000 + random.nextInt(2_000)));
        }
        JsonObject.Builder withdrawal = withdrawal("w-1", "north-1", 3);
        twins.run(Step.submit("North", "north-1", "giveConsent", consent("north-1", "withdraw", "w-1", withdrawal)));
        recallConsent("north-1", "w-9");
        twins.run(List.of(
                operatorStep("ping", request().put("pingId", "p-1")),
                operatorStep("ping", request().put("pingId", "p-1")),
                operatorStep("deposit", deposit("d-1", "grid-1", 5)),
                operatorStep("deposit", deposit("d-2", "grid-1", 5)),
                operatorStep("deposit", deposit("d-1", "grid-1", 6)),
                operatorStep("withdraw", withdrawal),
                operatorStep("withdraw", withdrawal("w-2", "north-1", 1_000_000)),
                Step.submit("North", "operator", "deposit", text(deposit("d-3", "north-1", 5))),
                Step.submit("South", "auditor", "ping", text(request().put("pingId", "p-2"))),
                Step.submit("Grid", "Admin", "ping", "{\"pingId\":1}"),
                Step.submit("Grid", "operator", "ping"),
                Step.submit("Grid", "operator", "mint", "{}")));
        JsonObject.Builder limits = request()
                .put("participantId", "south-3")
                .put("revision", 2)
                .put("importLimitWh", 7_000)
                .put("exportLimitWh", 7_000);
        twins.run(
                Step.submit("North", "operator", "giveConsent", consent("south-3", "updateParticipant", "2", limits)));
        operator("updateParticipant", limits);
        operator("registerParticipant", participant("leaver", "SouthMSP"));
        operator("deregisterParticipant", request().put("participantId", "leaver"));
        exchangeMeter("north-3");
        rotateKey("south-3");
    }

    /** A participant agrees to a withdrawal, thinks better of it, and the operator tries all the same. */
    private void recallConsent(String id, String withdrawalId) throws Exception {
        JsonObject.Builder withdrawal = withdrawal(withdrawalId, id, 1);
        JsonObject.Builder recall =
                request().put("participantId", id).put("function", "withdraw").put("requestId", withdrawalId);
        String organisation = organisationOf(id);
        twins.run(Step.submit(organisation, id, "giveConsent", consent(id, "withdraw", withdrawalId, withdrawal)));
        twins.run(Step.submit(organisation, id, "recallConsent", text(recall)));
        operator("withdraw", withdrawal);
    }

    private void exchangeMeter(String id) throws Exception {
        SimulatedMeter former = meters.get(id);
        SimulatedMeter next = new SimulatedMeter(former.meterId() + "-new");
        meters.put(id, next);
        JsonObject.Builder exchange = request()
                .put("participantId", id)
                .put("meterId", former.meterId())
                .put("closingImportRegisterWh", former.importWh())
                .put("closingExportRegisterWh", former.exportWh())
                .put("newMeterId", next.meterId())
                .put("algorithm", "ED25519")
                .put("publicKey", next.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
        agreed(id, "exchangeMeter", next.meterId(), exchange);
    }

    private void rotateKey(String id) throws Exception {
        SimulatedMeter meter = meters.get(id);
        meter.newKey();
        JsonObject.Builder rotation = request()
                .put("meterId", meter.meterId())
                .put("revision", 2)
                .put("fromUtc", START.toString())
                .put("algorithm", "ED25519")
                .put("publicKey", meter.publicKey());
        agreed(id, "rotateMeterKey", meter.meterId() + "-2", rotation);
    }

    /** The operator tries without consent, then with that of the participant. */
    private void agreed(String id, String function, String requestId, JsonObject.Builder body) throws Exception {
        operator(function, body);
        twins.run(Step.submit(organisationOf(id), id, "giveConsent", consent(id, function, requestId, body)));
        operator(function, body);
    }

    private static String consent(String id, String function, String requestId, JsonObject.Builder body) {
        return text(request()
                .put("participantId", id)
                .put("function", function)
                .put("requestId", requestId)
                .put("revision", 1)
                .put("bodyHash", CanonicalBytes.hash(text(body)))
                .put("expiresUtc", "2099-01-01T00:00:00Z"));
    }

    private void rules() throws Exception {
        JsonObject.Builder proposal =
                request().put("ruleVersion", 2).put("firstSessionId", "s-003").put("parameters", Json.parse(RULES));
        operator("approveRules", request().put("ruleVersion", 2));
        operator("proposeRules", proposal);
        operator("approveRules", request().put("ruleVersion", 2));
        twins.run(
                Step.submit("South", "operator", "approveRules", text(request().put("ruleVersion", 2))));
    }

    private static final String RULES = """
            {"classes":[{"lowestScore":800,"ratePercent":50,"volumePercent":100},
            {"lowestScore":600,"ratePercent":100,"volumePercent":100},
            {"lowestScore":400,"ratePercent":150,"volumePercent":60},
            {"lowestScore":200,"ratePercent":200,"volumePercent":30},
            {"lowestScore":0,"ratePercent":200,"volumePercent":0}],
            "estimated":50,"gain":10,"notRevealed":100,"penalty":200,"prepaymentDefault":150,"startScore":600,
            "tolerancePercent":10,"wayBackHours":72,"wayBackScore":200}""";

    // --- a session

    private void trade(String session, boolean cancelled) throws Exception {
        operator("announceSession", announcement(session, 830_000));
        operator("announceSession", announcement(session, 900_000));
        advance(session, "ANNOUNCED");
        Map<String, OrderSchedule> schedules = commitments(session);
        JsonObject.Builder cancellation = request().put("sessionId", session).put("reason", "no wind");
        twins.run(Step.submit("South", "operator", "cancelSession", text(cancellation)));
        if (cancelled) {
            cancel(session);
            return;
        }
        advance(session, "QUOTATION");
        revelations(session, schedules);
        advance(session, "REVEAL");
        advance(session, "CLEARED");
        prepayments(session);
        advance(session, "PREPAYMENT");
        outage(session);
        readings(session, List.of(0, 1), 1);
        advance(session, "DELIVERY");
        // some come late, some are corrected
        readings(session, List.of(1), 2);
        advance(session, "SETTLED");
        if (random.nextInt(4) == 0) {
            lookAtEverything(session);
        }
    }

    /** A session that storage orders are cleared in, by a proposal. */
    private void clearStorage(String session) throws Exception {
        StorageSession storage = new StorageSession(twins, session);
        operator("announceSession", announcement(session, StorageSession.tariffs()));
        advance(session, "ANNOUNCED");
        storage.commit();
        advance(session, "QUOTATION");
        storage.reveal();
        operator("advanceSession", advancement(session, "REVEAL", 0));
        storage.propose();
        advance(session, "REVEAL", 1);
        advance(session, "CLEARED");
        advance(session, "PREPAYMENT");
        readings(session, List.of(0, 1), 1);
        advance(session, "DELIVERY");
        advance(session, "SETTLED");
        lookAtEverything(session);
    }

    /** Leaves a phase, in as many steps as it takes; somebody else tries as well. */
    private void advance(String session, String from) throws Exception {
        twins.run(Step.submit("North", "operator", "advanceSession", text(advancement(session, from, 0))));
        advance(session, from, 0);
    }

    private void advance(String session, String from, int firstStep) throws Exception {
        boolean done = false;
        for (int step = firstStep; !done; step++) {
            JsonObject.Builder request = advancement(session, from, step);
            String answer = operator("advanceSession", request);
            done = !answer.contains("\"done\":false");
            if (random.nextInt(4) == 0) {
                operator("advanceSession", request);
            }
        }
    }

    private JsonObject.Builder advancement(String session, String from, int step) {
        return request()
                .put("sessionId", session)
                .put("from", from)
                .put("step", step)
                .put("maxItems", 7);
    }

    private void cancel(String session) throws Exception {
        boolean done = false;
        for (int step = 0; !done; step++) {
            String answer = operator(
                    "cancelSession",
                    request()
                            .put("sessionId", session)
                            .put("reason", "no wind")
                            .put("step", step)
                            .put("maxItems", 3));
            done = !answer.contains("\"done\":false");
        }
    }

    private Map<String, OrderSchedule> commitments(String session) throws Exception {
        Map<String, OrderSchedule> schedules = new TreeMap<>();
        List<Step> group = new ArrayList<>();
        for (String id : PARTICIPANTS) {
            OrderSchedule schedule = schedule();
            schedules.put(id, schedule);
            Step commit = prosumer(id, "commitOrders", commitment(session, id, 1, schedule));
            switch (random.nextInt(9)) {
                case 0 ->
                    group.add(Step.submit(
                            "Grid",
                            "prosumer",
                            "commitOrders",
                            commit.arguments().get(0)));
                case 1 -> group.addAll(List.of(commit, commit));
                case 2 -> group.add(commit.endorsedBy(List.of("GridMSP")));
                case 3 -> group.add(prosumer(id, "commitOrders", commitment(session, id, 7, schedule)));
                default -> group.add(commit);
            }
        }
        twins.run(group);
        String undecided = anyone();
        JsonObject.Builder withdrawal = request()
                .put("sessionId", session)
                .put("participantId", undecided)
                .put("revision", 2);
        twins.run(prosumer(undecided, "withdrawOrders", withdrawal));
        twins.run(prosumer(undecided, "commitOrders", commitment(session, undecided, 3, schedule())));
        return schedules;
    }

    private void revelations(String session, Map<String, OrderSchedule> schedules) throws Exception {
        List<Step> group = new ArrayList<>();
        schedules.forEach((id, schedule) -> {
            switch (random.nextInt(30)) {
                case 0 -> {} // forgets it
                case 1 -> group.add(prosumer(id, "revealOrders", revelation(session, id, schedule())));
                case 2 -> group.add(prosumer(anyone(), "revealOrders", revelation(session, id, schedule)));
                default -> group.add(prosumer(id, "revealOrders", revelation(session, id, schedule)));
            }
        });
        twins.run(group);
    }

    private void prepayments(String session) throws Exception {
        List<Step> group = new ArrayList<>();
        for (String id : PARTICIPANTS) {
            if (random.nextInt(25) > 0) {
                group.add(prosumer(
                        id, "prepay", request().put("sessionId", session).put("participantId", id)));
            }
            if (random.nextInt(4) == 0) {
                // touches the same account: whoever is second conflicts
                group.add(operatorStep("deposit", deposit("c-" + number++, id, 10)));
            }
        }
        twins.run(group);
    }

    private void outage(String session) throws Exception {
        JsonObject.Builder outage = request()
                .put("outageId", "o-" + session)
                .put("sessionId", session)
                .put("periods", JsonArray.ofNumbers(List.of(0)))
                .put("participantIds", JsonArray.ofTexts(List.of(anyone())))
                .put("reason", "a tree on the line");
        operator("declareOutage", outage);
        twins.run(Step.submit("South", "operator", "declareOutage", text(outage)));
    }

    private void readings(String session, List<Integer> periods, int revision) throws Exception {
        for (int period : periods) {
            List<Step> group = new ArrayList<>();
            for (String id : PARTICIPANTS) {
                SimulatedMeter meter = meters.get(id).measures(random.nextInt(1_500), random.nextInt(1_500));
                if (random.nextInt(30) == 0) {
                    continue; // nothing comes: it will be estimated
                }
                JsonObject reading = meter.reading(session, period, end(session, period), revision);
                if (random.nextInt(15) == 0) {
                    // signed with a key that is not the registered one
                    SimulatedMeter forger = new SimulatedMeter(meter.meterId());
                    JsonObject forged = forger.measures(1, 1).reading(session, period, end(session, period), revision);
                    group.add(Step.submit(
                            organisationOf(id),
                            "meter",
                            "submitReadings",
                            text(request().put("readings", JsonArray.of(List.of(forged))))));
                }
                Step report = Step.submit(
                        organisationOf(id),
                        random.nextBoolean() ? "meter" : id,
                        "submitReadings",
                        text(request().put("readings", JsonArray.of(List.of(reading)))));
                group.add(report);
                if (random.nextInt(12) == 0) {
                    group.add(report);
                }
            }
            twins.run(group);
        }
    }

    // --- questions

    private void lookAtEverything(String session) throws Exception {
        List<Step> questions = new ArrayList<>();
        for (String list : List.of("sessions", "participants", "rules", "reconciliation")) {
            questions.add(Step.query("South", "auditor", list, "{}"));
            questions.add(Step.query("North", "auditor", list, "{\"pageSize\":2}"));
        }
        JsonObject.Builder inSession = request().put("sessionId", session);
        for (String question : List.of("session", "orders", "surveillance", "supervision")) {
            questions.add(Step.query("Grid", "operator", question, text(inSession)));
            questions.add(Step.query("North", "prosumer", question, text(inSession)));
        }
        for (int period = 0; period <= PERIODS; period++) {
            JsonObject.Builder ofPeriod = request().put("sessionId", session).put("period", period);
            questions.add(Step.query("Grid", "auditor", "clearing", text(ofPeriod)));
            String trade = "%s-%03d-00001".formatted(session, period);
            questions.add(Step.query("Grid", "auditor", "trade", text(request().put("tradeId", trade))));
        }
        for (String id : PARTICIPANTS) {
            JsonObject.Builder of = request().put("participantId", id);
            for (String question :
                    List.of("participant", "meters", "account", "credit", "statementOfAccount", "consents")) {
                questions.add(Step.query(organisationOf(id), id, question, text(of)));
            }
            JsonObject.Builder both = of.put("sessionId", session);
            for (String question : List.of("commitment", "fills", "readings", "statements")) {
                questions.add(Step.query("Grid", "operator", question, text(both)));
                questions.add(Step.query(organisationOf(id), anyoneOf(organisationOf(id)), question, text(both)));
            }
        }
        twins.run(questions);
    }

    // --- requests

    private static JsonObject.Builder request() {
        return JsonObject.builder();
    }

    private static String text(JsonObject.Builder request) {
        return Json.write(request.build());
    }

    private String operator(String function, JsonObject.Builder request) throws Exception {
        return twins.run(operatorStep(function, request));
    }

    private static Step operatorStep(String function, JsonObject.Builder request) {
        return Step.submit("Grid", "operator", function, text(request));
    }

    static Step prosumer(String id, Request request) {
        return Step.submit(organisationOf(id), id, request.function(), Json.write(request.toJson()));
    }

    private static Step prosumer(String id, String function, JsonObject.Builder request) {
        return Step.submit(organisationOf(id), id, function, text(request));
    }

    private static String organisationOf(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1, id.indexOf('-'));
    }

    private static String mspOf(String id) {
        return organisationOf(id) + "MSP";
    }

    private String anyone() {
        return PARTICIPANTS.get(random.nextInt(PARTICIPANTS.size()));
    }

    private String anyoneOf(String organisation) {
        return organisation.toLowerCase(Locale.ROOT) + "-" + (1 + random.nextInt(3));
    }

    private static JsonObject.Builder participant(String id, String mspId) {
        return request()
                .put("participantId", id)
                .put("ownerId", "owner-" + id)
                .put("mspId", mspId)
                .put("importLimitWh", 5_000)
                .put("exportLimitWh", 5_000);
    }

    private static JsonObject.Builder meter(String id, SimulatedMeter meter) {
        return request()
                .put("participantId", id)
                .put("meterId", meter.meterId())
                .put("algorithm", "ED25519")
                .put("publicKey", meter.publicKey())
                .put("importRegisterWh", meter.importWh())
                .put("exportRegisterWh", meter.exportWh());
    }

    private static JsonObject.Builder deposit(String depositId, String id, long units) {
        return request().put("depositId", depositId).put("participantId", id).put("amountNano", units * UNIT_NANO);
    }

    private static JsonObject.Builder withdrawal(String withdrawalId, String id, long units) {
        return request()
                .put("withdrawalId", withdrawalId)
                .put("participantId", id)
                .put("amountNano", units * UNIT_NANO);
    }

    private static JsonObject.Builder announcement(String session, long retail) {
        List<JsonObject> tariffs = new ArrayList<>();
        for (int period = 0; period < PERIODS; period++) {
            tariffs.add(request()
                    .put("retailMicroPerKwh", retail)
                    .put("feedInMicroPerKwh", 650_000)
                    .put("gridFeeMicroPerKwh", 10_000)
                    .build());
        }
        return announcement(session, JsonArray.of(tariffs));
    }

    private static JsonObject.Builder announcement(String session, JsonArray tariffs) {
        return request()
                .put("sessionId", session)
                .put("currency", "CNY")
                .put("startUtc", start(session).toString())
                .put("periodMinutes", 60)
                .put("tariffs", tariffs);
    }

    /** One session after the other. */
    private static Instant start(String session) {
        return START.plus(Duration.ofHours(PERIODS * Long.parseLong(session.substring(2))));
    }

    private static Instant end(String session, int period) {
        return start(session).plus(Duration.ofHours(period + 1L));
    }

    private OrderSchedule schedule() {
        List<PeriodOrder> orders = new ArrayList<>();
        for (int period = 0; period < PERIODS; period++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            orders.add(new PeriodOrder(
                    period,
                    side,
                    List.of(OrderStep.of(100 + random.nextInt(1_400), 660_000 + 1_000L * random.nextInt(150)))));
        }
        return OrderSchedule.of(orders);
    }

    static String salt(String id) {
        return String.format(Locale.ROOT, "%064x", id.hashCode() & 0xffff_ffffL);
    }

    private static JsonObject.Builder commitment(String session, String id, int revision, OrderSchedule schedule) {
        CanonicalBytes.Binding binding = new CanonicalBytes.Binding(NetworkUnderTest.CHANNEL, session, id, revision);
        return request()
                .put("sessionId", session)
                .put("participantId", id)
                .put("revision", revision)
                .put("hash", CanonicalBytes.ordersHash(binding, salt(id), schedule))
                .put("declaredNano", PERIODS * 1_500 * 170_000L)
                .put("autoPrepay", false);
    }

    private static JsonObject.Builder revelation(String session, String id, OrderSchedule schedule) {
        List<JsonObject> orders = new ArrayList<>();
        for (PeriodOrder order : schedule.orders()) {
            List<JsonObject> steps = new ArrayList<>();
            for (OrderStep step : order.steps()) {
                steps.add(request()
                        .put("quantityWh", step.quantity().wh())
                        .put("limitPriceMicroPerKwh", step.limit().microPerKwh())
                        .build());
            }
            orders.add(request()
                    .put("period", order.period())
                    .put("side", order.side().name())
                    .put("steps", JsonArray.of(steps))
                    .build());
        }
        return request()
                .put("sessionId", session)
                .put("participantId", id)
                .put("revision", 1)
                .put("salt", salt(id))
                .put("schedule", JsonArray.of(orders));
    }
}
