package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.Stage.BID;
import static org.gridbourse.market.ledger.Stage.OFFER;
import static org.gridbourse.market.ledger.Stage.S;
import static org.gridbourse.market.ledger.TestMarket.AUDITOR;
import static org.gridbourse.market.ledger.TestMarket.NORTH_METERS;
import static org.gridbourse.market.ledger.TestMarket.NORTH_REPRESENTATIVE;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.advancement;
import static org.gridbourse.market.ledger.TestMarket.announcement;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.commitment;
import static org.gridbourse.market.ledger.TestMarket.hash;
import static org.gridbourse.market.ledger.TestMarket.prepayment;
import static org.gridbourse.market.ledger.TestMarket.prosumer;
import static org.gridbourse.market.ledger.TestMarket.request;
import static org.gridbourse.market.ledger.TestMarket.revelation;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;
import static org.gridbourse.market.ledger.TestMarket.tariff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each transaction refuses, in the order in which it looks: whoever breaks several rules is told the first. */
class RefusalTableTest {
    private static final String HASH = "0".repeat(64);
    private static final Caller SELLER = prosumer("seller");
    private static final Caller BUYER = prosumer("buyer");
    private static final Caller IDLE = prosumer("idle");
    private static final Caller SELLER_OF_SOUTH =
            new Caller("SouthMSP", Optional.of("prosumer"), Optional.of("seller"));

    /** Codes that only order books and settlement cases outside a ledger can meet. */
    private static final Set<Refusal> OF_FILES = EnumSet.of(
            Refusal.DUPLICATE_ORDER_ID,
            Refusal.CLEARING_CHECK_FAILED,
            Refusal.TRADE_INVALID,
            Refusal.ACCOUNT_INVALID,
            Refusal.METER_INVALID,
            Refusal.SESSION_LENGTH_OUT_OF_RANGE);

    /** Codes that only a real ledger answers with, in {@link ClocksTest}. */
    private static final Set<Refusal> OF_REAL_LEDGERS =
            EnumSet.of(Refusal.LEDGER_BEGUN, Refusal.SESSION_TIMES_INVALID, Refusal.READING_TOO_EARLY);

    /** One line of the table. */
    private record Row(
            String function,
            Refusal code,
            String why,
            Phase phase,
            Caller caller,
            Function<TestMarket, JsonObject.Builder> request) {
        @Override
        public String toString() {
            return function + ": " + code + ", " + why;
        }
    }

    private static Row row(
            String function,
            Refusal code,
            String why,
            Phase phase,
            Caller caller,
            Function<TestMarket, JsonObject.Builder> request) {
        return new Row(function, code, why, phase, caller, request);
    }

    private static Row row(
            String function, Refusal code, String why, Phase phase, Caller caller, JsonObject.Builder request) {
        return new Row(function, code, why, phase, caller, market -> request);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refused_with_its_code_and_nothing_changes(Row row) {
        TestMarket market = Stage.at(row.phase());
        JsonObject.Builder request = row.request().apply(market);
        int before = market.state.size();

        Refusal refusal = MarketLedger.queryFunctions().contains(row.function())
                ? market.queryRefusal(row.caller(), row.function(), request)
                : market.refusal(row.caller(), row.function(), request);

        assertThat(refusal).isEqualTo(row.code());
        assertThat(market.state.size()).isEqualTo(before);
    }

    @Test
    void every_transaction_every_query_and_every_code_has_a_row() {
        Set<String> functions = new TreeSet<>();
        Set<Refusal> codes = EnumSet.copyOf(OF_FILES);
        codes.addAll(OF_REAL_LEDGERS);
        ProposalRefusalsTest.rows().forEach(row -> {
            functions.add((String) row.get()[0]);
            codes.add((Refusal) row.get()[1]);
        });
        StorageSessionTest.badProposals().forEach(bad -> codes.add((Refusal) bad.get()[2]));
        faults().forEach(fault -> codes.add((Refusal) fault.get()[0]));
        codes.add(Refusal.EXCHANGE_LIMIT_EXCEEDED);
        rows().forEach(row -> {
            functions.add(row.function());
            codes.add(row.code());
        });

        assertThat(functions).containsAll(MarketLedger.submitFunctions()).containsAll(MarketLedger.queryFunctions());
        // Too large a query would need a ledger of 100 000 entries.
        codes.add(Refusal.QUERY_TOO_LARGE);
        assertThat(codes).containsExactlyInAnyOrder(Refusal.values());
    }

    static Stream<Row> rows() {
        return Stream.of(
                        requests(),
                        queries(),
                        participants(),
                        meters(),
                        cash(),
                        announcements(),
                        phases(),
                        commitments(),
                        withdrawals(),
                        reveals(),
                        prepayments(),
                        readings(),
                        outages(),
                        rules(),
                        consents())
                .flatMap(List::stream);
    }

    private static JsonObject.Builder agreed(String participantId, String function, int revision) {
        return agreement(participantId, function)
                .put("revision", revision)
                .put("bodyHash", HASH)
                .put("expiresUtc", "2099-01-01T00:00:00Z");
    }

    private static JsonObject.Builder agreement(String participantId, String function) {
        return request()
                .put("participantId", participantId)
                .put("function", function)
                .put("requestId", "w");
    }

    private static List<Row> consents() {
        String give = "giveConsent";
        String recall = "recallConsent";
        return List.of(
                row(
                        "openLedger",
                        Refusal.NOT_AUTHORISED,
                        "a seller",
                        Phase.ANNOUNCED,
                        SELLER,
                        request().put("simulated", true)),
                row(
                        "openLedger",
                        Refusal.CONFLICTING_DUPLICATE,
                        "simulated once is simulated for ever",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        request().put("simulated", false)),
                row(
                        give,
                        Refusal.REQUEST_INVALID,
                        "to a deposit",
                        Phase.ANNOUNCED,
                        SELLER,
                        agreed("seller", "deposit", 1)),
                row(
                        give,
                        Refusal.NOT_AUTHORISED,
                        "a meter",
                        Phase.ANNOUNCED,
                        NORTH_METERS,
                        agreed("seller", "withdraw", 1)),
                row(
                        give,
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "for another",
                        Phase.ANNOUNCED,
                        BUYER,
                        agreed("seller", "withdraw", 1)),
                row(
                        give,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "for nobody",
                        Phase.ANNOUNCED,
                        NORTH_REPRESENTATIVE,
                        agreed("nobody", "withdraw", 1)),
                row(give, Refusal.CONFLICTING_DUPLICATE, "another body", Phase.ANNOUNCED, SELLER, market -> {
                    market.submit(SELLER, give, agreed("seller", "withdraw", 1));
                    return agreement("seller", "withdraw")
                            .put("revision", 1)
                            .put("bodyHash", "1".repeat(64))
                            .put("expiresUtc", "2099-01-01T00:00:00Z");
                }),
                row(give, Refusal.CONSENT_USED, "after its use", Phase.ANNOUNCED, SELLER, market -> {
                    market.withdraw("w", "seller", 1);
                    return agreed("seller", "withdraw", 2);
                }),
                row(
                        give,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "one left out",
                        Phase.ANNOUNCED,
                        SELLER,
                        agreed("seller", "withdraw", 2)),
                row(
                        give,
                        Refusal.CONSENT_EXPIRED,
                        "yesterday's",
                        Phase.ANNOUNCED,
                        SELLER,
                        agreement("seller", "withdraw")
                                .put("revision", 1)
                                .put("bodyHash", HASH)
                                .put("expiresUtc", "2026-01-13T00:00:00Z")),
                row(
                        recall,
                        Refusal.RECORD_UNKNOWN,
                        "what was not given",
                        Phase.ANNOUNCED,
                        SELLER,
                        agreement("seller", "withdraw")),
                row(recall, Refusal.CONSENT_USED, "what is used up", Phase.ANNOUNCED, SELLER, market -> {
                    market.withdraw("w", "seller", 1);
                    return agreement("seller", "withdraw");
                }),
                row(
                        "withdraw",
                        Refusal.CONSENT_NEEDED,
                        "without the participant",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("withdrawalId", "w", "seller", 1)),
                row("withdraw", Refusal.CONSENT_NEEDED, "a consent recalled", Phase.ANNOUNCED, OPERATOR, market -> {
                    JsonObject.Builder body = cash("withdrawalId", "w", "seller", 1);
                    market.consent("seller", "withdraw", "w", body);
                    market.submit(SELLER, recall, agreement("seller", "withdraw"));
                    return body;
                }),
                row(
                        "updateParticipant",
                        Refusal.CONSENT_NEEDED,
                        "a limit lowered",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        update("seller", 2, 1)),
                row(
                        "updateParticipant",
                        Refusal.CONSENT_NEEDED,
                        "a limit raised",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        market -> {
                            JsonObject.Builder body = update("seller", 2, 9_000);
                            market.consent("seller", "updateParticipant", "2", body);
                            return body;
                        }));
    }

    private static List<Row> requests() {
        return List.of(
                row(
                        "ping",
                        Refusal.REQUEST_INVALID,
                        "an unknown key",
                        Phase.ANNOUNCED,
                        AUDITOR,
                        request().put("pingId", "p").put("extra", 1)),
                row(
                        "ping",
                        Refusal.REQUEST_INVALID,
                        "an id with a slash",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        request().put("pingId", "a/b")),
                row(
                        "ping",
                        Refusal.NOT_AUTHORISED,
                        "an auditor",
                        Phase.ANNOUNCED,
                        AUDITOR,
                        request().put("pingId", "p")),
                row("pong", Refusal.FUNCTION_UNKNOWN, "no such function", Phase.ANNOUNCED, OPERATOR, request()),
                row(
                        "session",
                        Refusal.SESSION_UNKNOWN,
                        "a query",
                        Phase.ANNOUNCED,
                        AUDITOR,
                        request().put("sessionId", "s-9")),
                row(
                        "clearing",
                        Refusal.RECORD_UNKNOWN,
                        "not cleared yet",
                        Phase.REVEAL,
                        AUDITOR,
                        request().put("sessionId", S).put("period", 0)));
    }

    /** What each query refuses: a caller without a role, then something that is not there, then a wrong page. */
    private static List<Row> queries() {
        Caller nobody = new Caller("GridMSP", Optional.empty(), Optional.empty());
        List<Row> rows = new ArrayList<>();
        for (String list : List.of("sessions", "participants", "rules", "reconciliation")) {
            rows.add(query(list, Refusal.NOT_AUTHORISED, "nobody", nobody, request()));
            rows.add(query(
                    list, Refusal.REQUEST_INVALID, "no page", AUDITOR, request().put("pageSize", 0)));
            rows.add(query(
                    list,
                    Refusal.REQUEST_INVALID,
                    "another list",
                    AUDITOR,
                    request().put("bookmark", "x")));
        }
        for (String of : List.of("participant", "meters", "account")) {
            rows.add(query(of, Refusal.NOT_AUTHORISED, "nobody", nobody, of("nobody")));
            rows.add(query(of, Refusal.PARTICIPANT_UNKNOWN, "no such participant", AUDITOR, of("nobody")));
        }
        rows.add(query("account", Refusal.NOT_YOUR_PARTICIPANT, "another's", BUYER, of("seller")));
        for (String of : List.of("credit", "statementOfAccount")) {
            rows.add(query(of, Refusal.NOT_YOUR_PARTICIPANT, "another's", BUYER, of("seller")));
            rows.add(query(
                    of,
                    Refusal.REQUEST_INVALID,
                    "another list",
                    AUDITOR,
                    of("seller").put("bookmark", "x")));
        }
        for (String in : List.of("orders", "fills", "readings", "statements", "statementOfAccount")) {
            rows.add(query(
                    in, Refusal.NOT_AUTHORISED, "nobody", nobody, of("seller").put("sessionId", "s-9")));
            rows.add(query(
                    in,
                    Refusal.SESSION_UNKNOWN,
                    "no session",
                    AUDITOR,
                    of("seller").put("sessionId", "s-9")));
        }
        for (String in : List.of("readings", "statements")) {
            rows.add(query(
                    in,
                    Refusal.NOT_YOUR_PARTICIPANT,
                    "another's",
                    BUYER,
                    of("seller").put("sessionId", S)));
        }
        rows.add(query(
                "commitment",
                Refusal.COMMITMENT_UNKNOWN,
                "none",
                AUDITOR,
                of("idle").put("sessionId", S)));
        JsonObject.Builder unknown = request().put("sessionId", "s-9");
        rows.add(query("session", Refusal.NOT_AUTHORISED, "nobody", nobody, unknown));
        rows.add(query("surveillance", Refusal.NOT_AUTHORISED, "a seller", SELLER, unknown));
        rows.add(query("surveillance", Refusal.SESSION_UNKNOWN, "no such session", AUDITOR, unknown));
        rows.add(query("supervision", Refusal.NOT_AUTHORISED, "a seller", SELLER, unknown));
        rows.add(query("supervision", Refusal.SESSION_UNKNOWN, "no such session", AUDITOR, unknown));
        rows.add(query("consents", Refusal.NOT_AUTHORISED, "nobody", nobody, of("nobody")));
        rows.add(query("consents", Refusal.PARTICIPANT_UNKNOWN, "no such participant", AUDITOR, of("nobody")));
        rows.add(query(
                "consents",
                Refusal.REQUEST_INVALID,
                "another list",
                AUDITOR,
                of("seller").put("bookmark", "x")));
        JsonObject.Builder period = request().put("sessionId", S).put("period", 2);
        rows.add(query("clearing", Refusal.NOT_AUTHORISED, "nobody", nobody, period));
        rows.add(query("clearing", Refusal.PERIOD_UNKNOWN, "no such period", AUDITOR, period));
        rows.add(query("trade", Refusal.NOT_AUTHORISED, "nobody", nobody, trade("s-1-000-00009")));
        rows.add(query("trade", Refusal.REQUEST_INVALID, "no id", AUDITOR, trade("one")));
        rows.add(query("trade", Refusal.RECORD_UNKNOWN, "no such trade", AUDITOR, trade("s-1-000-00009")));
        return rows;
    }

    private static Row query(String name, Refusal code, String why, Caller caller, JsonObject.Builder request) {
        return row(name, code, why, Phase.ANNOUNCED, caller, request);
    }

    private static JsonObject.Builder of(String participantId) {
        return request().put("participantId", participantId);
    }

    private static JsonObject.Builder trade(String tradeId) {
        return request().put("tradeId", tradeId);
    }

    private static JsonObject.Builder registration(String id, String owner, long tieLineWh) {
        return request()
                .put("participantId", id)
                .put("ownerId", owner)
                .put("mspId", "NorthMSP")
                .put("importLimitWh", tieLineWh)
                .put("exportLimitWh", tieLineWh);
    }

    private static List<Row> participants() {
        String update = "updateParticipant";
        String leave = "deregisterParticipant";
        return List.of(
                row(
                        "registerParticipant",
                        Refusal.REQUEST_INVALID,
                        "a capital letter",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        registration("North-1", "o", 1)),
                row(
                        "registerParticipant",
                        Refusal.REQUEST_INVALID,
                        "no tie line",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        registration("north-1", "o", 0)),
                row(
                        "registerParticipant",
                        Refusal.NOT_AUTHORISED,
                        "another organisation's operator",
                        Phase.ANNOUNCED,
                        NORTH_REPRESENTATIVE,
                        registration("seller", "other", 1)),
                row(
                        "registerParticipant",
                        Refusal.CONFLICTING_DUPLICATE,
                        "another tie line",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        registration("seller", "owner-seller", 1)),
                row(
                        "registerParticipant",
                        Refusal.OWNER_ALREADY_REGISTERED,
                        "one owner twice",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        registration("second", "owner-seller", 1)),
                row(update, Refusal.NOT_AUTHORISED, "himself", Phase.ANNOUNCED, SELLER, update("nobody", 2, 1)),
                row(update, Refusal.PARTICIPANT_UNKNOWN, "nobody", Phase.ANNOUNCED, OPERATOR, update("nobody", 2, 1)),
                row(
                        update,
                        Refusal.CONFLICTING_DUPLICATE,
                        "the registration itself",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        update("seller", 1, 1)),
                row(update, Refusal.PARTICIPANT_NOT_ACTIVE, "one who left", Phase.ANNOUNCED, OPERATOR, market -> {
                    deregister(market, "idle");
                    return update("idle", 3, 1);
                }),
                row(
                        update,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "one left out",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        update("seller", 3, 1)),
                row(
                        leave,
                        Refusal.NOT_AUTHORISED,
                        "himself",
                        Phase.ANNOUNCED,
                        SELLER,
                        request().put("participantId", "nobody")),
                row(
                        leave,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        request().put("participantId", "nobody")),
                row(
                        leave,
                        Refusal.OPEN_OBLIGATIONS,
                        "money in the wallet",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        request().put("participantId", "idle")),
                row(leave, Refusal.OPEN_OBLIGATIONS, "an open session", Phase.REVEAL, OPERATOR, market -> {
                    market.withdraw("w", "buyer", market.wallet("buyer"));
                    return request().put("participantId", "buyer");
                }));
    }

    private static JsonObject.Builder update(String id, int revision, long tieLineWh) {
        return request()
                .put("participantId", id)
                .put("revision", revision)
                .put("importLimitWh", tieLineWh)
                .put("exportLimitWh", tieLineWh);
    }

    private static void deregister(TestMarket market, String id) {
        market.withdraw("all-" + id, id, market.wallet(id));
        market.submit(OPERATOR, "deregisterParticipant", request().put("participantId", id));
    }

    private static JsonObject.Builder meter(String participantId, String meterId, TestMeter key) {
        return request()
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("algorithm", key.algorithm.name())
                .put("publicKey", key.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
    }

    private static JsonObject.Builder exchange(String participantId, String oldId, String newId, long closingWh) {
        TestMeter key = new TestMeter(newId, MeterKey.Algorithm.ED25519);
        return request()
                .put("participantId", participantId)
                .put("meterId", oldId)
                .put("closingImportRegisterWh", 0)
                .put("closingExportRegisterWh", closingWh)
                .put("newMeterId", newId)
                .put("algorithm", key.algorithm.name())
                .put("publicKey", key.publicKey())
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0);
    }

    private static void exchanged(TestMarket market, JsonObject.Builder exchange) {
        market.consent("seller", "exchangeMeter", "m-2", exchange).submit(OPERATOR, "exchangeMeter", exchange);
    }

    private static JsonObject.Builder rotation(String meterId, int revision, TestMeter key) {
        return request()
                .put("meterId", meterId)
                .put("revision", revision)
                .put("fromUtc", "2026-01-15T00:00:00Z")
                .put("algorithm", key.algorithm.name())
                .put("publicKey", key.publicKey());
    }

    private static List<Row> meters() {
        TestMeter key = new TestMeter("m-new", MeterKey.Algorithm.ECDSA_P256);
        String register = "registerMeter";
        String exchange = "exchangeMeter";
        String rotate = "rotateMeterKey";
        return List.of(
                row(register, Refusal.NOT_AUTHORISED, "himself", Phase.ANNOUNCED, SELLER, meter("nobody", "m", key)),
                row(
                        register,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody's",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        meter("nobody", "m-seller", key)),
                row(
                        register,
                        Refusal.CONFLICTING_DUPLICATE,
                        "another key",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        meter("seller", "m-seller", key)),
                row(register, Refusal.PARTICIPANT_NOT_ACTIVE, "one who left", Phase.ANNOUNCED, OPERATOR, market -> {
                    deregister(market, "idle");
                    return meter("idle", "m-new", key);
                }),
                row(
                        register,
                        Refusal.METER_KEY_INVALID,
                        "a key of another kind",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        request()
                                .put("participantId", "seller")
                                .put("meterId", "m-new")
                                .put("algorithm", "ED25519")
                                .put("publicKey", key.publicKey())
                                .put("importRegisterWh", 0)
                                .put("exportRegisterWh", 0)),
                row(
                        exchange,
                        Refusal.NOT_AUTHORISED,
                        "himself",
                        Phase.ANNOUNCED,
                        SELLER,
                        exchange("nobody", "m-seller", "m-2", 0)),
                row(
                        exchange,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody's",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        exchange("nobody", "m-seller", "m-2", 0)),
                row(
                        exchange,
                        Refusal.METER_UNKNOWN,
                        "no such meter",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        exchange("seller", "m-9", "m-2", 0)),
                row(
                        exchange,
                        Refusal.CONFLICTING_DUPLICATE,
                        "the new one is there already",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        exchange("seller", "m-seller", "m-buyer", 0)),
                row(
                        exchange,
                        Refusal.METER_UNKNOWN,
                        "another's meter",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        exchange("seller", "m-buyer", "m-2", 0)),
                row(exchange, Refusal.METER_NOT_ACTIVE, "exchanged before", Phase.ANNOUNCED, OPERATOR, market -> {
                    exchanged(market, exchange("seller", "m-seller", "m-2", 0));
                    return exchange("seller", "m-seller", "m-3", 0);
                }),
                row(
                        exchange,
                        Refusal.CONSENT_NEEDED,
                        "without the participant",
                        Phase.SETTLED,
                        OPERATOR,
                        exchange("seller", "m-seller", "m-2", 1_000)),
                row(
                        exchange,
                        Refusal.CLOSING_REGISTER_OPEN,
                        "energy in no session",
                        Phase.SETTLED,
                        OPERATOR,
                        market -> {
                            JsonObject.Builder body = exchange("seller", "m-seller", "m-2", 1_001);
                            market.consent("seller", exchange, "m-2", body);
                            return body;
                        }),
                row(
                        exchange,
                        Refusal.REGISTER_FALLS,
                        "closed below what it had read",
                        Phase.SETTLED,
                        OPERATOR,
                        market -> {
                            JsonObject.Builder body = exchange("seller", "m-seller", "m-2", 999)
                                    .put("sessionId", S)
                                    .put("period", 1);
                            market.consent("seller", exchange, "m-2", body);
                            return body;
                        }),
                row(
                        register,
                        Refusal.CONSENT_NEEDED,
                        "a further meter",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        meter("seller", "m-new", key)),
                row(
                        rotate,
                        Refusal.CONSENT_NEEDED,
                        "without the participant",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        rotation("m-seller", 2, key)),
                row(rotate, Refusal.NOT_AUTHORISED, "himself", Phase.ANNOUNCED, SELLER, rotation("m-9", 2, key)),
                row(rotate, Refusal.METER_UNKNOWN, "no such meter", Phase.ANNOUNCED, OPERATOR, rotation("m-9", 2, key)),
                row(
                        rotate,
                        Refusal.CONFLICTING_DUPLICATE,
                        "the first key",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        rotation("m-seller", 1, key)),
                row(rotate, Refusal.METER_NOT_ACTIVE, "exchanged", Phase.ANNOUNCED, OPERATOR, market -> {
                    exchanged(market, exchange("seller", "m-seller", "m-2", 0));
                    return rotation("m-seller", 2, key);
                }),
                row(
                        rotate,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "one left out",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        rotation("m-seller", 3, key)));
    }

    private static JsonObject.Builder cash(String idKey, String id, String participantId, long nano) {
        return request().put(idKey, id).put("participantId", participantId).put("amountNano", nano);
    }

    private static List<Row> cash() {
        return List.of(
                row(
                        "deposit",
                        Refusal.REQUEST_INVALID,
                        "nothing",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("depositId", "d", "seller", 0)),
                row(
                        "deposit",
                        Refusal.NOT_AUTHORISED,
                        "himself",
                        Phase.ANNOUNCED,
                        SELLER,
                        cash("depositId", "d", "nobody", 1)),
                row(
                        "deposit",
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("depositId", "d-seller", "nobody", 1)),
                row(
                        "deposit",
                        Refusal.CONFLICTING_DUPLICATE,
                        "another amount",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("depositId", "d-seller", "seller", 1)),
                row("deposit", Refusal.PARTICIPANT_NOT_ACTIVE, "one who left", Phase.ANNOUNCED, OPERATOR, market -> {
                    deregister(market, "idle");
                    return cash("depositId", "d", "idle", 1);
                }),
                row(
                        "deposit",
                        Refusal.AMOUNT_OUT_OF_RANGE,
                        "more than 64 bits hold",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("depositId", "d", "seller", Long.MAX_VALUE)),
                row(
                        "withdraw",
                        Refusal.NOT_AUTHORISED,
                        "himself",
                        Phase.ANNOUNCED,
                        SELLER,
                        cash("withdrawalId", "w", "nobody", 1)),
                row(
                        "withdraw",
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("withdrawalId", "w", "nobody", 1)),
                row("withdraw", Refusal.CONFLICTING_DUPLICATE, "another amount", Phase.ANNOUNCED, OPERATOR, market -> {
                    market.withdraw("w", "seller", 1);
                    return cash("withdrawalId", "w", "seller", 2);
                }),
                row(
                        "withdraw",
                        Refusal.INSUFFICIENT_FUNDS,
                        "one nano too much",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cash("withdrawalId", "w", "seller", 10 * TestMarket.UNIT + 1)),
                row(
                        "withdraw",
                        Refusal.WITHDRAWAL_HELD,
                        "what an open session paid",
                        Phase.SETTLED,
                        OPERATOR,
                        market -> cash("withdrawalId", "w", "seller", market.wallet("seller"))));
    }

    private static JsonObject.Builder starting(String startUtc) {
        return announcement("s-2", startUtc, List.of(tariff(2, 1, 0), tariff(2, 1, 0)));
    }

    private static List<Row> announcements() {
        String announce = "announceSession";
        return List.of(
                row(announce, Refusal.REQUEST_INVALID, "no tariff", Phase.ANNOUNCED, OPERATOR, announcement("s-2", 0)),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "periods that overlap",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        announcement("s-2", 2)
                                .put(
                                        "periodStarts",
                                        JsonArray.ofTexts(List.of("2026-01-15T00:00:00Z", "2026-01-15T00:30:00Z")))),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "a tariff without retail",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        withTariff(
                                JsonObject.builder().put("feedInMicroPerKwh", 1).build())),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "a retail price above 9000 per kWh",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        withTariff(tariff(9_000_000_001L, 0, 0))),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "a start within a second",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        starting("2026-01-15T00:00:00.500Z")),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "a start at the end of time",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        starting("+1000000000-12-31T23:59:59Z")),
                row(
                        announce,
                        Refusal.REQUEST_INVALID,
                        "a second hour in the year 10 000",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        starting("9999-12-31T23:00:00Z")),
                row(
                        announce,
                        Refusal.TARIFF_OUT_OF_RANGE,
                        "feed-in above retail",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        withTariff(tariff(1, 2, 0))),
                row(announce, Refusal.NOT_AUTHORISED, "a seller", Phase.ANNOUNCED, SELLER, announcement(S, 1)),
                row(
                        announce,
                        Refusal.SESSIONS_OVERLAP,
                        "an hour of another session",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        announcement("s-2", 1)),
                row(
                        announce,
                        Refusal.SESSION_UNKNOWN,
                        "adding to nothing",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        adding("s-2", "s-9", 0)),
                row(
                        announce,
                        Refusal.PERIOD_UNKNOWN,
                        "adding to a period that is not there",
                        Phase.DELIVERY,
                        OPERATOR,
                        adding("s-2", S, 2)),
                row(
                        announce,
                        Refusal.BASE_SESSION_INVALID,
                        "adding to what is not prepaid",
                        Phase.PREPAYMENT,
                        OPERATOR,
                        adding("s-2", S, 0)),
                row(
                        announce,
                        Refusal.CONFLICTING_DUPLICATE,
                        "other periods",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        announcement(S, 1)));
    }

    private static JsonObject.Builder adding(String sessionId, String baseSessionId, int period) {
        return request()
                .put("sessionId", sessionId)
                .put(
                        "addsTo",
                        JsonObject.builder()
                                .put("sessionId", baseSessionId)
                                .put("periods", JsonArray.ofNumbers(List.of(period)))
                                .build());
    }

    private static JsonObject.Builder withTariff(JsonObject tariff) {
        return request()
                .put("sessionId", "s-2")
                .put("currency", "CNY")
                .put("startUtc", "2026-01-15T00:00:00Z")
                .put("periodMinutes", 60)
                .put("tariffs", JsonArray.of(List.of(tariff)));
    }

    private static List<Row> phases() {
        String advance = "advanceSession";
        String cancel = "cancelSession";
        return List.of(
                row(
                        advance,
                        Refusal.REQUEST_INVALID,
                        "out of the last phase",
                        Phase.CLOSED,
                        OPERATOR,
                        advancement(S, Phase.CLOSED, 0, 1)),
                row(
                        advance,
                        Refusal.NOT_AUTHORISED,
                        "a seller",
                        Phase.ANNOUNCED,
                        SELLER,
                        advancement("s-9", Phase.REVEAL, 7, 1)),
                row(
                        advance,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        advancement("s-9", Phase.REVEAL, 7, 1)),
                row(
                        advance,
                        Refusal.WRONG_PHASE,
                        "not there yet",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        advancement(S, Phase.REVEAL, 7, 1)),
                row(
                        advance,
                        Refusal.STEP_OUT_OF_ORDER,
                        "one left out",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        advancement(S, Phase.ANNOUNCED, 1, 1)),
                row(
                        advance,
                        Refusal.ADDING_SESSION_OPEN,
                        "with an adding session",
                        Phase.DELIVERY,
                        OPERATOR,
                        market -> {
                            market.submit(OPERATOR, "announceSession", adding("s-2", S, 0));
                            return advancement(S, Phase.DELIVERY, 0, 1);
                        }),
                row(advance, Refusal.TOO_EARLY, "before its announced time", Phase.ANNOUNCED, OPERATOR, market -> {
                    market.submit(
                            OPERATOR,
                            "announceSession",
                            announcement("s-2", "2026-01-16T00:00:00Z", List.of(tariff(830_000, 650_000, 10_000)))
                                    .put(
                                            "earliest",
                                            JsonObject.builder()
                                                    .put("QUOTATION", "2026-01-15T00:00:00Z")
                                                    .build()));
                    return advancement("s-2", Phase.ANNOUNCED, 0, 1);
                }),
                row(cancel, Refusal.NOT_AUTHORISED, "a seller", Phase.ANNOUNCED, SELLER, cancellation("s-9", "why")),
                row(
                        cancel,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cancellation("s-9", "why")),
                row(cancel, Refusal.CONFLICTING_DUPLICATE, "for another reason", Phase.ANNOUNCED, OPERATOR, market -> {
                    market.submit(OPERATOR, cancel, cancellation(S, "why"));
                    return cancellation(S, "because");
                }),
                row(
                        cancel,
                        Refusal.WRONG_PHASE,
                        "once orders are open",
                        Phase.REVEAL,
                        OPERATOR,
                        cancellation(S, "why")),
                row(
                        cancel,
                        Refusal.STEP_OUT_OF_ORDER,
                        "not from the start",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        cancellation(S, "why").put("step", 1)));
    }

    private static JsonObject.Builder cancellation(String sessionId, String reason) {
        return request().put("sessionId", sessionId).put("reason", reason);
    }

    private static List<Row> commitments() {
        String commit = "commitOrders";
        return List.of(
                row(
                        commit,
                        Refusal.REQUEST_INVALID,
                        "a short hash",
                        Phase.ANNOUNCED,
                        AUDITOR,
                        commitment("s-9", "nobody", 5, "00", 9_000)),
                row(
                        commit,
                        Refusal.NOT_AUTHORISED,
                        "the operator",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        commitment("s-9", "nobody", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "for another",
                        Phase.ANNOUNCED,
                        SELLER,
                        commitment("s-9", "nobody", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "not registered",
                        Phase.ANNOUNCED,
                        prosumer("nobody"),
                        commitment("s-9", "nobody", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "the right id from another organisation",
                        Phase.ANNOUNCED,
                        SELLER_OF_SOUTH,
                        commitment("s-9", "seller", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.ANNOUNCED,
                        SELLER,
                        commitment("s-9", "seller", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.CONFLICTING_DUPLICATE,
                        "another hash for a revision",
                        Phase.REVEAL,
                        SELLER,
                        commitment(S, "seller", 1, HASH, 9_000)),
                row(commit, Refusal.PARTICIPANT_NOT_ACTIVE, "one who left", Phase.ANNOUNCED, IDLE, market -> {
                    deregister(market, "idle");
                    return commitment(S, "idle", 5, HASH, 9_000);
                }),
                row(
                        commit,
                        Refusal.WRONG_PHASE,
                        "before the gate opens",
                        Phase.ANNOUNCED,
                        SELLER,
                        commitment(S, "seller", 5, HASH, 9_000)),
                row(
                        commit,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "one left out",
                        Phase.QUOTATION,
                        SELLER,
                        commitment(S, "seller", 2, HASH, 9_000)),
                row(commit, Refusal.HAS_ARREARS, "owing the grid", Phase.QUOTATION, IDLE, market -> {
                    market.put(market.account("idle")
                            .with(new Balances(Money.ZERO, new Money(-1)))
                            .withCredit(100, 0));
                    return commitment(S, "idle", 1, HASH, 9_000);
                }),
                row(commit, Refusal.SUSPENDED, "a score of 199", Phase.QUOTATION, IDLE, market -> {
                    market.put(market.account("idle").withCredit(199, 0));
                    return commitment(S, "idle", 1, HASH, 9_000);
                }),
                row(commit, Refusal.INSUFFICIENT_FUNDS, "a bond beyond the wallet", Phase.QUOTATION, IDLE, market -> {
                    market.withdraw("w", "idle", market.wallet("idle") - 1);
                    return commitment(S, "idle", 1, HASH, 5_000);
                }));
    }

    private static JsonObject.Builder withdrawal(String sessionId, String participantId, int revision) {
        return request()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision);
    }

    private static List<Row> withdrawals() {
        String withdraw = "withdrawOrders";
        return List.of(
                row(
                        withdraw,
                        Refusal.NOT_AUTHORISED,
                        "the operator",
                        Phase.REVEAL,
                        OPERATOR,
                        withdrawal("s-9", "seller", 1)),
                row(
                        withdraw,
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "for another",
                        Phase.REVEAL,
                        BUYER,
                        withdrawal("s-9", "seller", 1)),
                row(
                        withdraw,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.REVEAL,
                        SELLER,
                        withdrawal("s-9", "seller", 1)),
                row(
                        withdraw,
                        Refusal.CONFLICTING_DUPLICATE,
                        "a revision that commits",
                        Phase.REVEAL,
                        SELLER,
                        withdrawal(S, "seller", 1)),
                row(
                        withdraw,
                        Refusal.WRONG_PHASE,
                        "after gate closure",
                        Phase.REVEAL,
                        SELLER,
                        withdrawal(S, "seller", 2)),
                row(
                        withdraw,
                        Refusal.COMMITMENT_UNKNOWN,
                        "nothing committed",
                        Phase.QUOTATION,
                        SELLER,
                        withdrawal(S, "seller", 2)),
                row(withdraw, Refusal.REVISION_OUT_OF_ORDER, "one left out", Phase.QUOTATION, SELLER, market -> {
                    market.commit(S, "seller", 2_000, OFFER);
                    return withdrawal(S, "seller", 3);
                }));
    }

    private static JsonObject.Builder opened(TestMarket market, OrderSchedule schedule, long declaredNano) {
        market.submit(IDLE, "commitOrders", commitment(S, "idle", 1, hash(S, "idle", 1, schedule), declaredNano));
        market.advance(S, Phase.QUOTATION);
        return revelation(S, "idle", 1, schedule);
    }

    private static List<Row> reveals() {
        String reveal = "revealOrders";
        List<Row> rows = new ArrayList<>(
                List.of(
                        row(
                                reveal,
                                Refusal.SIDE_UNKNOWN,
                                "neither bid nor offer",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal(
                                        "{\"period\":0,\"side\":\"HOLD\",\"steps\":[{\"quantityWh\":1,\"limitPriceMicroPerKwh\":1}]}")),
                        row(
                                reveal,
                                Refusal.STEP_COUNT_OUT_OF_RANGE,
                                "no step",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal("{\"period\":0,\"side\":\"BUY\",\"steps\":[]}")),
                        row(
                                reveal,
                                Refusal.QUANTITY_OUT_OF_RANGE,
                                "0 Wh",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal(
                                        "{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":0,\"limitPriceMicroPerKwh\":1}]}")),
                        row(
                                reveal,
                                Refusal.PRICE_OUT_OF_RANGE,
                                "a negative limit",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal(
                                        "{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":1,\"limitPriceMicroPerKwh\":-1}]}")),
                        row(
                                reveal,
                                Refusal.STEPS_NOT_STRICTLY_BETTER_FIRST,
                                "two equal steps",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal(
                                        "{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":1,\"limitPriceMicroPerKwh\":7},"
                                                + "{\"quantityWh\":1,\"limitPriceMicroPerKwh\":7}]}")),
                        row(
                                reveal,
                                Refusal.MORE_THAN_ONE_ORDER,
                                "a period twice",
                                Phase.REVEAL,
                                AUDITOR,
                                rawReveal(
                                        "{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":1,\"limitPriceMicroPerKwh\":7}]},"
                                                + "{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":1,\"limitPriceMicroPerKwh\":7}]}"))));
        rows.addAll(List.of(
                row(
                        reveal,
                        Refusal.NOT_AUTHORISED,
                        "who has no role",
                        Phase.REVEAL,
                        new Caller("NorthMSP", Optional.empty(), Optional.empty()),
                        revelation("s-9", "seller", 2, OFFER)),
                row(
                        reveal,
                        Refusal.PARTICIPANT_UNKNOWN,
                        "nobody's orders",
                        Phase.REVEAL,
                        BUYER,
                        revelation("s-9", "nobody", 2, OFFER)),
                row(
                        reveal,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.REVEAL,
                        SELLER,
                        revelation("s-9", "seller", 2, OFFER)),
                row(
                        reveal,
                        Refusal.CONFLICTING_DUPLICATE,
                        "other orders than revealed",
                        Phase.CLEARED,
                        SELLER,
                        revelation(S, "seller", 1, BID)),
                row(reveal, Refusal.WRONG_PHASE, "too late", Phase.CLEARED, IDLE, revelation(S, "idle", 2, OFFER)),
                row(
                        reveal,
                        Refusal.COMMITMENT_UNKNOWN,
                        "nothing committed",
                        Phase.REVEAL,
                        IDLE,
                        revelation(S, "idle", 2, OFFER)),
                row(
                        reveal,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "not the last revision",
                        Phase.REVEAL,
                        SELLER,
                        revelation(S, "seller", 2, OFFER)),
                row(
                        reveal,
                        Refusal.COMMITMENT_HASH_MISMATCH,
                        "other orders than committed",
                        Phase.REVEAL,
                        SELLER,
                        revelation(S, "seller", 1, BID))));
        return rows;
    }

    /** Who reveals what breaks a rule has revealed for good: the answer says which rule, and it counts as not revealed. */
    @ParameterizedTest
    @MethodSource("faults")
    void a_schedule_that_breaks_a_rule_is_final_and_counts_as_not_revealed(
            Refusal fault, OrderSchedule schedule, long declaredNano) {
        TestMarket market = Stage.at(Phase.QUOTATION);

        JsonObject answer = market.submit(IDLE, "revealOrders", opened(market, schedule, declaredNano));
        market.advance(S, Phase.REVEAL);

        assertThat(TestMarket.text(answer, "fault")).isEqualTo(fault.name());
        assertThat(market.account("idle").creditScore()).isLessThan(600);
        assertThat(market.get(Keys.clearing(S, 1), RecordType.CLEARING).orders())
                .isZero();
    }

    static Stream<Arguments> faults() {
        long enough = 10_000L * 170_000;
        return Stream.of(
                Arguments.of(Refusal.NO_ORDERS_IN_PERIOD, schedule(sell(2, 1, 700_000)), enough),
                Arguments.of(Refusal.PRICE_OUT_OF_RANGE, schedule(buy(1, 9, 820_001)), enough),
                Arguments.of(Refusal.DECLARED_MAXIMUM_EXCEEDED, schedule(buy(1, 1_001, 820_000)), 1_001 * 170_000 - 1L),
                Arguments.of(Refusal.CLASS_LIMIT_EXCEEDED, schedule(buy(1, 5_001, 820_000)), enough),
                Arguments.of(Refusal.STORAGE_ORDER_INVALID, storage(List.of(0L), 1_000, 0), enough),
                Arguments.of(Refusal.STORAGE_LIMIT_EXCEEDED, storage(List.of(0L, 4_001L), 1_000, 0), enough),
                Arguments.of(Refusal.STORAGE_LIMIT_EXCEEDED, storage(List.of(-4_001L, 0L), 1_000, 0), enough),
                Arguments.of(Refusal.STORAGE_END_OUT_OF_REACH, storage(List.of(0L, 0L), 1_000, 2_000_000), enough),
                // 300 + 3 000 Wh x 170 000
                Arguments.of(
                        Refusal.DECLARED_MAXIMUM_EXCEEDED, storage(List.of(300L, 0L), 1_000, 0), 3_300 * 170_000 - 1L));
    }

    private static OrderSchedule storage(List<Long> netWh, long powerWh, long endMinMilliWh) {
        List<Long> power = Collections.nCopies(netWh.size(), powerWh);
        return OrderSchedule.of(new StorageOffer(
                NetPosition.withoutMargin(netWh),
                new Store(
                        new Store.Levels(9_000, 0, endMinMilliWh),
                        new Store.Power(power, power, 950, 1053),
                        0,
                        3_000)));
    }

    @Test
    void nobody_sells_more_than_its_plant_can_give() {
        // given a participant that can take 5 kWh and give nothing
        TestMarket market = Stage.at(Phase.ANNOUNCED);
        JsonObject.Builder registration =
                request().put("participantId", "load").put("ownerId", "o-load").put("mspId", "NorthMSP");
        market.submit(
                OPERATOR,
                "registerParticipant",
                registration.put("importLimitWh", 5_000).put("exportLimitWh", 0));
        market.submit(OPERATOR, "deposit", cash("depositId", "d-l", "load", TestMarket.UNIT));
        market.advance(S, Phase.ANNOUNCED).commit(S, "load", 1, schedule(sell(0, 1, 700_000)));
        market.advance(S, Phase.QUOTATION);

        JsonObject answer = market.submit(
                TestMarket.NORTH_METERS, "revealOrders", revelation(S, "load", 1, schedule(sell(0, 1, 700_000))));

        assertThat(TestMarket.text(answer, "fault")).isEqualTo(Refusal.EXCHANGE_LIMIT_EXCEEDED.name());
    }

    private static JsonObject.Builder rawReveal(String orders) {
        return request()
                .put("sessionId", S)
                .put("participantId", "seller")
                .put("revision", 1)
                .put("salt", HASH)
                .put("schedule", Json.parse("[" + orders + "]"));
    }

    private static List<Row> prepayments() {
        String prepay = "prepay";
        return List.of(
                row(
                        prepay,
                        Refusal.NOT_AUTHORISED,
                        "the operator",
                        Phase.CLEARED,
                        OPERATOR,
                        prepayment("s-9", "seller")),
                row(
                        prepay,
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "for another",
                        Phase.CLEARED,
                        BUYER,
                        prepayment("s-9", "seller")),
                row(
                        prepay,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.CLEARED,
                        SELLER,
                        prepayment("s-9", "seller")),
                row(prepay, Refusal.WRONG_PHASE, "too early", Phase.CLEARED, IDLE, prepayment(S, "idle")),
                row(
                        prepay,
                        Refusal.NOTHING_TO_PREPAY,
                        "without a trade",
                        Phase.PREPAYMENT,
                        IDLE,
                        prepayment(S, "idle")),
                row(prepay, Refusal.INSUFFICIENT_FUNDS, "one nano is missing", Phase.PREPAYMENT, BUYER, market -> {
                    // 1 000 x (0.70 + 0.01) are needed, 1 000 x (0.70 - 0.65) are in the bid bond
                    market.withdraw("w", "buyer", market.wallet("buyer") - 660_000_000 + 1);
                    return prepayment(S, "buyer");
                }));
    }

    private static JsonObject.Builder batch(JsonObject... readings) {
        return request().put("readings", JsonArray.of(List.of(readings)));
    }

    private static MeterReading reading(String meterId, String sessionId, int period, int revision, long exportWh) {
        return new MeterReading(
                meterId,
                sessionId,
                period,
                TestMarket.START.plusSeconds(3_600L * (period + 1)),
                revision,
                new Registers(Energy.ZERO, new Energy(exportWh)),
                50,
                Quality.MEASURED,
                "");
    }

    private static Row reading(
            Refusal code, String why, Phase phase, Caller caller, Function<TestMarket, JsonObject> reading) {
        return row("submitReadings", code, why, phase, caller, market -> batch(reading.apply(market)));
    }

    private static JsonObject signed(TestMarket market, MeterReading reading) {
        return market.meterOf("seller").signed(reading);
    }

    private static List<Row> readings() {
        return List.of(
                row("submitReadings", Refusal.REQUEST_INVALID, "no reading", Phase.DELIVERY, AUDITOR, batch()),
                reading(
                        Refusal.REQUEST_INVALID,
                        "measured without a signature",
                        Phase.DELIVERY,
                        AUDITOR,
                        market -> TestMeter.json(reading("m-9", "s-9", 9, 1, 0), "")),
                reading(
                        Refusal.NOT_AUTHORISED,
                        "an auditor",
                        Phase.DELIVERY,
                        AUDITOR,
                        market -> signed(market, reading("m-9", "s-9", 9, 1, 0))),
                reading(
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> signed(market, reading("m-9", "s-9", 9, 1, 0))),
                reading(
                        Refusal.METER_UNKNOWN,
                        "no such meter",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> signed(market, reading("m-9", S, 9, 1, 0))),
                reading(
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "another's meter",
                        Phase.DELIVERY,
                        BUYER,
                        market -> signed(market, reading("m-seller", S, 9, 1, 0))),
                reading(
                        Refusal.NOT_YOUR_PARTICIPANT,
                        "a meter of another organisation",
                        Phase.DELIVERY,
                        new Caller("SouthMSP", Optional.of("meter"), Optional.empty()),
                        market -> signed(market, reading("m-seller", S, 9, 1, 0))),
                reading(
                        Refusal.CONFLICTING_DUPLICATE,
                        "the same revision with other registers",
                        Phase.SETTLED,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 0, 1, 999))),
                reading(Refusal.PARTICIPANT_NOT_ACTIVE, "one who left", Phase.DELIVERY, NORTH_METERS, market -> {
                    deregister(market, "idle");
                    return market.meterOf("idle").signed(reading("m-idle", S, 9, 1, 0));
                }),
                reading(
                        Refusal.WRONG_PHASE,
                        "before delivery",
                        Phase.PREPAYMENT,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 9, 1, 0))),
                reading(
                        Refusal.PERIOD_UNKNOWN,
                        "a period that is not there",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 2, 7, 0))),
                reading(
                        Refusal.NOT_AUTHORISED,
                        "a substitute from the meter's organisation",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> TestMeter.json(
                                new MeterReading(
                                        "m-seller",
                                        S,
                                        0,
                                        TestMarket.START.plusSeconds(3_600L * (0 + 1)),
                                        7,
                                        new Registers(Energy.ZERO, Energy.ZERO),
                                        1,
                                        Quality.SUBSTITUTED,
                                        ""),
                                "")),
                reading(
                        Refusal.SIGNATURE_INVALID,
                        "signed by another meter",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> market.meterOf("buyer").signed(reading("m-seller", S, 0, 7, 0))),
                reading(
                        Refusal.REVISION_OUT_OF_ORDER,
                        "a correction of nothing",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 0, 2, 0))),
                reading(
                        Refusal.SEQUENCE_DOES_NOT_RISE,
                        "an old counter",
                        Phase.SETTLED,
                        NORTH_METERS,
                        market -> signed(
                                market,
                                new MeterReading(
                                        "m-seller",
                                        S,
                                        1,
                                        TestMarket.START.plusSeconds(3_600L * (1 + 1)),
                                        1,
                                        new Registers(Energy.ZERO, Energy.ZERO),
                                        1,
                                        Quality.MEASURED,
                                        ""))),
                reading(
                        Refusal.READING_TIME_WRONG,
                        "the end of another period",
                        Phase.DELIVERY,
                        NORTH_METERS,
                        market -> signed(
                                market,
                                new MeterReading(
                                        "m-seller",
                                        S,
                                        1,
                                        TestMarket.START.plusSeconds(3_600L),
                                        1,
                                        new Registers(Energy.ZERO, Energy.ZERO),
                                        9,
                                        Quality.MEASURED,
                                        ""))),
                reading(Refusal.METER_NOT_ACTIVE, "exchanged an hour before", Phase.DELIVERY, NORTH_METERS, market -> {
                    exchanged(
                            market,
                            exchange("seller", "m-seller", "m-2", 0)
                                    .put("sessionId", S)
                                    .put("period", 0));
                    return signed(market, reading("m-seller", S, 1, 1, 0));
                }),
                reading(
                        Refusal.CONSENT_NEEDED,
                        "a substitute over what the meter said",
                        Phase.SETTLED,
                        OPERATOR,
                        market -> TestMeter.json(
                                new MeterReading(
                                        "m-seller",
                                        S,
                                        0,
                                        TestMarket.START.plusSeconds(3_600L),
                                        2,
                                        new Registers(Energy.ZERO, Energy.ZERO),
                                        1,
                                        Quality.SUBSTITUTED,
                                        ""),
                                "")),
                reading(Refusal.REGISTER_FROZEN, "the next session is closed", Phase.SETTLED, NORTH_METERS, market -> {
                    RefusalTableTest.nextSession(market);
                    return signed(market, reading("m-seller", S, 1, 1, 1_100));
                }),
                reading(
                        Refusal.REGISTER_FALLS,
                        "a register that runs backwards",
                        Phase.SETTLED,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 1, 1, 999))),
                reading(
                        Refusal.READING_IMPLAUSIBLE,
                        "more than twice 5 kWh in an hour",
                        Phase.SETTLED,
                        NORTH_METERS,
                        market -> signed(market, reading("m-seller", S, 1, 1, 11_001))));
    }

    /** A second session, closed already, in which the seller's meter was read. */
    private static void nextSession(TestMarket market) {
        market.announce("s-2", 1);
        for (Phase phase : List.of(Phase.ANNOUNCED, Phase.QUOTATION, Phase.REVEAL, Phase.CLEARED, Phase.PREPAYMENT)) {
            market.advance("s-2", phase);
        }
        market.read("s-2", "seller", 0, 0, 500).advance("s-2", Phase.DELIVERY).advance("s-2", Phase.SETTLED);
    }

    private static JsonObject.Builder outage(String sessionId, int period, String... participantIds) {
        return request()
                .put("outageId", "o-1")
                .put("sessionId", sessionId)
                .put("periods", JsonArray.ofNumbers(List.of(period)))
                .put("participantIds", JsonArray.ofTexts(List.of(participantIds)))
                .put("reason", "a tree on the line");
    }

    private static List<Row> outages() {
        String declare = "declareOutage";
        return List.of(
                row(
                        declare,
                        Refusal.REQUEST_INVALID,
                        "participants out of order",
                        Phase.DELIVERY,
                        OPERATOR,
                        outage(S, 0, "seller", "buyer")),
                row(declare, Refusal.NOT_AUTHORISED, "a seller", Phase.DELIVERY, SELLER, outage("s-9", 9, "nobody")),
                row(
                        declare,
                        Refusal.SESSION_UNKNOWN,
                        "no such session",
                        Phase.DELIVERY,
                        OPERATOR,
                        outage("s-9", 9, "nobody")),
                row(declare, Refusal.CONFLICTING_DUPLICATE, "another period", Phase.DELIVERY, OPERATOR, market -> {
                    market.submit(OPERATOR, declare, outage(S, 0));
                    return outage(S, 1);
                }),
                row(declare, Refusal.WRONG_PHASE, "too late", Phase.CLOSED, OPERATOR, outage(S, 9, "nobody")),
                row(
                        declare,
                        Refusal.PERIOD_UNKNOWN,
                        "a period that is not there",
                        Phase.DELIVERY,
                        OPERATOR,
                        outage(S, 9, "nobody")),
                row(declare, Refusal.PARTICIPANT_UNKNOWN, "nobody", Phase.DELIVERY, OPERATOR, outage(S, 0, "nobody")));
    }

    static JsonObject.Builder proposal(int version, String firstSessionId, int gain) {
        JsonObject parameters = RulesRecord.parametersJson(RuleSet.version1());
        JsonObject.Builder changed = JsonObject.builder();
        parameters
                .members()
                .forEach((key, value) -> changed.put(key, key.equals("gain") ? new JsonNumber(gain) : value));
        return request()
                .put("ruleVersion", version)
                .put("firstSessionId", firstSessionId)
                .put("parameters", changed.build());
    }

    private static List<Row> rules() {
        String propose = "proposeRules";
        String approve = "approveRules";
        JsonObject.Builder second = request().put("ruleVersion", 2);
        return List.of(
                row(
                        propose,
                        Refusal.NOT_AUTHORISED,
                        "another organisation",
                        Phase.ANNOUNCED,
                        NORTH_REPRESENTATIVE,
                        proposal(3, S, 10)),
                row(propose, Refusal.CONFLICTING_DUPLICATE, "other figures", Phase.ANNOUNCED, OPERATOR, market -> {
                    market.submit(OPERATOR, propose, proposal(2, "s-2", 10));
                    return proposal(2, "s-2", 11);
                }),
                row(
                        propose,
                        Refusal.REVISION_OUT_OF_ORDER,
                        "one left out",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        proposal(3, S, 10)),
                row(
                        propose,
                        Refusal.RULES_INVALID,
                        "from a session that has begun",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        proposal(2, S, 10)),
                row(approve, Refusal.NOT_AUTHORISED, "a seller", Phase.ANNOUNCED, SELLER, second),
                row(
                        approve,
                        Refusal.RULE_VERSION_UNKNOWN,
                        "not proposed",
                        Phase.ANNOUNCED,
                        NORTH_REPRESENTATIVE,
                        second),
                row(
                        approve,
                        Refusal.SECOND_ORGANISATION_NEEDED,
                        "by who proposed it",
                        Phase.ANNOUNCED,
                        OPERATOR,
                        market -> {
                            market.submit(OPERATOR, propose, proposal(2, "s-2", 10));
                            return second;
                        }),
                row(
                        approve,
                        Refusal.CONFLICTING_DUPLICATE,
                        "by a third organisation",
                        Phase.ANNOUNCED,
                        new Caller("SouthMSP", Optional.of("operator"), Optional.empty()),
                        market -> {
                            market.submit(OPERATOR, propose, proposal(2, "s-2", 10));
                            market.submit(NORTH_REPRESENTATIVE, approve, second);
                            return second;
                        }),
                row(
                        approve,
                        Refusal.RULES_INVALID,
                        "after its first session began without it",
                        Phase.ANNOUNCED,
                        NORTH_REPRESENTATIVE,
                        market -> {
                            market.submit(OPERATOR, propose, proposal(2, "s-2", 10));
                            market.announce("s-2", 1);
                            return second;
                        }));
    }
}
