package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People at the grid company's instance: how they join, by what they are known, and which doors are shut to them. */
class PeopleTest {
    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.of("market", MarketChaincode.class.getName()).withUsers(Village.users());

    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path folder;

    private static Instance instance;
    private static String prosumerToken;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        instance = new Instance(
                "Grid", folder.resolve("grid"), folder.resolve("connection.json"), new Village(folder).agents("Grid"));
        instance.start().awaitHealthy();
        instance.post("/api/ledger", Village.SIMULATED);
        for (String id : List.of("grid-7", "north-7")) {
            instance.post("/api/participants", """
                    {"participantId": "%s", "ownerId": "o-%s", "organisation": "%s", "tieLineWh": 1000}""".formatted(id, id, Village.organisationOf(id)));
        }
        invited("grid-7", "prosumer", "anna");
        prosumerToken = token("anna", "read\",\"orders");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static Person nobody() {
        return new Person(instance);
    }

    private static Person program() throws IOException {
        return new Person(instance).withToken(instance.token());
    }

    private static Person anna() {
        return new Person(instance).withToken(prosumerToken);
    }

    private static String code(String participantId, String role) throws IOException {
        String whom = participantId.isEmpty() ? "" : "\"participantId\": \"%s\", ".formatted(participantId);
        return program()
                .post("/api/invitations", "{%s\"role\": \"%s\"}".formatted(whom, role))
                .text("code");
    }

    private static Person.Answer accept(String code, String user, String password) {
        return nobody().post(
                        "/api/invitations/%s/accept".formatted(code),
                        "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(user, password));
    }

    private static void invited(String participantId, String role, String user) throws IOException {
        assertThat(accept(code(participantId, role), user, PASSWORD).status()).isEqualTo(201);
    }

    private static String token(String user, String scopes) {
        Person.Answer made = nobody().withPassword(user, PASSWORD)
                .post("/api/tokens", "{\"name\": \"test\", \"scopes\": [\"%s\"], \"days\": 1}".formatted(scopes));
        assertThat(made.status()).isEqualTo(201);
        return made.text("token");
    }

    @Test
    void somebody_invited_for_a_participant_is_its_prosumer() {
        Person.Answer me = anna().get("/api/me");
        assertThat(me.body().toString())
                .contains("\"user\":\"anna\"", "\"roles\":[\"prosumer\"]", "\"organisation\":\"Grid\"")
                .contains("\"participants\":[{\"participantId\":\"grid-7\",\"custody\":\"ORGANISATION\"}]");
    }

    @Test
    void the_first_administrators_code_lies_in_a_file_of_its_own_and_makes_an_operator_too() throws Exception {
        Path file = instance.folder().resolve("first-administrator");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        String code = Files.readString(file).strip();
        assertThat(instance.logText()).contains(code);
        assertThat(accept(code, "root", PASSWORD).body().get("roles").toString())
                .isEqualTo("[\"administrator\",\"operator\"]");
        assertThat(accept(code, "root-2", PASSWORD).text("code")).isEqualTo("INVITATION_USED");
    }

    @Test
    void a_code_is_good_once_and_for_who_proves_to_be_who_he_says() throws Exception {
        String code = code("grid-7", "prosumer");
        assertThat(accept("no-code", "ben", PASSWORD).text("code")).isEqualTo("INVITATION_UNKNOWN");
        assertThat(accept(code, "ben", "short").status()).isEqualTo(422);
        assertThat(accept(code, "anna", "not hers, but long").text("code")).isEqualTo("USER_TAKEN");
        assertThat(accept(code, "Ben", PASSWORD).status()).isEqualTo(201);
        assertThat(accept(code, "carl", PASSWORD).text("code")).isEqualTo("INVITATION_USED");
        assertThat(token("ben", "read")).isNotEmpty();
    }

    @Test
    void nobody_is_invited_for_a_participant_of_another_organisation_and_is_told_the_same_of_one_that_is_none()
            throws Exception {
        for (String id : List.of("north-7", "nobody-9")) {
            Person.Answer refused = program().post("/api/invitations", "{\"participantId\": \"%s\"}".formatted(id));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("code")).isEqualTo("NOT_YOURS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/participants/grid-7/account, 200",
        "GET, /api/participants/north-7/account, 403",
        "GET, /api/participants/nobody-9/account, 403",
        "GET, /api/participants/north-7/credit, 403",
        "GET, /api/participants/north-7/bill?sessionId=x, 403",
        "GET, /api/sessions/x/readings?participantId=north-7, 403",
        "GET, /api/sessions/x/statements, 403",
        "GET, /api/story, 403",
        "GET, /api/audit-log, 403",
        "GET, /api/people, 403",
        "GET, /api/sessions, 200",
        "GET, /api/participants, 200",
        "POST, /api/deposits, 403",
        "POST, /api/participants, 403",
        "POST, /api/sessions, 403",
        "POST, /api/readings, 403",
        "POST, /api/invitations, 403",
        "POST, /api/whatever-comes, 403",
        "DELETE, /api/whatever-comes, 403",
        "POST, /api/tokens, 403"
    })
    void a_prosumer_sees_its_own_and_what_is_the_markets_and_acts_for_nobody_else(
            String method, String path, int status) {
        assertThat(anna().call(method, path, method.equals("POST") ? "{}" : "").status())
                .isEqualTo(status);
        assertThat(nobody().call(method, path, method.equals("POST") ? "{}" : "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_is_good_for_its_scopes_alone_and_until_it_is_ended() throws Exception {
        Person reader = new Person(instance).withToken(token("anna", "read"));
        assertThat(reader.get("/api/me").status()).isEqualTo(200);
        Person.Answer refused = reader.call("PUT", "/api/sessions/s/orders/grid-7", "{}");
        assertThat(refused.text("code")).isEqualTo("SCOPE_MISSING");
        // no more scopes than its owner may have
        Person.Answer tooMuch = nobody().withPassword("anna", PASSWORD)
                .post("/api/tokens", "{\"name\": \"x\", \"scopes\": [\"operate\"], \"days\": 1}");
        assertThat(tooMuch.status()).isEqualTo(403);
        for (var token : reader.get("/api/tokens").body()) {
            if (token.get("scopes").size() == 1) {
                reader.call("DELETE", "/api/tokens/" + token.get("id").asString(), "");
            }
        }
        assertThat(reader.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void user_and_password_make_tokens_and_open_nothing_else() {
        assertThat(nobody().withPassword("anna", PASSWORD).get("/api/me").status())
                .isEqualTo(401);
        assertThat(nobody().withPassword("anna", PASSWORD).get("/api/tokens").status())
                .isEqualTo(200);
    }

    @Test
    void a_page_session_changes_something_only_with_the_token_of_its_own_page() {
        Person browser = nobody();
        Person.Answer login =
                browser.post("/api/login", "{\"user\": \"Anna\", \"password\": \"%s\"}".formatted(PASSWORD));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.response().headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .contains("gridbourse-grid-", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure"));
        assertThat(browser.get("/api/me").text("user")).isEqualTo("anna");
        String wish = "{\"name\": \"page\", \"scopes\": [\"read\"], \"days\": 1}";
        assertThat(browser.post("/api/tokens", wish).text("code")).isEqualTo("CSRF_MISSING");
        assertThat(browser.withCsrf().post("/api/tokens", wish).status()).isEqualTo(201);
        assertThat(browser.post("/api/logout", "").status()).isEqualTo(204);
        assertThat(browser.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void who_guesses_passwords_has_to_wait_and_so_has_the_owner() throws Exception {
        invited("grid-7", "prosumer", "dora");
        for (int guess = 0; guess < 10; guess++) {
            Person.Answer wrong = nobody().post("/api/login", "{\"user\": \"dora\", \"password\": \"guess\"}");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.text("code")).isEqualTo("LOGIN_WRONG");
        }
        Person.Answer right =
                nobody().post("/api/login", "{\"user\": \"dora\", \"password\": \"%s\"}".formatted(PASSWORD));
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
    }

    @Test
    void an_account_that_is_shut_is_shut_at_once_its_tokens_too() throws Exception {
        invited("grid-7", "prosumer", "emil");
        Person emil = new Person(instance).withToken(token("emil", "read"));
        assertThat(emil.get("/api/me").status()).isEqualTo(200);
        assertThat(program()
                        .call("PUT", "/api/people/emil", "{\"disabled\": true}")
                        .status())
                .isEqualTo(204);
        assertThat(emil.get("/api/me").status()).isEqualTo(401);
        assertThat(nobody().withPassword("emil", PASSWORD).get("/api/tokens").status())
                .isEqualTo(401);
    }

    @Test
    void an_auditor_sees_everything_and_who_did_what_and_changes_nothing() throws Exception {
        invited("", "auditor", "otto");
        Person otto = new Person(instance).withToken(token("otto", "read"));
        assertThat(otto.get("/api/participants/north-7/account").status()).isEqualTo(200);
        assertThat(otto.get("/api/story").status()).isEqualTo(200);
        String log = otto.get("/api/audit-log").body().toString();
        assertThat(log)
                .contains("\"user\":\"instance\"", "/api/participants", "/api/invitations/*/accept")
                .doesNotContain(PASSWORD);
        Person writer = new Person(instance).withToken(token("otto", "read\",\"orders"));
        assertThat(writer.call("PUT", "/api/sessions/s/orders/grid-7", "{\"orders\": []}")
                        .status())
                .isIn(403, 404, 405);
        assertThat(writer.post("/api/deposits", "{}").text("code")).isEqualTo("SCOPE_MISSING");
    }

    @Test
    void neither_passwords_nor_tokens_nor_codes_are_in_the_log() throws Exception {
        String code = code("grid-7", "prosumer");
        assertThat(accept(code, "fred", PASSWORD).status()).isEqualTo(201);
        String token = token("fred", "read");
        assertThat(instance.logText())
                .doesNotContain(PASSWORD, code, token, Map.of("token", token).toString());
    }
}
