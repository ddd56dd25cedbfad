package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.fabric.identity.CertificateAuthority;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where others than the own machine could call, nothing goes without TLS. */
class AddressTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(AddressTest.class));

    @TempDir
    private static Path folder;

    private static CertificateAuthority authority;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void certify() throws IOException {
        NETWORK.connection().write(folder);
        Validity day = Validity.from(Instant.now(), Duration.ofDays(1));
        authority = CertificateAuthority.create("ca", "test", day);
        KeyPair keys = Keys.generate();
        certificate = Files.writeString(
                folder.resolve("tls.pem"),
                authority.issueTls(
                        "gateway.test",
                        List.of(new GeneralName(GeneralName.dNSName, "localhost")),
                        keys.getPublic(),
                        day));
        key = Files.writeString(folder.resolve("tls.key"), Pem.privateKey(keys.getPrivate()));
    }

    private static Instance instance(String name) throws IOException {
        return new Instance(
                        "Grid",
                        folder.resolve(name),
                        folder.resolve("connection.json"),
                        Files.writeString(folder.resolve("no-agents.json"), "[]"))
                .withArgument("--server.address=0.0.0.0");
    }

    @Test
    void an_address_that_others_reach_is_refused_without_TLS_and_without_a_name() throws Exception {
        Instance bare = instance("bare");
        bare.start();
        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.logText()).contains("no TLS", "server.ssl.certificate");
        Instance nameless = instance("nameless")
                .withArgument("--server.ssl.certificate=" + certificate)
                .withArgument("--server.ssl.certificate-private-key=" + key);
        nameless.start();
        assertThat(nameless.exitCode()).isEqualTo(2);
        assertThat(nameless.logText()).contains("gridbourse.names");
    }

    @Test
    void with_TLS_it_answers_to_its_names_alone_and_its_cookies_go_over_TLS_alone() throws Exception {
        try (Instance safe = instance("safe")
                .withArgument("--gridbourse.names=gateway.test")
                .withArgument("--server.ssl.certificate=" + certificate)
                .withArgument("--server.ssl.certificate-private-key=" + key)) {
            safe.start().awaitHealthy();
            HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
            String home = "https://localhost:%d".formatted(safe.port());
            HttpResponse<String> unknown = client.send(
                    HttpRequest.newBuilder(URI.create(home + "/api/me")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(unknown.headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
            String code = Files.readString(folder.resolve("safe").resolve("first-administrator"))
                    .strip();
            String person = "{\"user\": \"first\", \"password\": \"correct horse\"}";
            assertThat(post(client, home + "/api/invitations/" + code + "/accept", person)
                            .statusCode())
                    .isEqualTo(201);
            assertThat(post(client, home + "/api/login", person)
                            .headers()
                            .allValues("Set-Cookie")
                            .toString())
                    .contains("Secure", "HttpOnly", "SameSite=Strict");
            String plain = "http://%s:%d/api/me"
                    .formatted(InetAddress.getLoopbackAddress().getHostAddress(), safe.port());
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(plain)).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static HttpResponse<String> post(HttpClient client, String address, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", Creators.parsed(authority.certificatePem()));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
