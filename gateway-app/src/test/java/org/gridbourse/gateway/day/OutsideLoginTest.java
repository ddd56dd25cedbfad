package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.programs.Ports;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at a real OpenID Connect provider; what a person may do stays a matter of the instance's own accounts. */
class OutsideLoginTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(OutsideLoginTest.class));

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static Instance instance;
    private static Provider provider;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        int port = Ports.free();
        int own = Ports.free();
        Path secret = Files.writeString(folder.resolve("secret"), Provider.SECRET + "\n");
        instance = new Instance(
                        "Grid",
                        folder.resolve("grid"),
                        folder.resolve("connection.json"),
                        Files.writeString(folder.resolve("no-agents.json"), "[]"))
                .withArgument("--server.port=" + own)
                .withArgument("--gridbourse.provider.issuer=http://127.0.0.1:" + port)
                .withArgument("--gridbourse.provider.client-id=" + Provider.CLIENT)
                .withArgument("--gridbourse.provider.client-secret-file=" + secret);
        // it starts without the provider, which is asked when somebody comes
        instance.start().awaitHealthy();
        provider = new Provider(port, own);
        instance.post("/api/ledger", Village.SIMULATED);
        instance.post("/api/participants", """
                {"participantId": "grid-lena", "ownerId": "o-lena", "organisation": "Grid", "tieLineWh": 5000}""");
    }

    @AfterAll
    static void stop() {
        provider.close();
        instance.close();
    }

    /** Somebody with the cookies of a browser, which follows wherever it is sent. */
    private static final class Visitor {
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        HttpResponse<String> get(String address) throws Exception {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        }

        /** Goes to the provider and logs in there; where it ends up. */
        HttpResponse<String> logIn(String name, String question) throws Exception {
            HttpResponse<String> form =
                    get("http://127.0.0.1:%d/oauth2/authorization/provider%s".formatted(instance.port(), question));
            Matcher csrf = CSRF.matcher(form.body());
            assertThat(csrf.find()).as(form.uri() + " " + form.body()).isTrue();
            String body = "username=%s&password=%s&_csrf=%s"
                    .formatted(name, encoded(Provider.PASSWORD), encoded(csrf.group(1)));
            return client.send(
                    HttpRequest.newBuilder(URI.create(provider.issuer() + "/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_person_whom_the_provider_knows_enters_by_an_invitation_once_and_without_one_from_then_on() throws Exception {
        String code = instance.post("/api/invitations", "{\"participantId\": \"grid-lena\"}")
                .get("code")
                .asString();
        String home = "http://127.0.0.1:%d".formatted(instance.port());
        Visitor lena = new Visitor();
        assertThat(lena.get(home + "/api/login/ways").body()).contains("\"id\":\"provider\"");
        assertThat(lena.logIn("Lena", "?invitation=" + code).uri().getPath()).isEqualTo("/mine");
        assertThat(lena.get(home + "/api/me").body()).contains("\"user\":\"lena\"", "grid-lena", "prosumer");
        Visitor later = new Visitor();
        assertThat(later.logIn("Lena", "").uri().getPath()).isEqualTo("/mine");
        assertThat(later.get(home + "/api/me").body()).contains("\"user\":\"lena\"");
        // the invitation is used up, for everybody
        assertThat(new Visitor().logIn("stranger", "?invitation=" + code).uri().getQuery())
                .isEqualTo("refused=INVITATION_USED");
        instance.put("/api/people/lena", "{\"disabled\": true}");
        assertThat(later.get(home + "/api/me").statusCode()).isEqualTo(401);
        assertThat(new Visitor().logIn("Lena", "").uri().getQuery()).isEqualTo("refused=ACCOUNT_DISABLED");
    }

    @Test
    void whom_the_provider_knows_and_nobody_has_invited_stays_outside() throws Exception {
        Visitor stranger = new Visitor();
        HttpResponse<String> end = stranger.logIn("stranger", "");
        assertThat(end.uri().getPath()).isEqualTo("/login");
        assertThat(end.uri().getQuery()).isEqualTo("refused=OUTSIDE_UNKNOWN");
        assertThat(stranger.get("http://127.0.0.1:%d/api/me".formatted(instance.port()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_answer_that_nobody_asked_for_is_not_taken() throws Exception {
        HttpResponse<String> end = new Visitor()
                .get("http://127.0.0.1:%d/login/oauth2/code/provider?code=abc&state=def".formatted(instance.port()));
        assertThat(end.uri().getQuery()).isEqualTo("refused=OUTSIDE_FAILED");
    }
}
