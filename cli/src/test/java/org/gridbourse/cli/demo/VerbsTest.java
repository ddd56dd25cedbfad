package org.gridbourse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridbourse.cli.CommandRun;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.CommunityFile;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.Children;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session from registration to withdrawal by the command line alone, on a live network with live gateway-apps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbsTest {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root"));
    private static final String SESSION = "hamlet-1";

    @TempDir
    private static Path temporary;

    private Path communityFolder;
    private DemoFolder folder;
    private Children children;
    private GatewayPorts ports;
    private Map<Organisation, GatewayClient> gateways;

    @BeforeAll
    void a_session_is_run_by_the_verbs_of_the_operator() throws IOException {
        for (String module : List.of("network", "chaincode", "gateway-app")) {
            Path jar = ROOT.resolve(module).resolve("target/gridbourse-%s.jar".formatted(module));
            assumeTrue(Files.exists(jar), jar + " is not built yet; mvn package builds it before this test");
        }
        communityFolder = hamlet();
        Community community = CommunityFile.read(communityFolder);
        folder = DemoFolder.fresh(temporary.resolve("out"));
        new AgentFiles(community, 42).write(folder);
        children = new Children();
        ports = GatewayPorts.take(System.getenv());
        Programs programs = new Programs(new Installation(ROOT), folder, children, ports);
        programs.startNetwork("embedded");
        gateways = programs.startGateways();
        assertServed(operator("open", "--simulated"));
        for (Organisation organisation : List.of(Organisation.NORTH, Organisation.SOUTH)) {
            register(organisation);
        }
        String tariff = communityFolder.resolve("tariff.csv").toString();
        assertServed(operator(
                "announce",
                "--session",
                SESSION,
                "--start",
                "2026-06-15T06:00:00Z",
                "--period-minutes",
                "60",
                "--tariff",
                tariff,
                "--grace-seconds",
                "300",
                "--max-seconds",
                "600"));
        children.await("the end of the session", Duration.ofMinutes(15), () -> operator("session", SESSION, "--json")
                .out()
                .contains("\"phase\":\"CLOSED\""));
    }

    private void register(Organisation organisation) {
        CommandRun meters = at(organisation, "operator", "meters", "--json");
        for (JsonValue each : ((JsonArray) meters.json()).elements()) {
            JsonObject meter = (JsonObject) each;
            String id = text(meter, "participantId");
            assertServed(operator(
                    "register",
                    "--participant",
                    id,
                    "--owner",
                    "o-" + id,
                    "--organisation",
                    organisation.displayName(),
                    "--tie-line-wh",
                    "100000",
                    "--meter",
                    text(meter, "meterId"),
                    "--algorithm",
                    text(meter, "algorithm"),
                    "--public-key",
                    text(meter, "publicKey")));
            assertServed(operator("deposit", "--id", "d-" + id, "--participant", id, "--amount", "100.5"));
        }
    }

    @AfterAll
    void everything_is_stopped() throws IOException {
        if (children != null) {
            children.close();
            ports.close();
            folder.close();
        }
    }

    @Test
    void seller_and_buyer_see_orders_trades_readings_and_statements() {
        for (String what : List.of("orders", "trades", "readings", "statements")) {
            CommandRun said =
                    at(Organisation.NORTH, "prosumer", what, "--session", SESSION, "--participant", "north-1");
            assertServed(said);
            assertThat(said.out()).as(what).contains("north-1");
        }
        assertThat(at(Organisation.SOUTH, "prosumer", "trades", "--session", SESSION)
                        .out())
                .contains("SETTLED");
    }

    @Test
    void a_terminal_shows_sums_first_then_tables_in_kWh_and_currency_and_words_and_json_only_when_asked() {
        String bill = at(Organisation.NORTH, "prosumer", "bill", "--session", SESSION, "--participant", "north-1")
                .out();
        assertThat(bill)
                .startsWith("Bill of north-1 for hamlet-1, session closed: final")
                .containsSubsequence("all together", "with the grid alone", "saved", "credit 600 -> ", "points")
                .containsSubsequence(
                        "period", "UTC", "side", "contract kWh", "price", "delivered", "short", "net CNY", "saved")
                .contains("06:00  sold 40 kWh to south-1 at ")
                .doesNotContain("{", "Nano", "Wh\"");
        assertThat(at(Organisation.SOUTH, "prosumer", "trades", "--session", SESSION)
                        .out())
                .startsWith("2 trades: 80.0 kWh agreed, of them 0.0 kWh void")
                .doesNotContain("{");
        assertThat(operator("session", SESSION).out())
                .startsWith("hamlet-1 is CLOSED: 2 periods of 60 minutes from 2026-06-15 06:00 UTC")
                .contains("energy agreed 80.000 kWh, of it void 0.000 kWh, delivered ")
                .doesNotContain("{");
        assertThat(at(Organisation.NORTH, "prosumer", "credit", "--participant", "north-1")
                        .out())
                .containsSubsequence("session", "score", "points", "why", "hamlet-1", "600 -> ");
        assertThat(at(Organisation.NORTH, "prosumer", "account", "--participant", "north-1")
                        .out())
                .contains("wallet   ")
                .doesNotContain("{");
    }

    @Test
    void wallet_is_deposit_and_bill_to_the_last_nano_and_the_operator_alone_pays_nothing_out() {
        JsonObject bill = object(
                at(Organisation.SOUTH, "prosumer", "bill", "--session", SESSION, "--participant", "south-1", "--json"));
        JsonObject account =
                object(at(Organisation.SOUTH, "prosumer", "account", "--participant", "south-1", "--json"));
        BigDecimal wallet = new BigDecimal(text(account, "wallet"));
        assertThat(wallet).isEqualByComparingTo(new BigDecimal("100.5").add(new BigDecimal(text(bill, "total"))));

        assertThat(text(object(operator("participants", "--json"), 0), "participantId"))
                .isEqualTo("north-1");
        // and nobody but the participant or its organisation can agree to a payment out of it
        assertThat(operator("withdraw", "--id", "w-1", "--participant", "south-1", "--amount", wallet.toPlainString()))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(1))
                .satisfies(said ->
                        assertThat(said.errors()).startsWith("CONSENT_NEEDED").contains("consent give"));
        // when it agrees to a part of it, that part is paid out, and the list says by which transaction
        assertServed(at(
                Organisation.SOUTH,
                "prosumer",
                "consent",
                "give",
                "--participant",
                "south-1",
                "--withdrawal",
                "w-2",
                "--amount",
                "0.25"));
        assertServed(operator("withdraw", "--id", "w-2", "--participant", "south-1", "--amount", "0.25"));
        assertThat(at(Organisation.SOUTH, "prosumer", "consent", "list", "--participant", "south-1")
                        .out())
                .contains("USED", "w-2");
    }

    @Test
    void the_operator_sees_that_money_and_energy_balance_and_who_fell_short() {
        assertThat(operator("reconcile").out())
                .contains("money balances")
                .contains("energy is in exactly one statement, or open")
                .doesNotContain("NOT");
        assertThat(operator("supervise", SESSION).out()).contains("coincidences, not guilt");
        // and what a closed session does not take any more
        CommandRun late = operator(
                "substitute",
                "--session",
                SESSION,
                "--meter",
                "north-1-meter",
                "--period",
                "0",
                "--import-register-wh",
                "0",
                "--export-register-wh",
                "1");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.errors()).startsWith("WRONG_PHASE");
    }

    @Test
    void meter_key_and_membership_change_once_the_participants_organisation_has_agreed_to_the_letter()
            throws Exception {
        List<String> meter = List.of("--meter", "m-9");
        assertServed(operator(joined(
                new String[] {"register", "--participant", "south-9", "--owner", "o-9", "--organisation", "South"},
                joined(new String[] {"--tie-line-wh", "5000"}, signing(meter)))));

        agreed(
                "rotateMeterKey",
                signing(List.of("rotate-key", "--meter", "m-9", "--revision", "2", "--from", "2026-07-01T00:00:00Z")));
        agreed(
                "exchangeMeter",
                signing(List.of(
                        "exchange-meter",
                        "--participant",
                        "south-9",
                        "--meter",
                        "m-9",
                        "--closing-import-register-wh",
                        "0",
                        "--closing-export-register-wh",
                        "0",
                        "--new-meter",
                        "m-10")));
        assertThat(operator("participants", "--json").out()).contains("m-10");
        assertServed(operator("deregister", "south-9"));
        assertThat(operator("deregister", "nobody").errors()).startsWith("PARTICIPANT_UNKNOWN");
    }

    /** Refused, consented to as the refusal says, and done. */
    private void agreed(String function, String... call) {
        CommandRun refused = operator(call);
        assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(1);
        assertThat(refused.errors()).startsWith("CONSENT_NEEDED");
        String errors = refused.errors();
        String body = errors.substring(errors.indexOf("{\""), errors.lastIndexOf('}') + 1);
        assertServed(at(
                Organisation.SOUTH,
                "prosumer",
                "consent",
                "give",
                "--participant",
                "south-9",
                "--as-organisation",
                "--function",
                function,
                "--request",
                body));
        assertServed(operator(call));
    }

    /** With a key of its own. */
    private static String[] signing(List<String> call) throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        return joined(
                call.toArray(String[]::new),
                "--algorithm",
                "ED25519",
                "--public-key",
                Base64.getEncoder().encodeToString(key));
    }

    @Test
    void signed_readings_from_a_file_are_judged_by_the_ledger_and_a_file_that_is_none_before_it() throws IOException {
        Path file = temporary.resolve("readings.json");
        String[] call = {"prosumer", "hand-in", "--session", SESSION, "--file", file.toString()};
        assertThat(at(Organisation.NORTH, call).exitCode()).isEqualTo(3);
        Files.writeString(file, "meterId,period");
        assertThat(at(Organisation.NORTH, call))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(2))
                .satisfies(said -> assertThat(said.errors()).contains("must be JSON"));
        Files.writeString(file, """
                [{"meterId": "north-1-meter", "period": 1, "revision": 2, "importRegisterWh": 1, "exportRegisterWh": 1,
                  "sequence": 99, "signature": "AAAA"}]""");
        CommandRun late = at(Organisation.NORTH, call);
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.errors()).startsWith("WRONG_PHASE");
    }

    /** The exit codes of the command line's contract: 1 the answer is no, 2 the call is wrong, 3 nobody answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deposit --id x --participant nobody --amount 1 | 1 | PARTICIPANT_UNKNOWN",
                "deposit --id d-north-1 --participant north-1 --amount 7 | 1 | CONFLICTING_DUPLICATE",
                "deposit --id x --participant north-1 --amount -5 | 2 | REQUEST_INVALID: amountNano",
                "deposit --id x --participant north-1 --amount many | 2 | Invalid value for option '--amount'",
                "deposit --id x --participant north-1 --amount 0.0000000001 | 2 | at most 9 digits",
                "deposit --participant north-1 --amount 1 | 2 | Missing required option: '--id=ID'",
                "register --participant UPPER --owner o --organisation North --tie-line-wh 1 | 2 | must match [a-z0-9][a-z0-9-]{0,31}",
                "register --participant a --owner o --organisation East --tie-line-wh 1 | 2 | must be one of",
                "register --participant a --owner o --organisation North --tie-line-wh 1 --meter m | 2 | --algorithm",
                "session nothing | 1 | NOT_FOUND: session nothing is not on the ledger",
                "cancel hamlet-1 --reason late | 1 | WRONG_PHASE",
                "cancel nothing --reason late | 1 | SESSION_UNKNOWN",
                "announce --session s --start yesterday --period-minutes 60 --tariff none.csv | 2 | --start",
                "sessions --gateway localhost:8080 | 2 | --gateway must be such as http://localhost:8080",
                "sessions --gateway http://localhost:1 | 3 | no gateway-app answers at http://localhost:1",
                "fly | 2 | Unmatched argument"
            })
    void a_wrong_call_is_answered_in_one_sentence(String call, int exitCode, String sentence) {
        CommandRun said = operator(call.split(" "));
        assertThat(said.exitCode()).as(said.errors()).isEqualTo(exitCode);
        assertThat(said.errors()).contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void only_the_grid_company_books_money() {
        CommandRun said =
                at(Organisation.NORTH, "operator", "deposit", "--id", "x", "--participant", "north-1", "--amount", "1");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.errors()).contains("is not the grid company's");
    }

    private static void assertServed(CommandRun said) {
        assertThat(said.exitCode()).as(said.errors()).isZero();
        assertThat(said.errors()).isEmpty();
        assertThat(said.out()).isNotBlank();
    }

    private CommandRun operator(String... words) {
        boolean addressed = List.of(words).contains("--gateway");
        return addressed
                ? CommandRun.of(joined(new String[] {"operator"}, words))
                : at(Organisation.GRID, joined(new String[] {"operator"}, words));
    }

    private CommandRun at(Organisation organisation, String... words) {
        return CommandRun.of(
                joined(words, "--gateway", gateways.get(organisation).base().toString()));
    }

    private static String[] joined(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static JsonObject object(CommandRun said) {
        return (JsonObject) said.json();
    }

    private static JsonObject object(CommandRun said, int index) {
        return (JsonObject) ((JsonArray) said.json()).elements().get(index);
    }

    private static String text(JsonObject object, String key) {
        return ((JsonText) object.get(key).orElseThrow()).value();
    }

    /** A seller with 50 kWh to spare in each of two hours and a buyer who lacks 40. */
    private Path hamlet() throws IOException {
        Path community = Files.createDirectories(temporary.resolve("hamlet"));
        Files.writeString(community.resolve("community.yaml"), """
                name: hamlet
                currency: CNY
                session: {start: "2026-06-15T06:00:00Z", periods: 2, periodMinutes: 60}
                tariff: tariff.csv
                participants:
                  - {id: north-1, organisation: North, site: sun.yaml, forecast: sun.csv, actual: sun.csv, deposit: 100}
                  - {id: south-1, organisation: South, site: load.yaml, forecast: load.csv, actual: load.csv, deposit: 100}
                """);
        Files.writeString(
                community.resolve("tariff.csv"), "period,retail_per_kwh,feed_in_per_kwh\n0,0.8,0.4\n1,0.8,0.4\n");
        String header = "hour,load_kw,pv_kw,wind_kw,buy_price,sell_price\n";
        Files.writeString(community.resolve("sun.csv"), header + "0,10,60,0,0,0\n1,10,60,0,0,0\n");
        Files.writeString(community.resolve("load.csv"), header + "0,40,0,0,0,0\n1,40,0,0,0,0\n");
        Files.writeString(
                community.resolve("sun.yaml"),
                "name: sun\ntieLineKw: 100\npv: {ratedKw: 80, costPerKwh: 0.1, carbonKgPerKwh: 0.05}\n");
        Files.writeString(community.resolve("load.yaml"), "name: load\ntieLineKw: 100\n");
        return community;
    }
}
