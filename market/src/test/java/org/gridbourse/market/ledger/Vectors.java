package org.gridbourse.market.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.transaction.Outcome;

/**
 * Golden vectors: lifecycle in, ledger out. Each is an array of steps {@code {"caller", "function", "request", "timestamp",
 * "transactionId"}} with either {@code "refused"} or {@code "response", "event", "writes"}. Written once by {@link #main};
 * market, chaincode and auditor must all come to the same.
 */
final class Vectors {
    private Vectors() {}

    static Path folder() {
        return Path.of(System.getProperty("gridbourse.root", "."), "market", "src", "test", "resources", "vectors");
    }

    /** Writes the vectors anew: only when the formats are meant to change. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(folder());
        for (Map.Entry<String, Supplier<TestMarket>> scenario : scenarios().entrySet()) {
            StringBuilder text = new StringBuilder("[\n");
            String separator = "";
            for (Supplier<JsonObject> step : scenario.getValue().get().vector) {
                text.append(separator).append(Json.write(step.get()));
                separator = ",\n";
            }
            Files.writeString(folder().resolve(scenario.getKey() + ".json"), text.append("\n]\n"));
        }
    }

    private static Map<String, Supplier<TestMarket>> scenarios() {
        Map<String, Supplier<TestMarket>> scenarios = new TreeMap<>();
        scenarios.put("adding", Vectors::adding);
        scenarios.put("day", Vectors::day);
        scenarios.put("corrections", Vectors::corrections);
        scenarios.put("cancelled", Vectors::cancelled);
        scenarios.put("registration", Vectors::registration);
        scenarios.put("storage", Vectors::storage);
        return scenarios;
    }

    static JsonObject step(Invocation invocation, Outcome outcome) {
        JsonObject.Builder writes = JsonObject.builder();
        outcome.writes().forEach((key, value) -> writes.put(key, json(new String(value, StandardCharsets.UTF_8))));
        JsonObject.Builder step = call(invocation).put("response", json(outcome.response()));
        outcome.event().ifPresent(event -> step.put("event", event.name()));
        return step.put("writes", writes.build()).build();
    }

    static JsonObject step(Invocation invocation, RefusedException refused) {
        return call(invocation).put("refused", refused.refusal().name()).build();
    }

    private static JsonObject.Builder call(Invocation invocation) {
        JsonObject.Builder caller =
                JsonObject.builder().put("mspId", invocation.caller().mspId());
        invocation.caller().role().ifPresent(role -> caller.put("role", role));
        invocation.caller().participantId().ifPresent(id -> caller.put("participant", id));
        return JsonObject.builder()
                .put("caller", caller.build())
                .put("function", invocation.function())
                .put("request", json(invocation.request()))
                .put("timestamp", invocation.timestamp().toString())
                .put("transactionId", invocation.transactionId());
    }

    private static JsonValue json(String text) {
        return Json.parse(text);
    }

    static JsonArray read(Path file) {
        try {
            return (JsonArray) Json.parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A day in which one does not reveal, one does not prepay, one delivers short, in steps of two. */
    private static TestMarket day() {
        TestMarket market = new TestMarket();
        for (String id : new String[] {"a", "a-b", "b", "c", "d", "silent"}) {
            market.participant(id, 5_000, 20);
        }
        String session = "s-1";
        var offer = TestMarket.schedule(TestMarket.sell(0, 900, 660_000), TestMarket.sell(1, 700, 700_000));
        var bid = TestMarket.schedule(TestMarket.buy(0, 1_000, 800_000), TestMarket.buy(1, 600, 710_000));
        market.announce(session, 2).advance(session, Phase.ANNOUNCED);
        for (String seller : new String[] {"a", "a-b", "silent"}) {
            market.commit(session, seller, 1_000, offer);
        }
        for (String buyer : new String[] {"b", "c"}) {
            market.commit(session, buyer, 1_000, bid);
        }
        market.refusal(
                TestMarket.prosumer("d"),
                "commitOrders",
                TestMarket.commitment(session, "d", 1, "0".repeat(64), 500_000_000_000L));
        market.advance(session, Phase.QUOTATION);
        market.reveal(session, "a", offer).reveal(session, "a-b", offer);
        market.reveal(session, "b", bid).reveal(session, "c", bid);
        market.advance(session, Phase.REVEAL, 2).advance(session, Phase.CLEARED, 2);
        market.prepay(session, "a").prepay(session, "a-b").prepay(session, "b");
        market.advance(session, Phase.PREPAYMENT, 2);
        for (int period = 0; period < 2; period++) {
            market.read(session, "a", period, 0, 600)
                    .read(session, "a-b", period, 0, 900)
                    .read(session, "b", period, 1_000, 0)
                    .read(session, "c", period, 400, 0)
                    .read(session, "d", period, 100, 30);
        }
        return market.advance(session, Phase.DELIVERY, 2).advance(session, Phase.SETTLED, 2);
    }

    /** A gap, an estimate, a late reading, a correction, an outage, a withdrawal that is held. */
    private static TestMarket corrections() {
        TestMarket market = Stage.at(Phase.DELIVERY);
        market.submit(
                TestMarket.OPERATOR,
                "declareOutage",
                TestMarket.request()
                        .put("outageId", "o-1")
                        .put("sessionId", "s-1")
                        .put("periods", JsonArray.ofNumbers(List.of(0)))
                        .put("participantIds", JsonArray.ofTexts(List.of("buyer")))
                        .put("reason", "a tree on the line"));
        market.meterOf("buyer").measures(1_500, 0);
        market.readings(market.meterOf("buyer").reading("s-1", 1));
        market.advance("s-1", Phase.DELIVERY);
        market.read("s-1", "seller", 0, 0, 800);
        MeterReading between = new MeterReading(
                "m-buyer",
                "s-1",
                0,
                TestMarket.START.plusSeconds(3_600L * (0 + 1)),
                1,
                new Registers(new Energy(1_100), Energy.ZERO),
                1,
                Quality.MEASURED,
                "");
        market.readings(market.meterOf("buyer").signed(between));
        market.readings(market.meterOf("seller").measures(0, 100).reading("s-1", 0, 2));
        JsonObject.Builder withdrawal = TestMarket.request()
                .put("withdrawalId", "w-1")
                .put("participantId", "seller")
                .put("amountNano", market.wallet("seller"));
        market.consent("seller", "withdraw", "w-1", withdrawal);
        market.refusal(TestMarket.OPERATOR, "withdraw", withdrawal);
        market.advance("s-1", Phase.SETTLED);
        market.submit(TestMarket.OPERATOR, "withdraw", withdrawal);
        return market;
    }

    /** Commitments replaced and withdrawn, then the session is cancelled. */
    private static TestMarket cancelled() {
        TestMarket market = Stage.at(Phase.QUOTATION);
        market.commit("s-1", "seller", 2_000, Stage.OFFER).commit("s-1", "buyer", 1_000, Stage.BID);
        market.submit(
                TestMarket.prosumer("seller"),
                "commitOrders",
                TestMarket.commitment("s-1", "seller", 2, TestMarket.hash("s-1", "seller", 2, Stage.OFFER), 1_000));
        market.submit(
                TestMarket.prosumer("buyer"),
                "withdrawOrders",
                TestMarket.request()
                        .put("sessionId", "s-1")
                        .put("participantId", "buyer")
                        .put("revision", 2));
        for (int step = 0; step < 2; step++) {
            market.submit(
                    TestMarket.OPERATOR,
                    "cancelSession",
                    TestMarket.request()
                            .put("sessionId", "s-1")
                            .put("reason", "no wind")
                            .put("step", step)
                            .put("maxItems", 1));
        }
        return market;
    }

    /** What is left over of a day is traded again while it is delivered, and settled with it. */
    private static TestMarket adding() {
        TestMarket market = Stage.at(Phase.DELIVERY);
        market.submit(
                TestMarket.OPERATOR,
                "announceSession",
                TestMarket.request()
                        .put("sessionId", "s-1a")
                        .put(
                                "addsTo",
                                TestMarket.request()
                                        .put("sessionId", "s-1")
                                        .put("periods", JsonArray.ofNumbers(List.of(1)))
                                        .build()));
        var offer = TestMarket.schedule(TestMarket.sell(0, 400, 680_000));
        var bid = TestMarket.schedule(TestMarket.buy(0, 400, 720_000));
        market.advance("s-1a", Phase.ANNOUNCED);
        market.commit("s-1a", "idle", 400, offer).commit("s-1a", "buyer", 400, bid);
        market.advance("s-1a", Phase.QUOTATION);
        market.reveal("s-1a", "idle", offer).reveal("s-1a", "buyer", bid);
        market.advance("s-1a", Phase.REVEAL).advance("s-1a", Phase.CLEARED);
        market.prepay("s-1a", "idle").prepay("s-1a", "buyer");
        market.advance("s-1a", Phase.PREPAYMENT);
        Stage.act(market, Phase.DELIVERY);
        market.read("s-1", "seller", 1, 0, 0)
                .read("s-1", "buyer", 1, 400, 0)
                .read("s-1", "idle", 0, 0, 0)
                .read("s-1", "idle", 1, 0, 300);
        return market.advance("s-1", Phase.DELIVERY).advance("s-1", Phase.SETTLED);
    }

    /** A storage order, two proposals for it, of which the better one clears the session. */
    private static TestMarket storage() {
        TestMarket market = StorageStage.proposing();
        Proposal other = new Proposal(List.of(80_000L, 88_675L), StorageStage.GOOD.storage());
        StorageStage.propose(market, TestMarket.NORTH_REPRESENTATIVE, StorageStage.requests(market, 1, other));
        StorageStage.propose(market, TestMarket.OPERATOR, StorageStage.requests(market, 1, StorageStage.GOOD));
        market.refusal(
                StorageStage.SOUTH_REPRESENTATIVE,
                StorageStage.requests(market, 1, StorageStage.GOOD).head());
        market.advance("s-1", Phase.REVEAL).advance("s-1", Phase.CLEARED);
        market.prepay("s-1", "noon").prepay("s-1", "evening").prepay("s-1", "st");
        market.advance("s-1", Phase.PREPAYMENT);
        StorageStage.deliver(market);
        return market.advance("s-1", Phase.DELIVERY).advance("s-1", Phase.SETTLED);
    }

    /** Participants and meters come, change and go; the rules get a second version. */
    private static TestMarket registration() {
        TestMarket market = new TestMarket().participant("north-1", 5_000, 10);
        limits(market, 2, 6_000, TestMarket.NORTH_REPRESENTATIVE);
        exchange(market);
        market.submit(TestMarket.OPERATOR, "proposeRules", RefusalTableTest.proposal(2, "s-2", 10));
        market.submit(
                TestMarket.NORTH_REPRESENTATIVE,
                "approveRules",
                TestMarket.request().put("ruleVersion", 2));
        market.submit(TestMarket.OPERATOR, "ping", TestMarket.request().put("pingId", "p-1"));
        JsonObject.Builder less = TestMarket.request()
                .put("withdrawalId", "w-1")
                .put("participantId", "north-1")
                .put("amountNano", 1);
        market.consent("north-1", "withdraw", "w-1", less);
        market.submit(
                TestMarket.prosumer("north-1"),
                "recallConsent",
                TestMarket.request()
                        .put("participantId", "north-1")
                        .put("function", "withdraw")
                        .put("requestId", "w-1"));
        market.refusal(TestMarket.OPERATOR, "withdraw", less);
        market.withdraw("w-2", "north-1", market.wallet("north-1"));
        market.submit(
                TestMarket.OPERATOR,
                "deregisterParticipant",
                TestMarket.request().put("participantId", "north-1"));
        return market;
    }

    private static void limits(TestMarket market, int revision, long limitWh, Caller second) {
        JsonObject.Builder limits = TestMarket.request()
                .put("participantId", "north-1")
                .put("revision", revision)
                .put("importLimitWh", limitWh)
                .put("exportLimitWh", limitWh);
        market.submit(
                second,
                "giveConsent",
                market.consenting("north-1", "updateParticipant", String.valueOf(revision), limits));
        market.submit(TestMarket.OPERATOR, "updateParticipant", limits);
    }

    private static void exchange(TestMarket market) {
        TestMeter replacement = new TestMeter("m-2", MeterKey.Algorithm.ECDSA_P256);
        JsonObject.Builder exchange = TestMarket.request()
                .put("participantId", "north-1")
                .put("meterId", "m-north-1")
                .put("closingImportRegisterWh", 0)
                .put("closingExportRegisterWh", 0)
                .put("newMeterId", "m-2")
                .put("algorithm", replacement.algorithm.name())
                .put("publicKey", replacement.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
        market.consent("north-1", "exchangeMeter", "m-2", exchange)
                .submit(TestMarket.OPERATOR, "exchangeMeter", exchange);
        replacement.newKey();
        JsonObject.Builder rotation = TestMarket.request()
                .put("meterId", "m-2")
                .put("revision", 2)
                .put("fromUtc", "2026-01-15T00:00:00Z")
                .put("algorithm", replacement.algorithm.name())
                .put("publicKey", replacement.publicKey());
        market.consent("north-1", "rotateMeterKey", "m-2-2", rotation)
                .submit(TestMarket.OPERATOR, "rotateMeterKey", rotation);
    }
}
