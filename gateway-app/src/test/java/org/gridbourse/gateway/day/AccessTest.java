package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may enter, and what those can do who stand before the door. */
class AccessTest {
    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.of("market", MarketChaincode.class.getName()).withUsers(Village.users());

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SLOW_CALLERS = 300;
    private static final int OVERSIZED_CALLS = 20;
    private static final String CIPHER_KEY = "a-key-of-the-test";

    @TempDir
    private static Path folder;

    private static Instance instance;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        instance = new Instance(
                "South",
                Files.createDirectory(
                        folder.resolve("south"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
                folder.resolve("connection.json"),
                new Village(folder).agents("South"));
        instance.withEnvironment("GRIDBOURSE_DATABASE_CIPHERKEY", CIPHER_KEY);
        instance.start().awaitHealthy();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/instance",
                "/api/sessions",
                "/api/sessions/x/orders",
                "/api/participants/south-1/account",
                "/api/agents",
                "/api/story",
                "/api/nothing",
                "/api//instance",
                "/api/../api/instance"
            })
    void what_is_below_api_is_for_those_who_show_a_token(String path) throws Exception {
        assertThat(status(path, "GET", null)).isIn(401, 404, 422);
        assertThat(status(path, "POST", null)).isIn(401, 404, 422);
        assertThat(status(path, "GET", "Bearer wrong")).isIn(401, 404, 422);
        assertThat(status("/api/instance", "GET", "Bearer " + instance.token())).isEqualTo(200);
    }

    @Test
    void a_call_without_token_is_told_how_to_show_it_and_nothing_else() throws Exception {
        HttpResponse<String> refused = call("/api/participants/south-1", "GET", null);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(refused.body()).contains("TOKEN_MISSING").doesNotContain("south-1");
    }

    @Test
    void health_and_pages_are_for_everybody() throws Exception {
        assertThat(status("/actuator/health", "GET", null)).isEqualTo(200);
        assertThat(status("/", "GET", null)).isEqualTo(200);
    }

    @Test
    void whoever_sends_bodies_slowly_holds_up_nobody_but_himself() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CALLERS; i++) {
                slow.add(halfBody(i % 2 == 0 ? "Authorization: Bearer " + instance.token() + "\r\n" : ""));
                if (i % 50 == 49) {
                    assertThat(status("/api/instance", "GET", "Bearer " + instance.token()))
                            .isEqualTo(200);
                }
            }
            // then those with a token are told within seconds that it takes too long, the others at once to show one
            assertThat(answer(slow.get(SLOW_CALLERS - 2))).startsWith("HTTP/1.1 408");
            assertThat(answer(slow.get(SLOW_CALLERS - 1))).startsWith("HTTP/1.1 401");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoever_sends_too_much_is_told_so_each_time_while_it_still_sends(boolean withToken) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/deposits".formatted(instance.port())))
                .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(4_000_000)));
        if (withToken) {
            request.header("Authorization", "Bearer " + instance.token());
        }
        for (int call = 1; call <= OVERSIZED_CALLS; call++) {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("call " + call).isEqualTo(413);
            assertThat(answer.body()).contains("TOO_LARGE");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: localhost|Content-Length: 500000|401",
                "Host: evil.example|Content-Length: 500000|421",
                "Host: localhost\\r\\nOrigin: http://evil.example|Content-Length: 500000|403",
                "Host: localhost|Content-Length: 5000000|413",
                "Host: localhost|Transfer-Encoding: chunked|411"
            })
    void a_refusal_before_the_body_is_read_says_that_the_connection_ends(String head, String length, int status)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", instance.port())) {
            OutputStream call = socket.getOutputStream();
            call.write("POST /api/deposits HTTP/1.1\r\n%s\r\n%s\r\n\r\n"
                    .formatted(head.replace("\\r\\n", "\r\n"), length)
                    .getBytes(StandardCharsets.US_ASCII));
            // the answer is there, and can be read to its end, while the caller has the whole of its body still to send
            call.write(new byte[100]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 " + status).containsIgnoringCase("\r\nConnection: close");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 5000000", "false, 1000", "true, 1000"})
    void a_caller_that_goes_away_in_its_body_leaves_no_trace_in_the_log(boolean withToken, int length)
            throws Exception {
        String token = withToken ? "Authorization: Bearer " + instance.token() + "\r\n" : "";
        for (int call = 0; call < 20; call++) {
            try (Socket socket = new Socket("127.0.0.1", instance.port())) {
                socket.setSoLinger(true, 0); // it is reset, not closed
                socket.getOutputStream()
                        .write("POST /api/deposits HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n{"
                                .formatted(token, length)
                                .getBytes(StandardCharsets.US_ASCII));
                if (!withToken || length > 1_000_000) {
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
            }
        }
        assertThat(status("/api/instance", "GET", "Bearer " + instance.token())).isEqualTo(200);
        assertThat(instance.logText()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void a_refusal_of_a_call_without_body_keeps_the_connection() throws Exception {
        HttpResponse<String> refused = call("/api/participants/south-1", "GET", null);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Connection")).isEmpty();
    }

    private static Socket halfBody(String header) throws IOException {
        Socket socket = new Socket("127.0.0.1", instance.port());
        socket.getOutputStream()
                .write(("POST /api/deposits HTTP/1.1\r\nHost: localhost\r\n" + header
                                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void nobody_else_may_read_what_the_instance_keeps_not_even_where_the_folder_was_open() throws Exception {
        assertThat(permissions(instance.folder())).isEqualTo("rwx------");
        for (String file : List.of("gateway.mv.db", "token", "instance.json")) {
            assertThat(permissions(instance.folder().resolve(file))).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void an_encrypted_database_says_nothing_of_what_it_holds() throws Exception {
        byte[] content = Files.readAllBytes(instance.folder().resolve("gateway.mv.db"));
        String text = new String(content, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("H2encrypt").doesNotContain("sealed_orders", "salt", "south-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--gridbourse.database.password=secret",
                "--gridbourse.database.cipherKey=secret",
                "--GRIDBOURSE_DATABASE_PASSWORD=secret"
            })
    void a_secret_on_the_command_line_is_refused_before_anything_is_done(String argument) throws Exception {
        Path other = folder.resolve("other");
        Instance careless = new Instance("South", other, folder.resolve("connection.json"), folder.resolve("none"))
                .withArgument(argument);
        assertThat(careless.start().exitCode()).isEqualTo(2);
        assertThat(careless.logText())
                .contains("may not stand on the command line")
                .doesNotContain("=secret");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static int status(String path, String method, String authorization) throws Exception {
        return call(path, method, authorization).statusCode();
    }

    private static HttpResponse<String> call(String path, String method, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(instance.port(), path)))
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody());
        Stream.ofNullable(authorization).forEach(value -> request.header("Authorization", value));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
