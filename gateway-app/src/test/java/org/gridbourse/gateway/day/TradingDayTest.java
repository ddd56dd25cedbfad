package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Two sessions of a small village through three instances, on the embedded network with the real chaincode. In the first
 * everybody is honest and two instances are killed on the way; in the second three participants break their word.
 */
class TradingDayTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(TradingDayTest.class));

    @TempDir
    private static Path folder;

    private static final Map<String, Instance> INSTANCES = new LinkedHashMap<>();

    /** Of the grid company's instance, where the machine has one; the others keep their files. */
    private static Postgres postgres;

    private static Set<String> sealedSalts;
    private static String toldBeforeReveal;

    @BeforeAll
    static void two_sessions_are_run() throws IOException {
        NETWORK.connection().write(folder);
        INSTANCES.putAll(new Village(folder).instances());
        if (Postgres.programs().isPresent()) {
            postgres = Postgres.start(Postgres.programs().get(), Files.createDirectory(folder.resolve("postgres")));
            grid().withDatabase(postgres.url());
        }
        grid().withArgument("--gridbourse.outbox=true");
        INSTANCES.values().forEach(Instance::start);
        INSTANCES.values().forEach(Instance::awaitHealthy);
        Village.register(INSTANCES);
        runHonestSessionAndKillInstances();
        grid().post("/api/sessions", Village.announcement(Village.MIXED, "2026-01-16T00:00:00Z", 2));
        grid().awaitPhase(Village.MIXED, "CLOSED");
        INSTANCES.values().forEach(instance -> instance.awaitPhase(Village.MIXED, "CLOSED"));
    }

    private static void runHonestSessionAndKillInstances() {
        grid().post("/api/sessions", Village.announcement(Village.HONEST, "2026-01-15T00:00:00Z", 90));
        // South is killed when it has sealed its orders: their salts are in its database alone.
        south().await(
                        "the sealed orders of South",
                        () -> count(grid(), "committed") == Village.PARTICIPANTS.size() || hasSealed(south()));
        toldBeforeReveal =
                List.of("/api/agents", "/api/instance", "/api/sessions/honest", "/api/sessions/honest/orders").stream()
                                .map(path -> south().tryGet(path).body())
                                .collect(Collectors.joining())
                        + south().logText();
        south().kill();
        sealedSalts = south().inDatabase("select salt from sealed_orders");
        south().start().awaitHealthy();
        // Grid is killed when the first prepayment or a later step is on the ledger: it leads the session.
        grid().await("a prepayment", () -> count(grid(), "prepaid") > 0);
        grid().kill();
        grid().start().awaitHealthy();
        grid().awaitPhase(Village.HONEST, "CLOSED");
    }

    private static boolean hasSealed(Instance instance) {
        return StreamSupport.stream(instance.get("/api/agents").spliterator(), false)
                .anyMatch(agent -> !agent.get("sessions").get(0).get("steps").isEmpty());
    }

    private static int count(Instance instance, String what) {
        return instance.get("/api/sessions/" + Village.HONEST)
                .get("counts")
                .get(what)
                .asInt();
    }

    private static Instance grid() {
        return INSTANCES.get("Grid");
    }

    private static Instance south() {
        return INSTANCES.get("South");
    }

    @AfterAll
    static void instances_are_stopped() {
        INSTANCES.values().forEach(Instance::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void the_grid_companys_instance_keeps_all_of_it_in_PostgreSQL() {
        assumeTrue(postgres != null, "no programs of PostgreSQL in the PATH: the day was run on H2 files alone");
        assertThat(grid().inDatabase("select session_id from session_run"))
                .containsExactlyInAnyOrder(Village.HONEST, Village.MIXED);
        assertThat(grid().inDatabase("select step from agent_step")).contains("COMMIT", "PREPAY", "DELIVER");
        assertThat(grid().inDatabase("select sum(amount_nano) from posting")).containsExactly("0");
    }

    @Test
    void the_honest_session_loses_nothing_though_two_instances_were_killed() {
        JsonNode session = grid().get("/api/sessions/" + Village.HONEST);
        assertThat(session.get("counts").get("committed").asInt()).isEqualTo(5);
        assertThat(session.get("counts").get("revealed").asInt()).isEqualTo(5);
        assertThat(session.get("counts").get("prepaid").asInt()).isEqualTo(5);
        assertThat(session.get("counts").get("defaulted").asInt()).isZero();
        assertThat(texts(grid().get("/api/sessions/" + Village.HONEST + "/trades"), "status"))
                .isNotEmpty()
                .containsOnly("SETTLED");
        assertThat(texts(grid().get("/api/sessions/" + Village.HONEST + "/statements"), "quality"))
                .containsOnly("MEASURED");
    }

    @Test
    void the_outbox_has_every_event_once_and_in_ledger_order_though_its_instance_was_killed() {
        assumeTrue(postgres != null, "an H2 file cannot be read while the instance runs");
        assertThat(grid().inDatabase("select count(*) from outbox"))
                .isEqualTo(grid().inDatabase("select count(*) from ledger_event"))
                .isEqualTo(grid().inDatabase("select count(distinct transaction_id) from outbox"));
        assertThat(grid().inDatabase("select count(*) from outbox a join outbox b on a.position < b.position"
                        + " where a.block_number > b.block_number"))
                .containsExactly("0");
    }

    @Test
    void no_sealed_salt_is_told_before_it_is_revealed() {
        assertThat(sealedSalts).isNotEmpty().allMatch(salt -> salt.length() == 64);
        assertThat(toldBeforeReveal).doesNotContain(sealedSalts);
    }

    @Test
    void in_each_hour_9_kWh_are_offered_and_10_asked_so_that_9_change_hands() {
        // given PV homes with 5 and 4 kWh to spare; consumers lacking 2, 5 and 3
        JsonNode clearing = grid().get("/api/sessions/" + Village.HONEST).get("clearing");
        assertThat(clearing.size()).isEqualTo(Village.PERIODS);
        // then every offer is filled; the price lies between feed-in and retail less the grid fee
        for (JsonNode period : clearing) {
            assertThat(period.get("volumeWh").asLong()).isEqualTo(9_000);
            assertThat(new BigDecimal(period.get("price").asString()))
                    .isBetween(new BigDecimal("0.4"), new BigDecimal("0.79"));
        }
    }

    @ParameterizedTest
    // four hours of a day: 100 and 150 points a day, of 603.333 before; whole points are shown
    @CsvSource({"grid-1, NOT_REVEALED, -17", "south-2, PREPAYMENT_DEFAULT, -25"})
    void who_breaks_its_word_in_the_mixed_session_loses_credit(String participantId, String cause, int change) {
        assertThat(grid().get("/api/participants/%s/credit".formatted(participantId)))
                .anySatisfy(event -> {
                    assertThat(event.get("sessionId").asString()).isEqualTo(Village.MIXED);
                    assertThat(event.get("cause").asString()).isEqualTo(cause);
                    assertThat(event.get("after").asInt() - event.get("before").asInt())
                            .isEqualTo(change);
                });
    }

    @Test
    void who_delivers_a_tenth_pays_for_it_and_the_story_says_so() {
        // given north-2 exports 0.4 of 4 kWh in each hour of the mixed session
        List<JsonNode> statements =
                list(grid().get("/api/sessions/%s/statements?participantId=north-2".formatted(Village.MIXED)));
        assertThat(statements).hasSize(Village.PERIODS);
        assertThat(statements)
                .anySatisfy(statement ->
                        assertThat(statement.get("shortWh").asLong()).isPositive());
        assertThat(texts(grid().get("/api/story"), "text"))
                .anySatisfy(line ->
                        assertThat(line).contains("mixed: north-2 delivered").contains("for which north-2 pays"))
                .anySatisfy(line -> assertThat(line).contains("grid-1 did not reveal"))
                .anySatisfy(line -> assertThat(line).contains("south-2 did not prepay"))
                .anySatisfy(line -> assertThat(line).contains("honest: 36.0 kWh are agreed"));
    }

    @Test
    void no_operation_parameter_or_field_of_the_interface_is_bare() {
        JsonNode api = grid().get("/v3/api-docs");
        List<String> bare = new ArrayList<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    JsonNode described = operation.getValue();
                    if (described.path("summary").asString("").isEmpty()
                            || described.path("description").asString("").isEmpty()) {
                        bare.add(name);
                    }
                    described.path("parameters").forEach(parameter -> {
                        if (parameter.path("description").asString("").isEmpty()
                                || parameter.path("example").isMissingNode()) {
                            bare.add(name + ", parameter "
                                    + parameter.path("name").asString());
                        }
                    });
                    assertThat(described.path("responses").has("401")).as(name).isTrue();
                    assertThat(described.path("responses").has("422")).as(name).isEqualTo(described.has("requestBody"));
                }));
        api.get("components").get("schemas").properties().forEach(schema -> schema.getValue()
                .path("properties")
                .properties()
                .forEach(field -> {
                    if (field.getValue().path("description").asString("").isEmpty()) {
                        bare.add(schema.getKey() + "." + field.getKey());
                    }
                }));
        assertThat(bare).isEmpty();
        assertThat(api.toString()).contains("\"RegistrationDeposit\"").doesNotContain("org.gridbourse");
        assertThat(list(api.get("components")
                        .get("schemas")
                        .get("RegistrationDeposit")
                        .get("required")))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("depositId", "participantId", "amount");
    }

    @Test
    void a_session_tells_agreed_void_and_delivered_energy_apart() {
        // given 9 kWh in each of 4 hours; in the mixed session grid-1 orders nothing, south-2 does not prepay
        JsonNode honest = grid().get("/api/sessions/" + Village.HONEST).get("energy");
        assertThat(honest.get("agreedWh").asLong()).isEqualTo(36_000);
        assertThat(honest.get("voidWh").asLong()).isZero();
        assertThat(honest.get("deliveredWh").asLong()).isBetween(30_000L, 36_000L);
        JsonNode mixed = grid().get("/api/sessions/" + Village.MIXED).get("energy");
        assertThat(mixed.get("voidWh").asLong()).isPositive();
        assertThat(mixed.get("deliveredWh").asLong())
                .isLessThan(mixed.get("agreedWh").asLong() - mixed.get("voidWh").asLong());
        assertThat(texts(grid().get("/api/story"), "text"))
                .anySatisfy(line -> assertThat(line).contains("mixed:").contains("agreed are void"));
    }

    @Test
    void a_bill_names_partners_tariff_and_prices_and_its_parts_add_up_to_every_net() {
        for (String participantId : Village.PARTICIPANTS) {
            for (String session : List.of(Village.HONEST, Village.MIXED)) {
                JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, session));
                for (JsonNode line : bill.get("lines")) {
                    BigDecimal sum = BigDecimal.ZERO;
                    for (JsonNode part : line.get("parts")) {
                        sum = sum.add(new BigDecimal(part.get("amount").asString()));
                    }
                    assertThat(sum)
                            .as("%s, %s: %s", participantId, session, line)
                            .isEqualByComparingTo(new BigDecimal(line.get("net").asString()));
                    assertThat(line.get("retail").asString()).isNotEmpty();
                }
            }
        }
        JsonNode sellers = grid().get("/api/participants/north-1/bill?sessionId=" + Village.HONEST);
        assertThat(sellers.get("lines").get(0).get("explanation").asString()).startsWith("sold 5 kWh to ");
        assertThat(sellers.get("credit").get(0).get("reason").asString())
                .startsWith("kept ")
                .contains(" within the tolerance: +");
    }

    @Test
    void every_wallet_is_its_deposit_and_its_two_bills_to_the_last_nano() {
        for (String participantId : Village.PARTICIPANTS) {
            BigDecimal expected = new BigDecimal(Village.DEPOSIT);
            for (String session : List.of(Village.HONEST, Village.MIXED)) {
                JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, session));
                expected = expected.add(new BigDecimal(bill.get("total").asString()));
            }
            JsonNode account = grid().get("/api/participants/%s/account".formatted(participantId));
            assertThat(new BigDecimal(account.get("wallet").asString()))
                    .as(participantId)
                    .isEqualByComparingTo(expected);
            assertThat(account.get("arrears").asString()).isEqualTo("0");
            assertThat(account.get("locks").isEmpty()).isTrue();
        }
    }

    @Test
    void in_the_honest_session_the_market_costs_nobody_more_than_the_grid_alone() {
        for (String participantId : Village.PARTICIPANTS) {
            JsonNode bill =
                    grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, Village.HONEST));
            assertThat(new BigDecimal(bill.get("saved").asString()))
                    .as(participantId)
                    .isNotNegative();
        }
    }

    @Test
    void after_two_sessions_money_and_energy_are_where_they_belong() {
        JsonNode books = grid().get("/api/reconciliation");
        assertThat(books.get("balanced").asBoolean()).isTrue();
        assertThat(books.get("energyBalanced").asBoolean()).isTrue();
        assertThat(books.get("meters")).hasSize(Village.PARTICIPANTS.size()).allSatisfy(meter -> {
            assertThat(meter.get("openImportWh").asLong()).isZero();
            assertThat(meter.get("settledExportWh").asLong())
                    .isEqualTo(meter.get("advancedExportWh").asLong());
        });
    }

    @Test
    void supervision_names_who_fell_short_beside_whom_and_whose_seal_stayed_shut() {
        JsonNode mixed = grid().get("/api/sessions/%s/supervision".formatted(Village.MIXED));
        assertThat(texts(mixed.get("shortSellers"), "participantId")).contains("north-2");
        assertThat(mixed.get("shortSellers").get(0).get("buyers")).isNotEmpty();
        assertThat(texts(mixed.get("unopenedSeals"), "participantId")).containsExactly("grid-1");
        assertThat(mixed.get("unopenedSeals").get(0).get("gained")).isNotEmpty();
        JsonNode honest = grid().get("/api/sessions/%s/supervision".formatted(Village.HONEST));
        assertThat(honest.get("unopenedSeals").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"trades", "statements", "orders", "readings"})
    void all_three_instances_tell_the_same(String what) {
        for (String session : List.of(Village.HONEST, Village.MIXED)) {
            String path = "/api/sessions/%s/%s".formatted(session, what);
            JsonNode asGridSeesIt = grid().get(path);
            assertThat(asGridSeesIt.isEmpty()).isFalse();
            INSTANCES.forEach((organisation, instance) ->
                    assertThat(instance.get(path)).as(organisation).isEqualTo(asGridSeesIt));
        }
    }

    @Test
    void the_same_registration_and_deposit_again_change_nothing() {
        JsonNode before = grid().get("/api/participants/north-1/account");
        assertThat(grid().tryPost("/api/deposits", Village.deposit("north-1")).statusCode())
                .isEqualTo(201);
        assertThat(grid().get("/api/participants/north-1/account")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/deposits | {\"depositId\": \"x\", \"participantId\": \"nobody\", \"amount\": \"1\"} | 409 | PARTICIPANT_UNKNOWN",
                "/api/deposits | {\"depositId\": \"first-north-1\", \"participantId\": \"north-1\", \"amount\": \"1\"} | 409 | CONFLICTING_DUPLICATE",
                "/api/deposits | {\"depositId\": \"x\", \"participantId\": \"north-1\", \"amount\": \"many\"} | 422 | BAD_INPUT",
                "/api/deposits | {\"depositId\": \"x\", \"amount\": \"1\"} | 422 | BAD_INPUT",
                "/api/deposits | {\"unknown\": 1} | 422 | BAD_INPUT",
                "/api/deposits | not json | 422 | BAD_INPUT"
            })
    void a_call_that_cannot_be_served_is_a_problem_with_a_stable_code(
            String path, String body, int status, String code) {
        HttpResponse<String> response = grid().tryPost(path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"%s\"".formatted(code));
    }

    @Test
    void a_hostile_call_is_refused_with_a_code_and_never_with_a_defect() {
        for (HostileCalls.Call call : HostileCalls.bodies()) {
            assertIsProblem(call.toString(), grid().tryPost(call.path(), call.body()));
        }
        for (String address : HostileCalls.addresses()) {
            assertIsProblem(address, grid().tryGet(address));
        }
        assertThat(grid().tryPost("/api/deposits", " ".repeat(2_000_000)).statusCode())
                .isEqualTo(413);
        assertThat(grid().statusFor("GET /api/sessions HTTP/1.1\r\nHost: evil.example"))
                .isEqualTo(421);
        assertThat(grid().statusFor("GET /api/sessions HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example"))
                .isEqualTo(403);
        assertThat(grid().logText()).doesNotContain("\tat ");
    }

    private static void assertIsProblem(String call, HttpResponse<String> answer) {
        String what = call.substring(0, Math.min(200, call.length()));
        assertThat(answer.statusCode()).as(what).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
        assertThat(answer.body())
                .as(what)
                .containsPattern("\"code\":\"[A-Z_]+\"")
                .doesNotContain("org.gridbourse", "Exception");
    }

    @Test
    void only_the_grid_companys_instance_registers_and_announces() {
        HttpResponse<String> response = south().tryPost("/api/deposits", Village.deposit("south-1"));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("is done at Grid's instance");
        assertThat(south().tryPost("/api/sessions", Village.announcement("x", "2026-01-17T00:00:00Z", 2))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void health_metrics_and_the_description_of_the_interface_are_there() {
        JsonNode health = south().get("/actuator/health");
        assertThat(health.get("status").asString()).isEqualTo("UP");
        assertThat(health.get("components")
                        .get("certificates")
                        .get("details")
                        .get("daysLeft")
                        .asLong())
                .isPositive();
        // what the dashboard in network/fabric/grafana asks of a gateway application
        assertThat(south().tryGet("/actuator/prometheus").body())
                .contains("gridbourse_submit_seconds_count{function=\"prepay\",phase=\"endorse\"}")
                .contains("gridbourse_submit_seconds_sum{", "gridbourse_submit_outcomes_total{")
                .contains("gridbourse_certificate_days", "gridbourse_wallets_below_zero 0.0", "jvm_memory_used_bytes{");
        assertThat(south().get("/v3/api-docs").get("paths").has("/api/sessions/{sessionId}/trades"))
                .isTrue();
        assertThat(south().tryGet("/").body()).contains("GridBourse");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode array, String key) {
        return list(array).stream().map(each -> each.get(key).asString()).toList();
    }
}
