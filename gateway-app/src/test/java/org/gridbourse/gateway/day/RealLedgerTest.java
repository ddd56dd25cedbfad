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
    static final NetworkExtension NETWORK =
            NetworkExtension.of("market", MarketChaincode.class.getName()).withUsers(Village.users());

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

    private static void assertRefused(String body, int status, String code) {
        HttpResponse<String> answer = grid.tryPost("/api/sessions", body);
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
