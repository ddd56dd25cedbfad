package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.Stage.S;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function against every kind of caller: what is not allowed is refused, whatever the request says. */
class AuthorisationTest {
    private static final String HASH = "0".repeat(64);

    private static final Map<String, Caller> CALLERS = callers();

    private static Map<String, Caller> callers() {
        Map<String, Caller> callers = new TreeMap<>();
        callers.put("operator", new Caller("GridMSP", Optional.of("operator"), Optional.empty()));
        callers.put("operator of North", new Caller("NorthMSP", Optional.of("operator"), Optional.empty()));
        callers.put("prosumer itself", TestMarket.prosumer("seller"));
        callers.put("another prosumer", TestMarket.prosumer("buyer"));
        callers.put(
                "prosumer of another organisation",
                new Caller("SouthMSP", Optional.of("prosumer"), Optional.of("seller")));
        callers.put("prosumer without id", new Caller("NorthMSP", Optional.of("prosumer"), Optional.empty()));
        callers.put("meter", TestMarket.NORTH_METERS);
        callers.put("meter of South", new Caller("SouthMSP", Optional.of("meter"), Optional.empty()));
        callers.put("auditor", TestMarket.AUDITOR);
        callers.put("nobody", new Caller("GridMSP", Optional.empty(), Optional.empty()));
        callers.put("role with a capital", new Caller("GridMSP", Optional.of("Operator"), Optional.empty()));
        callers.put("stranger", new Caller("OtherMSP", Optional.of("prosumer"), Optional.of("seller")));
        return callers;
    }

    private static final Set<String> OPERATOR = Set.of("operator");
    private static final Set<String> REPRESENTATIVES = Set.of("operator", "operator of North");
    private static final Set<String> CONSENTING = Set.of("operator", "operator of North", "prosumer itself");
    private static final Set<String> SELF = Set.of("prosumer itself");
    private static final Set<String> REPORTING = Set.of("operator", "prosumer itself", "meter");
    private static final Set<String> OWN = Set.of("operator", "prosumer itself", "meter", "auditor");
    private static final Set<String> SUPERVISION = Set.of("operator", "auditor");

    private static final Set<String> ALL = Set.of(
            "operator",
            "operator of North",
            "prosumer itself",
            "another prosumer",
            "prosumer of another organisation",
            "prosumer without id",
            "meter",
            "meter of South",
            "auditor",
            "stranger");

    /** Who may call what. */
    private static Set<String> allowed(String function) {
        return switch (function) {
            case "commitOrders", "withdrawOrders", "prepay" -> SELF;
            case "revealOrders" -> ALL;
            case "giveConsent", "recallConsent" -> CONSENTING;
            case "submitReadings" -> REPORTING;
            case "approveRules", "proposeClearing", "proposeSchedules", "proveProposal" -> REPRESENTATIVES;
            case "account", "readings", "statements", "credit", "statementOfAccount" -> OWN;
            case "reconciliation", "surveillance", "supervision" -> SUPERVISION;
            case "session",
                    "sessions",
                    "participant",
                    "participants",
                    "meters",
                    "commitment",
                    "orders",
                    "clearing",
                    "proposals",
                    "schedules",
                    "fills",
                    "trade",
                    "consents",
                    "rules" -> ALL;
            case "ping",
                    "openLedger",
                    "registerParticipant",
                    "updateParticipant",
                    "deregisterParticipant",
                    "registerMeter",
                    "exchangeMeter",
                    "rotateMeterKey",
                    "deposit",
                    "withdraw",
                    "announceSession",
                    "advanceSession",
                    "cancelSession",
                    "declareOutage",
                    "proposeRules" -> OPERATOR;
            default -> throw new AssertionError("say here who may call " + function);
        };
    }

    static Stream<Arguments> functionsAndCallers() {
        return Stream.concat(MarketLedger.submitFunctions().stream(), MarketLedger.queryFunctions().stream())
                .flatMap(function -> CALLERS.keySet().stream().map(caller -> Arguments.of(function, caller)));
    }

    private static final TestMarket MARKET = Stage.at(Phase.DELIVERY);

    @ParameterizedTest
    @MethodSource("functionsAndCallers")
    void a_caller_without_the_right_is_refused_and_one_with_it_is_not(String function, String caller) {
        Optional<Refusal> refusal = MARKET.outcome(CALLERS.get(caller), function, body(function));

        boolean unauthorised = refusal.equals(Optional.of(Refusal.NOT_AUTHORISED))
                || refusal.equals(Optional.of(Refusal.NOT_YOUR_PARTICIPANT));
        assertThat(unauthorised)
                .as("%s by %s: %s", function, caller, refusal)
                .isEqualTo(!allowed(function).contains(caller));
    }

    @Test
    void a_renewed_certificate_with_the_same_organisation_and_participant_speaks_for_the_same_account() {
        // A certificate is known by MSP and participant alone: serial number, key and name play no part.
        assertThat(MARKET.query(
                        TestMarket.prosumer("seller"),
                        "account",
                        TestMarket.request().put("participantId", "seller")))
                .isEqualTo(MARKET.query(
                        new Caller("NorthMSP", Optional.of("prosumer"), Optional.of("seller")),
                        "account",
                        TestMarket.request().put("participantId", "seller")));
    }

    private static JsonObject.Builder consent(JsonObject.Builder request) {
        return request.put("participantId", "seller")
                .put("function", "withdraw")
                .put("requestId", "w");
    }

    private static String body(String function) {
        return Json.write(request(function).build());
    }

    private static JsonObject.Builder request(String function) {
        JsonObject.Builder request = TestMarket.request();
        TestMeter key = MARKET.meterOf("seller");
        return switch (function) {
            case "ping" -> request.put("pingId", "p");
            case "registerParticipant" ->
                request.put("participantId", "new")
                        .put("ownerId", "new")
                        .put("mspId", "NorthMSP")
                        .put("importLimitWh", 1)
                        .put("exportLimitWh", 1);
            case "updateParticipant" ->
                request.put("participantId", "seller")
                        .put("revision", 2)
                        .put("importLimitWh", 1)
                        .put("exportLimitWh", 1);
            case "registerMeter" ->
                withKey(request.put("participantId", "seller").put("meterId", "m-2"), key)
                        .put("importRegisterWh", 0)
                        .put("exportRegisterWh", 0);
            case "exchangeMeter" ->
                withKey(request.put("participantId", "seller").put("meterId", "m-seller"), key)
                        .put("closingImportRegisterWh", 0)
                        .put("closingExportRegisterWh", 0)
                        .put("newMeterId", "m-2")
                        .put("importRegisterWh", 0)
                        .put("exportRegisterWh", 0);
            case "rotateMeterKey" ->
                withKey(
                        request.put("meterId", "m-seller").put("revision", 2).put("fromUtc", "2026-01-15T00:00:00Z"),
                        key);
            case "deposit" ->
                request.put("depositId", "d").put("participantId", "seller").put("amountNano", 1);
            case "withdraw" ->
                request.put("withdrawalId", "w").put("participantId", "seller").put("amountNano", 1);
            case "announceSession" -> TestMarket.announcement("s-2", 1);
            case "advanceSession" -> TestMarket.advancement(S, Phase.DELIVERY, 0, 1);
            case "openLedger" -> request.put("simulated", true);
            case "giveConsent" ->
                consent(request).put("revision", 1).put("bodyHash", HASH).put("expiresUtc", "2099-01-01T00:00:00Z");
            case "recallConsent" -> consent(request);
            case "cancelSession" -> request.put("sessionId", S).put("reason", "why");
            case "commitOrders" -> TestMarket.commitment(S, "seller", 2, HASH, 1);
            case "withdrawOrders" ->
                request.put("sessionId", S).put("participantId", "seller").put("revision", 2);
            case "revealOrders" -> TestMarket.revelation(S, "seller", 2, Stage.OFFER);
            case "submitReadings" -> request.put("readings", JsonArray.of(List.of(key.reading(S, 0))));
            case "declareOutage" ->
                request.put("outageId", "o")
                        .put("sessionId", S)
                        .put("periods", JsonArray.ofNumbers(List.of(0)))
                        .put("participantIds", JsonArray.of(List.of()))
                        .put("reason", "why");
            case "proposeRules" ->
                request.put("ruleVersion", 2)
                        .put("firstSessionId", "s-2")
                        .put("parameters", RulesRecord.parametersJson(RuleSet.version1()));
            case "approveRules" -> request.put("ruleVersion", 2);
            case "sessions", "participants", "rules", "reconciliation" -> request;
            case "proposeClearing" ->
                request.put("sessionId", S)
                        .put("revision", 1)
                        .put("pricesMicroPerKwh", JsonArray.of(List.of()))
                        .put("gapNano", 0)
                        .put("priceNano", 0)
                        .put("chunkHashes", JsonArray.of(List.of()));
            case "proposeSchedules" ->
                request.put("sessionId", S).put("revision", 1).put("chunk", 0).put("storage", JsonArray.of(List.of()));
            case "proveProposal" ->
                request.put("sessionId", S).put("revision", 1).put("step", 0);
            case "schedules" ->
                request.put("sessionId", S)
                        .put("mspId", "GridMSP")
                        .put("revision", 1)
                        .put("chunk", 0);
            case "session", "surveillance", "supervision", "orders", "proposals" -> request.put("sessionId", S);
            case "clearing" -> request.put("sessionId", S).put("period", 0);
            case "trade" -> request.put("tradeId", "s-1-000-00001");
            case "deregisterParticipant", "participant", "meters", "account", "credit", "consents" ->
                request.put("participantId", "seller");
            default -> request.put("sessionId", S).put("participantId", "seller");
        };
    }

    private static JsonObject.Builder withKey(JsonObject.Builder request, TestMeter key) {
        return request.put("algorithm", key.algorithm.name()).put("publicKey", key.publicKey());
    }
}
