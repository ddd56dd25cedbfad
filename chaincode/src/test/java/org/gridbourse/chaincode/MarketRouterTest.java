package org.gridbourse.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gridbourse.chaincode.TestPeer.Call;
import org.gridbourse.chaincode.TestPeer.Simulation;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.StateEntry;
import org.hyperledger.fabric.shim.Chaincode.Response.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract as a peer sees it. */
class MarketRouterTest {
    private static final MarketRouter ROUTER =
            new MarketRouter(new String[] {"-i", "market:test", "-a", "localhost:7051"});
    private static final Caller OPERATOR = new Caller("GridMSP", Optional.of("operator"), Optional.empty());
    private static final Instant NOW = Instant.parse("2026-01-14T08:00:00Z");

    private final TestPeer peer = new TestPeer();

    private Simulation call(Caller caller, String function, String... arguments) {
        return peer.simulate(ROUTER, new Call(caller, function, List.of(arguments), NOW, "tx-1"));
    }

    static Stream<Path> vectors() throws IOException {
        return Files.list(Path.of(System.getProperty("gridbourse.root"), "market/src/test/resources/vectors"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_golden_vector_comes_out_of_the_contract_to_the_byte(Path file) throws IOException {
        for (JsonValue step : ((JsonArray) Json.parse(Files.readString(file))).elements()) {
            Fields.read(step, this::replay);
        }
    }

    private Simulation replay(Fields step) {
        Call call = new Call(
                step.object(
                        "caller",
                        caller -> new Caller(
                                caller.text("mspId"), caller.optionalText("role"), caller.optionalText("participant"))),
                step.text("function"),
                List.of(Json.write(step.value("request"))),
                Instant.parse(step.text("timestamp")),
                step.text("transactionId"));
        Simulation simulation = peer.simulate(ROUTER, call);
        if (step.has("refused")) {
            assertThat(simulation.response().getStatus()).isEqualTo(Status.INTERNAL_SERVER_ERROR);
            assertThat(simulation.message()).startsWith(step.text("refused") + "|");
            assertThat(simulation.writes()).isEmpty();
            return simulation;
        }
        assertThat(simulation.answer()).isEqualTo(Json.write(step.value("response")));
        assertThat(simulation.event()).isEqualTo(step.optionalText("event"));
        Map<String, String> written = new TreeMap<>();
        simulation.writes().forEach((key, value) -> written.put(key, new String(value, StandardCharsets.UTF_8)));
        Map<String, String> expected = new TreeMap<>();
        ((JsonObject) step.value("writes")).members().forEach((key, value) -> expected.put(key, Json.write(value)));
        assertThat(written).isEqualTo(expected);
        peer.commit(simulation);
        return simulation;
    }

    @Test
    void the_metadata_lists_every_function_of_the_market_with_its_one_argument() {
        String metadata = call(OPERATOR, "org.hyperledger.fabric:GetMetadata").answer();

        Set<String> listed = new TreeSet<>();
        JsonObject contracts = member((JsonObject) Json.parse(metadata), "contracts");
        JsonArray transactions =
                (JsonArray) member(contracts, "market").get("transactions").orElseThrow();
        for (JsonValue transaction : transactions.elements()) {
            JsonObject function = (JsonObject) transaction;
            assertThat(((JsonArray) function.get("parameters").orElseThrow()).elements())
                    .hasSize(1);
            listed.add(Fields.read(function, fields -> {
                fields.keys().forEach(fields::value);
                return fields.text("name");
            }));
        }
        Set<String> functions = new TreeSet<>(MarketLedger.submitFunctions());
        functions.addAll(MarketLedger.queryFunctions());
        assertThat(listed).isEqualTo(functions);
    }

    private static JsonObject member(JsonObject object, String key) {
        return (JsonObject) object.get(key).orElseThrow();
    }

    @Test
    void a_function_may_be_called_with_or_without_the_name_of_the_contract() {
        assertThat(call(OPERATOR, "ping", "{\"pingId\":\"a\"}").answer())
                .isEqualTo(call(OPERATOR, "market:ping", "{\"pingId\":\"a\"}").answer())
                .isEqualTo("{\"alreadyDone\":false,\"key\":\"ping/a\"}");
    }

    @Test
    void unknown_functions_and_wrong_numbers_of_arguments_are_refused_by_code() {
        assertThat(call(OPERATOR, "mint", "{}").message()).isEqualTo("FUNCTION_UNKNOWN|there is no function mint");
        assertThat(call(OPERATOR, "other:ping", "{}").message()).startsWith("FUNCTION_UNKNOWN|");
        assertThat(call(OPERATOR, "ping").message()).isEqualTo("REQUEST_INVALID|ping takes 1 argument, not 0");
        assertThat(call(OPERATOR, "ping", "{}", "{}").message()).startsWith("REQUEST_INVALID|");
        assertThat(call(OPERATOR, "createContext", "{}").message()).startsWith("FUNCTION_UNKNOWN|");
    }

    /** 4 bytes a character, percent-encoded and in base64: 400 of them fit into the 8 KB of headers that clients take. */
    @Test
    void a_refusal_quotes_400_characters_at_most_and_never_half_a_character() {
        String longKey = "{\"pingId\":\"a\",\"" + "\uD83D\uDD0B".repeat(50_000) + "\":1}";

        assertThat(call(OPERATOR, "ping", longKey).message())
                .startsWith("REQUEST_INVALID|")
                .endsWith("\uD83D\uDD0B…")
                .hasSizeBetween(400, 401);
        assertThat(call(OPERATOR, "x".repeat(100_000), "{}").message())
                .startsWith("FUNCTION_UNKNOWN|")
                .hasSize(401);
    }

    @Test
    void roles_come_from_the_certificate_and_from_nowhere_else() {
        String ping = "{\"pingId\":\"a\"}";

        assertThat(call(new Caller("GridMSP", Optional.empty(), Optional.empty()), "ping", ping)
                        .message())
                .startsWith("NOT_AUTHORISED|");
        assertThat(call(new Caller("NorthMSP", Optional.of("operator"), Optional.empty()), "ping", ping)
                        .message())
                .startsWith("NOT_AUTHORISED|");
        assertThat(call(OPERATOR, "ping", "{\"pingId\":\"a\",\"role\":\"operator\"}")
                        .message())
                .startsWith("REQUEST_INVALID|");
    }

    @Test
    void a_damaged_state_is_told_to_the_log_and_not_to_the_client() {
        peer.put("participant/north-1", "{\"secret\":1}");

        Simulation simulation = call(OPERATOR, "participant", "{\"participantId\":\"north-1\"}");

        assertThat(simulation.message()).isEqualTo("INTERNAL|transaction tx-1 failed, see the chaincode's log");
    }

    @Test
    void a_range_that_the_peer_cuts_off_is_read_to_its_end() {
        TestPeer cutting = new TestPeer(3);
        for (int i = 10; i < 20; i++) {
            cutting.put("ping/" + i, "x");
        }
        List<String> keys = new ArrayList<>();

        try (StubWorldState state =
                new StubWorldState(cutting.stub(new Call(OPERATOR, "ping", List.of(), NOW, "tx-1")), 3)) {
            for (StateEntry entry : state.scan("ping/", "ping0")) {
                keys.add(entry.key());
            }
        }

        assertThat(keys).hasSize(10).isSorted().doesNotHaveDuplicates();
    }
}
