package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.network.identity.User;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people write their own orders; their organisation holds the keys and does the rest. */
class OwnOrdersTest {
    private static final List<String> IDS = List.of("grid-anna", "grid-ben", "grid-cara", "grid-dan", "grid-eve");

    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(IDS.stream()
                    .map(id -> new User("Grid", id, Map.of("role", "prosumer", "participant", id)))
                    .toList());

    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path folder;

    private static Instance instance;
    private static Person anna;
    private static Person ben;
    private static Person cara;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        instance = new Instance(
                "Grid",
                folder.resolve("grid"),
                folder.resolve("connection.json"),
                Files.writeString(folder.resolve("no-agents.json"), "[]"));
        instance.start().awaitHealthy();
        instance.post("/api/ledger", Village.SIMULATED);
        anna = Person.joined(instance, IDS.get(0), PASSWORD);
        ben = Person.joined(instance, IDS.get(1), PASSWORD);
        cara = Person.joined(instance, IDS.get(2), PASSWORD);
        // one that stays open while the tests run
        instance.post("/api/sessions", Village.announcement("open", "2026-03-16T00:00:00Z", 110));
        instance.awaitPhase("open", "QUOTATION");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static String orders(String side, String price) {
        return """
                {"orders": [{"period": 0, "side": "%s", "steps": [{"quantityWh": 1000, "limitPrice": "%s"}]}]}""".formatted(side, price);
    }

    @Test
    void what_two_people_write_is_sealed_revealed_cleared_prepaid_and_billed() {
        String session = "written";
        instance.post("/api/sessions", Village.announcement(session, "2026-03-15T00:00:00Z", 12));
        instance.awaitPhase(session, "QUOTATION");
        Person.Answer sealed = anna.call("PUT", "/api/sessions/written/orders/grid-anna", orders("SELL", "0.45"));
        assertThat(sealed.text("state")).isEqualTo("SEALED");
        // 1 000 Wh x (0.8 - 0.01 - 0.4)
        assertThat(sealed.text("bidBond")).isEqualTo("0.39");
        Person.Answer again = anna.call("PUT", "/api/sessions/written/orders/grid-anna", orders("SELL", "0.45"));
        assertThat(again.body()).isEqualTo(sealed.body());
        Person.Answer table = ben.withContentType("text/csv")
                .call(
                        "PUT",
                        "/api/sessions/written/orders/grid-ben",
                        "period,side,quantity_kwh,limit_price\n0,BUY,0.6,0.7\n0,BUY,0.4,0.5\n");
        assertThat(table.body().get("orders").toString())
                .isEqualTo("[{\"period\":0,\"side\":\"BUY\",\"steps\":[{\"quantityWh\":600,\"limitPrice\":\"0.7\"},"
                        + "{\"quantityWh\":400,\"limitPrice\":\"0.5\"}]}]");
        assertThat(anna.get("/api/sessions/written/orders/grid-ben").status()).isEqualTo(403);

        instance.awaitPhase(session, "CLOSED");
        Person.Answer closed = anna.get("/api/sessions/written/orders/grid-anna");
        assertThat(closed.text("state")).isEqualTo("REVEALED");
        // both steps at or above 0.45 meet the offer; the price is the middle of 0.45 and 0.5
        assertThat(closed.body().get("trades").get(0).get("price").asString()).isEqualTo("0.475");
        assertThat(closed.body().get("trades").get(0).get("status").asString()).isEqualTo("SETTLED");
        assertThat(anna.call("PUT", "/api/sessions/written/orders/grid-anna", orders("SELL", "0.45"))
                        .text("code"))
                .isEqualTo("GATE_CLOSED");
        Person.Answer bill = ben.get("/api/participants/grid-ben/bill?from=2026-03-01&to=2026-03-15");
        assertThat(bill.body().get("sessions").size()).isEqualTo(1);
        assertThat(bill.text("total"))
                .isEqualTo(bill.body().get("sessions").get(0).get("total").asString());
        assertThat(ben.get("/api/participants/grid-ben/bill?from=2026-04-01&to=2026-04-30")
                        .body()
                        .get("sessions")
                        .size())
                .isZero();
        assertThat(ben.get("/api/participants/grid-anna/bill?from=2026-03-01&to=2026-03-15")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void of_20_orders_that_one_participant_writes_at_once_each_is_sealed_and_one_is_in_force() {
        instance.post("/api/sessions", Village.announcement("crowd", "2026-03-25T00:00:00Z", 60));
        instance.awaitPhase("crowd", "QUOTATION");
        List<String> states = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> cara.call(
                                "PUT", "/api/sessions/crowd/orders/grid-cara", orders("BUY", "0.%d".formatted(500 + i)))
                        .body()
                        .toString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(states).allMatch(state -> state.contains("\"state\":\"SEALED\""));
        Person.Answer last = cara.get("/api/sessions/crowd/orders/grid-cara");
        assertThat(last.body().get("revision").asInt()).isEqualTo(20);
        assertThat(last.body().get("byOwner").asBoolean()).isTrue();
    }

    @Test
    void who_does_not_want_to_prepay_by_itself_prepays_by_hand() throws IOException {
        // given two who never trade elsewhere: that neither delivers costs them credit
        Person dan = Person.joined(instance, "grid-dan", PASSWORD);
        Person eve = Person.joined(instance, "grid-eve", PASSWORD);
        instance.post("/api/sessions", Village.announcement("by-hand", "2026-03-18T00:00:00Z", 12));
        instance.awaitPhase("by-hand", "QUOTATION");
        dan.call("PUT", "/api/sessions/by-hand/orders/grid-dan", orders("SELL", "0.45"));
        String bid = orders("BUY", "0.7").replace("]}]}", "]}], \"autoPrepay\": false}");
        Person.Answer sent = eve.call("PUT", "/api/sessions/by-hand/orders/grid-eve", bid);
        assertThat(sent.body().get("autoPrepay").asBoolean()).isFalse();
        assertThat(eve.post("/api/sessions/by-hand/prepay/grid-eve", "").status())
                .isEqualTo(409);
        instance.awaitPhase("by-hand", "PREPAYMENT");
        assertThat(dan.post("/api/sessions/by-hand/prepay/grid-eve", "").status())
                .isEqualTo(403);
        assertThat(eve.post("/api/sessions/by-hand/prepay/grid-eve", "").status())
                .isEqualTo(200);
        instance.awaitPhase("by-hand", "CLOSED");
        Person.Answer closed = eve.get("/api/sessions/by-hand/orders/grid-eve");
        assertThat(closed.body().get("trades").get(0).get("status").asString()).isEqualTo("SETTLED");
    }

    @Test
    void a_client_in_Python_joins_enrols_trades_and_reads_its_bill_over_REST_alone() throws Exception {
        assumeTrue(hasPython(), "no python3 with the package cryptography: the client in Python was not run");
        instance.post("/api/participants", """
                {"participantId": "grid-py", "ownerId": "o-py", "organisation": "Grid", "tieLineWh": 5000}""");
        instance.post("/api/deposits", Village.deposit("grid-py"));
        String code = instance.post("/api/invitations", "{\"participantId\": \"grid-py\"}")
                .get("code")
                .asString();
        instance.post("/api/sessions", Village.announcement("python", "2026-03-17T00:00:00Z", 20));
        instance.awaitPhase("python", "QUOTATION");
        cara.call("PUT", "/api/sessions/python/orders/grid-cara", orders("SELL", "0.45"));
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        Path.of("..", "examples", "clients", "python", "prosumer.py")
                                .toAbsolutePath()
                                .toString(),
                        "--gateway=http://localhost:" + instance.port(),
                        "--invitation=" + code,
                        "--user=py",
                        "--participant=grid-py",
                        "--session=python",
                        "--side=BUY",
                        "--quantity-wh=1000",
                        "--limit-price=0.7")
                .redirectErrorStream(true);
        builder.environment().put("GRIDBOURSE_PASSWORD", PASSWORD);
        Process client = builder.start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("commitOrders: COMMITTED", "revealOrders: COMMITTED", "prepay: COMMITTED", "\"saved\"");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import cryptography")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void orders_are_replaced_and_withdrawn_until_the_gate_and_the_bond_comes_back() {
        String path = "/api/sessions/open/orders/grid-anna";
        int before = anna.get(path).body().get("revision").asInt();
        assertThat(anna.call("PUT", path, orders("SELL", "0.5"))
                        .body()
                        .get("revision")
                        .asInt())
                .isEqualTo(before + 1);
        assertThat(anna.call("PUT", path, orders("SELL", "0.6"))
                        .body()
                        .get("revision")
                        .asInt())
                .isEqualTo(before + 2);
        Person.Answer withdrawn = anna.call("DELETE", path, "");
        assertThat(withdrawn.text("state")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.text("bidBond")).isEqualTo("0");
        assertThat(anna.call("DELETE", path, "").body()).isEqualTo(withdrawn.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"period\": 4, \"side\": \"BUY\", \"steps\": []}]|orders[0].period",
                "[{\"period\": 0, \"side\": \"buy\", \"steps\": []}]|orders[0].side",
                "[{\"period\": 0, \"side\": \"BUY\", \"steps\": []}]|orders[0].steps",
                "[{\"period\": 0, \"side\": \"BUY\", \"steps\": [{\"quantityWh\": 0, \"limitPrice\": \"0.5\"}]}]|orders[0].steps[0].quantityWh",
                "[{\"period\": 0, \"side\": \"BUY\", \"steps\": [{\"quantityWh\": 1, \"limitPrice\": \"0.80\"}]}]|orders[0].steps[0].limitPrice",
                "[{\"period\": 0, \"side\": \"SELL\", \"steps\": [{\"quantityWh\": 1, \"limitPrice\": \"0.39\"}]}]|orders[0].steps[0].limitPrice",
                "[{\"period\": 0, \"side\": \"BUY\", \"steps\": [{\"quantityWh\": 5001, \"limitPrice\": \"0.5\"}]}]|orders[0].steps",
                "[]|orders"
            })
    void what_no_session_takes_is_refused_at_the_field_that_is_wrong(String orders, String field) {
        Person.Answer refused =
                anna.call("PUT", "/api/sessions/open/orders/grid-anna", "{\"orders\": %s}".formatted(orders));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("field")).isEqualTo(field);
    }

    @Test
    void a_preview_says_what_orders_lock_and_cost_and_sends_nothing() {
        int before = NETWORK.network().height();
        Person.Answer preview = ben.post("/api/sessions/open/preview/grid-ben", orders("BUY", "0.7"));
        assertThat(preview.text("bond")).isEqualTo("0.39");
        // 1 kWh at 0.7 and the grid fee, and a thousand nano for rounding
        assertThat(preview.text("prepayment")).isEqualTo("0.710001");
        assertThat(preview.text("worstCase")).isEqualTo("-0.71");
        assertThat(ben.get("/api/sessions/open/draft?participantId=grid-ben")
                        .body()
                        .get("orders")
                        .size())
                .isZero();
        assertThat(NETWORK.network().height()).isGreaterThanOrEqualTo(before);
        assertThat(ben.get("/api/sessions/open/orders/grid-ben").text("state")).isNotEqualTo("SEALED");
    }

    @Test
    void a_standing_rule_is_set_once_and_says_what_it_will_do() {
        String path = "/api/participants/grid-ben/rule";
        assertThat(ben.get(path).text("mode")).isEqualTo("AUTOMATIC");
        Person.Answer set =
                ben.call("PUT", path, "{\"mode\": \"MANUAL\", \"buyAtMost\": \"0.25\", \"dailyLimit\": \"3.5\"}");
        assertThat(set.body()).isEqualTo(ben.get(path).body());
        assertThat(set.text("buyAtMost")).isEqualTo("0.25");
        assertThat(set.text("sentence")).contains("you order");
        assertThat(ben.call("PUT", path, "{\"mode\": \"ALWAYS\"}").text("field"))
                .isEqualTo("mode");
        assertThat(ben.call("PUT", path, "{\"mode\": \"OFF\", \"dailyLimit\": \"-1\"}")
                        .text("field"))
                .isEqualTo("dailyLimit");
        assertThat(anna.call("PUT", path, "{\"mode\": \"OFF\"}").status()).isEqualTo(403);
    }

    @Test
    void the_next_gates_and_what_happens_are_told() throws Exception {
        assertThat(anna.get("/api/sessions/next").body().get("sessions").toString())
                .contains("\"sessionId\":\"open\"");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/api/events".formatted(instance.port())))
                .header("Authorization", "Bearer " + instance.token())
                .build();
        HttpResponse<InputStream> events =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        ben.call("PUT", "/api/sessions/open/orders/grid-ben", orders("BUY", "0.6"));
        StringBuilder heard = new StringBuilder();
        byte[] chunk = new byte[1_000];
        while (!heard.toString().contains("\"sessionId\":\"open\"")) {
            int read = events.body().read(chunk);
            assertThat(read).as(heard.toString()).isPositive();
            heard.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
        }
        events.body().close();
        assertThat(heard.toString()).contains("OrdersCommitted").doesNotContain("grid-ben");
        ben.call("DELETE", "/api/sessions/open/orders/grid-ben", "");
    }
}
