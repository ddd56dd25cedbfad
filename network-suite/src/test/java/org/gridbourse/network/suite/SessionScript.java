package org.gridbourse.network.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.request.Answer;
import org.hyperledger.fabric.client.Contract;

/** Leads market sessions over the Fabric Gateway, each caller at its own organisation's, on a simulated ledger. */
final class SessionScript implements AutoCloseable {
    static final long UNIT = 1_000_000_000L;
    private static final long PLANT_WH = 10_000;
    private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");

    private final NetworkUnderTest network;
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, SimulatedMeter> meters = new HashMap<>();
    private final Map<String, Instant> starts = new HashMap<>();
    private int hoursAnnounced;

    SessionScript(NetworkUnderTest network) throws Exception {
        this.network = network;
        operator("openLedger", request().put("simulated", true));
    }

    private static JsonObject.Builder request() {
        return JsonObject.builder();
    }

    String operator(String function, JsonObject.Builder request) throws Exception {
        return submit("Grid", "operator", function, request);
    }

    private String submit(String organisation, String user, String function, JsonObject.Builder request)
            throws Exception {
        return Client.text(market(organisation, user).submitTransaction(function, Json.write(request.build())));
    }

    private Contract market(String organisation, String user) {
        return clients.computeIfAbsent(organisation + user, key -> network.client(organisation, user))
                .network()
                .getContract(network.chaincode().name());
    }

    private String ask(String query, JsonObject.Builder request) throws Exception {
        return Client.text(market("Grid", "operator").evaluateTransaction(query, Json.write(request.build())));
    }

    private static String organisationOf(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1, id.indexOf('-'));
    }

    private String prosumer(String id, String function, JsonObject.Builder request) throws Exception {
        return submit(organisationOf(id), id, function, request);
    }

    /** A participant with a plant of 10 kWh in a period, a meter and 100 units. */
    void participant(String id) throws Exception {
        operator(
                "registerParticipant",
                request()
                        .put("participantId", id)
                        .put("ownerId", "owner-" + id)
                        .put("mspId", organisationOf(id) + "MSP")
                        .put("importLimitWh", PLANT_WH)
                        .put("exportLimitWh", PLANT_WH));
        operator("registerMeter", meter(id, "m-" + id));
        operator(
                "deposit",
                request().put("depositId", "d-" + id).put("participantId", id).put("amountNano", 100 * UNIT));
    }

    private JsonObject.Builder meter(String id, String meterId) {
        SimulatedMeter meter = new SimulatedMeter(meterId);
        meters.put(meterId, meter);
        return request()
                .put("participantId", id)
                .put("meterId", meterId)
                .put("algorithm", "ED25519")
                .put("publicKey", meter.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
    }

    /** To which its participant agrees. */
    void furtherMeter(String id, String meterId) throws Exception {
        JsonObject.Builder registration = meter(id, meterId);
        prosumer(
                id,
                "giveConsent",
                request()
                        .put("participantId", id)
                        .put("function", "registerMeter")
                        .put("requestId", meterId)
                        .put("revision", 1)
                        .put("bodyHash", CanonicalBytes.hash(Json.write(registration.build())))
                        .put("expiresUtc", "2099-01-01T00:00:00Z"));
        operator("registerMeter", registration);
    }

    static JsonObject tariff(long retail, long feedIn, long gridFee) {
        return request()
                .put("retailMicroPerKwh", retail)
                .put("feedInMicroPerKwh", feedIn)
                .put("gridFeeMicroPerKwh", gridFee)
                .build();
    }

    /** Hours after those that were announced before. */
    void hours(String session, JsonObject... tariffs) throws Exception {
        Instant start = START.plus(Duration.ofHours(hoursAnnounced));
        starts.put(session, start);
        hoursAnnounced += tariffs.length;
        operator(
                "announceSession",
                request()
                        .put("sessionId", session)
                        .put("currency", "CNY")
                        .put("startUtc", start.toString())
                        .put("periodMinutes", 60)
                        .put("tariffs", JsonArray.of(List.of(tariffs))));
    }

    void advance(String session, Phase... phases) throws Exception {
        for (Phase from : phases) {
            boolean done = false;
            for (int step = 0; !done; step++) {
                done = Answer.read(operator(
                                "advanceSession",
                                request()
                                        .put("sessionId", session)
                                        .put("from", from.name())
                                        .put("step", step)))
                        .done();
            }
        }
    }

    /** Sealed, opened and cleared; nobody has prepaid yet. */
    void quote(String session, Map<String, OrderSchedule> orders) throws Exception {
        advance(session, Phase.ANNOUNCED);
        for (Map.Entry<String, OrderSchedule> each : orders.entrySet()) {
            prosumer(each.getKey(), "commitOrders", commitment(session, each.getKey(), each.getValue()));
        }
        advance(session, Phase.QUOTATION);
        for (Map.Entry<String, OrderSchedule> each : orders.entrySet()) {
            prosumer(
                    each.getKey(),
                    "revealOrders",
                    ofParticipant(session, each.getKey())
                            .put("revision", 1)
                            .put("salt", salt(each.getKey()))
                            .put("schedule", Codecs.json(each.getValue())));
        }
        advance(session, Phase.REVEAL, Phase.CLEARED);
    }

    private static JsonObject.Builder ofParticipant(String session, String id) {
        return request().put("sessionId", session).put("participantId", id);
    }

    private static JsonObject.Builder commitment(String session, String id, OrderSchedule schedule) {
        CanonicalBytes.Binding binding = new CanonicalBytes.Binding(NetworkUnderTest.CHANNEL, session, id, 1);
        return ofParticipant(session, id)
                .put("revision", 1)
                .put("hash", CanonicalBytes.ordersHash(binding, salt(id), schedule))
                .put("declaredNano", 20 * UNIT)
                .put("autoPrepay", false);
    }

    private static String salt(String id) {
        return String.format(Locale.ROOT, "%064x", id.hashCode() & 0xffff_ffffL);
    }

    void prepay(String session, String... ids) throws Exception {
        for (String id : ids) {
            prosumer(id, "prepay", ofParticipant(session, id));
        }
    }

    /** What a participant's meter measures until the end of a period, or until the session's start for period -1. */
    void read(String session, String id, int period, int revision, long importWh, long exportWh) throws Exception {
        Instant end = starts.get(session).plus(Duration.ofHours(period + 1L));
        JsonObject reading = meters.get("m-" + id).measures(importWh, exportWh).reading(session, period, end, revision);
        submit(
                organisationOf(id),
                "meter",
                "submitReadings",
                request().put("readings", JsonArray.of(List.of(reading))));
    }

    /** What its wallet has more than was paid in. */
    long gained(String id) throws Exception {
        String account = ask("account", request().put("participantId", id));
        return Fields.readKnown(Json.parse(account), fields -> fields.number("walletNano")) - 100 * UNIT;
    }

    /** What the fund holds by all postings of the ledger. */
    Money fund() throws Exception {
        JsonObject.Builder question = request();
        while (true) {
            String page = ask("reconciliation", question);
            String bookmark = Fields.readKnown(Json.parse(page), fields -> fields.text("bookmark"));
            if (bookmark.isEmpty()) {
                return Fields.readKnown(
                        Json.parse(page),
                        fields -> fields.object(
                                "posted",
                                posted -> posted.has("fund") ? new Money(posted.number("fund")) : Money.ZERO));
            }
            question = request().put("bookmark", bookmark);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(Client::close);
    }
}
