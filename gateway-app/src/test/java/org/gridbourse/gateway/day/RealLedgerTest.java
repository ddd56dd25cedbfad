package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A ledger with a clock, led by the grid company's instance: what its sessions promise, and that they keep it. */
class RealLedgerTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(RealLedgerTest.class));

    private static final Instant TOMORROW =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2));

    @TempDir
    private static Path folder;

    private static Instance grid;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        grid = new Instance(
                "Grid", folder.resolve("grid"), folder.resolve("connection.json"), new Village(folder).agents("Grid"));
        grid.start().awaitHealthy();
        grid.post("/api/ledger", "{\"simulated\": false}");
        JsonNode meter = grid.get("/api/agents/meters").get(0);
        grid.post("/api/participants", Village.registration(meter));
        grid.post("/api/deposits", Village.deposit(meter.get("participantId").asString()));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @Test
    void tomorrow_is_tomorrow_its_gate_closes_an_hour_before_and_nobody_can_hurry_it() {
        JsonNode announced = grid.post("/api/sessions", session("tomorrow", TOMORROW, ""));

        assertThat(announced.get("simulated").asBoolean()).isFalse();
        assertThat(text(announced, "gateClosesUtc"))
                .isEqualTo(TOMORROW.minusSeconds(3_600).toString());
        assertThat(text(announced, "deliversFromUtc")).isEqualTo(TOMORROW.toString());
        assertThat(text(announced, "deliversToUtc"))
                .isEqualTo(TOMORROW.plusSeconds(7_200).toString());
        assertThat(text(announced, "settlesFromUtc"))
                .isEqualTo(TOMORROW.plusSeconds(7_200).toString());
        assertThat(text(announced, "closesFromUtc"))
                .isEqualTo(TOMORROW.plusSeconds(7_200 + 86_400).toString());
        assertThat(text(announced, "says")).contains("the gate closes at " + TOMORROW.minusSeconds(3_600));

        // and the same again changes nothing, though it comes later
        JsonNode again = grid.post("/api/sessions", session("tomorrow", TOMORROW, ""));
        assertThat(again.get("times")).isEqualTo(announced.get("times"));

        // and it takes orders, and waits for its gate, of which it speaks
        grid.await("orders to be taken", () -> text(grid.get("/api/sessions/tomorrow"), "phase")
                .equals("QUOTATION"));
        grid.await("a word of the gate", () -> text(grid.get("/api/sessions/tomorrow"), "waitsFor")
                .equals("QUOTATION until %s at the earliest".formatted(TOMORROW.minusSeconds(3_600))));
        assertThat(grid.tryGet("/api/story").body())
                .contains("tomorrow: QUOTATION until " + TOMORROW.minusSeconds(3_600));
        grid.kill();
        grid.start().awaitHealthy();
        assertThat(text(grid.get("/api/sessions/tomorrow"), "phase")).isEqualTo("QUOTATION");
        assertThat(grid.get("/api/instance").get("simulated").asBoolean()).isFalse();
    }

    @Test
    void a_gate_may_be_earlier_and_neither_too_late_nor_together_with_times() {
        Instant start = TOMORROW.plus(Duration.ofDays(10));
        String noon = start.minus(Duration.ofHours(12)).toString();
        JsonNode announced =
                grid.post("/api/sessions", session("noon", start, ",\"gateClosesUtc\":\"%s\"".formatted(noon)));
        assertThat(text(announced, "gateClosesUtc")).isEqualTo(noon);

        assertRefused(
                session(
                        "late",
                        start.plus(Duration.ofDays(1)),
                        ",\"gateClosesUtc\":\"%s\"".formatted(start.plus(Duration.ofDays(1)))),
                409,
                "SESSION_TIMES_INVALID");
        assertRefused(
                session("both", start, ",\"atOnce\":false,\"earliest\":{\"REVEAL\":\"%s\"}".formatted(noon)),
                422,
                "BAD_INPUT");
    }

    @Test
    void what_is_for_simulated_ledgers_and_what_is_past_is_refused() {
        assertRefused(
                session("at-once", TOMORROW.plus(Duration.ofDays(1)), ",\"atOnce\":true"),
                409,
                "SESSION_TIMES_INVALID");
        assertRefused(session("yesterday", TOMORROW.minus(Duration.ofDays(3)), ""), 409, "SESSION_TIMES_INVALID");
        assertRefused(
                session("now", Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS), ""),
                409,
                "SESSION_TIMES_INVALID");
        assertRefused(
                "{\"sessionId\":\"more\",\"addsTo\":{\"sessionId\":\"nothing\",\"periods\":[0]}}",
                409,
                "SESSION_UNKNOWN");
        assertRefused(
                "{\"sessionId\":\"more\",\"currency\":\"CNY\",\"addsTo\":{\"sessionId\":\"x\",\"periods\":[0]}}",
                422,
                "BAD_INPUT");
    }

    @Test
    void money_is_paid_out_once_its_owner_has_agreed_to_exactly_that() {
        String withdrawal = "{\"withdrawalId\":\"w-1\",\"participantId\":\"grid-1\",\"amount\":\"1.5\"}";
        String consent = """
                {"participantId":"grid-1","function":"withdraw",
                 "request":{"withdrawalId":"w-1","participantId":"grid-1","amountNano":%d}%s}""";

        // given that nobody has agreed, the refusal says to what body somebody must, and how
        assertRefused("/api/withdrawals", withdrawal, 409, "CONSENT_NEEDED");
        assertThat(grid.tryPost("/api/withdrawals", withdrawal).body())
                .contains("participant grid-1", "POST /api/consents", "amountNano");
        // nor by whoever leads the market itself, nor to another amount
        grid.post("/api/consents", consent.formatted(1_500_000_000, ",\"as\":\"ORGANISATION\""));
        assertRefused("/api/withdrawals", withdrawal, 409, "CONSENT_NEEDED");
        grid.post("/api/consents", consent.formatted(1_400_000_000, ""));
        assertRefused("/api/withdrawals", withdrawal, 409, "CONSENT_NEEDED");

        // when it has, twice the same
        grid.post("/api/consents", consent.formatted(1_500_000_000, ""));
        grid.post("/api/consents", consent.formatted(1_500_000_000, ""));
        // then it is paid, and the consent is used up
        grid.post("/api/withdrawals", withdrawal);
        assertThat(grid.get("/api/consents?participantId=grid-1")).anySatisfy(given -> {
            assertThat(text(given, "giver")).isEqualTo("self");
            assertThat(text(given, "status")).isEqualTo("USED");
            assertThat(text(given, "usedBy")).hasSize(64);
            assertThat(given.get("revision").asInt()).isEqualTo(2);
        });
        assertRefused(
                "/api/consents/recall",
                "{\"participantId\":\"grid-1\",\"function\":\"withdraw\",\"requestId\":\"w-1\"}",
                409,
                "CONSENT_USED");
    }

    @Test
    void a_consent_can_be_recalled_and_wrong_ones_are_told_what_is_wrong() {
        String limits = "{\"revision\":2,\"importLimitWh\":1000,\"exportLimitWh\":1000}";
        String body = "{\"participantId\":\"grid-1\",\"revision\":2,\"importLimitWh\":1000,\"exportLimitWh\":1000}";
        grid.post(
                "/api/consents",
                "{\"participantId\":\"grid-1\",\"function\":\"updateParticipant\",\"request\":%s}".formatted(body));
        grid.post(
                "/api/consents/recall",
                "{\"participantId\":\"grid-1\",\"function\":\"updateParticipant\",\"requestId\":\"2\"}");
        assertRefused("/api/participants/grid-1/limits", limits, 409, "CONSENT_NEEDED");
        assertRefused(
                "/api/consents",
                "{\"participantId\":\"grid-1\",\"function\":\"deposit\",\"request\":{}}",
                422,
                "REQUEST_INVALID");
        assertRefused(
                "/api/consents",
                "{\"participantId\":\"grid-1\",\"function\":\"withdraw\",\"request\":{\"amountNano\":1}}",
                422,
                "BAD_INPUT");
        assertRefused(
                "/api/consents",
                "{\"participantId\":\"north-1\",\"function\":\"withdraw\",\"request\":{}}",
                403,
                "NOT_YOURS");
    }

    @Test
    void substitutes_and_signed_readings_are_judged_by_the_ledger() {
        grid.post("/api/sessions", session("judged", TOMORROW.plus(Duration.ofDays(20)), ""));
        String meter = text(grid.get("/api/agents/meters").get(0), "meterId");
        String reading = """
                {"readings":[{"meterId":"%s","period":0,"importRegisterWh":1,"exportRegisterWh":0%s}]}""";
        assertRefused("/api/sessions/judged/substitutes", reading.formatted(meter, ""), 409, "WRONG_PHASE");
        assertRefused(
                "/api/sessions/judged/readings",
                reading.formatted(meter, ",\"sequence\":1,\"signature\":\"AAAA\""),
                409,
                "WRONG_PHASE");
        assertRefused("/api/sessions/judged/substitutes", reading.formatted("no-meter", ""), 422, "BAD_INPUT");
        assertRefused("/api/sessions/judged/substitutes", "{\"readings\":[]}", 422, "BAD_INPUT");
        assertRefused("/api/sessions/none/substitutes", reading.formatted(meter, ""), 404, "NOT_FOUND");
        assertRefused(
                "/api/sessions/judged/outages",
                "{\"outageId\":\"o\",\"periods\":[9],\"reason\":\"x\"}",
                409,
                "PERIOD_UNKNOWN");
    }

    @Test
    void the_books_of_a_young_ledger_balance() {
        JsonNode books = grid.get("/api/reconciliation");
        assertThat(books.get("balanced").asBoolean()).isTrue();
        assertThat(books.get("energyBalanced").asBoolean()).isTrue();
        assertThat(text(books, "sum")).isEqualTo("0");
        assertThat(text(books.get("meters").get(0), "participantId")).isEqualTo("grid-1");
    }

    private static void assertRefused(String body, int status, String code) {
        assertRefused("/api/sessions", body, status, code);
    }

    private static void assertRefused(String path, String body, int status, String code) {
        HttpResponse<String> answer = grid.tryPost(path, body);
        assertThat(answer.body()).contains("\"code\":\"%s\"".formatted(code));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static String session(String sessionId, Instant start, String more) {
        String tariff = "{\"retail\":\"0.8\",\"feedIn\":\"0.4\"}";
        return """
                {"sessionId":"%s","currency":"CNY","startUtc":"%s","periodMinutes":60,"tariffs":[%s,%s]%s}""".formatted(sessionId, start, tariff, tariff, more);
    }

    private static String text(JsonNode object, String key) {
        return object.get(key).asString();
    }
}
