package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two prosumers who hold their own keys trade with each other, over REST alone. */
class OwnKeyTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(OwnKeyTest.class));

    private static final String PASSWORD = "correct horse";
    private static final String SESSION = "own-keys";
    private static final String SALT = "5a".repeat(32);

    @TempDir
    private static Path folder;

    private static Instance instance;
    private static Trader seller;
    private static Trader buyer;

    /** A person with a participant, a key and its certificate. */
    private record Trader(String participantId, Person person, OwnKey key, String certificate) {

        static Trader join(String participantId) {
            Person person = Person.joined(instance, participantId, PASSWORD);
            OwnKey key = new OwnKey();
            Person.Answer enrolled = enrol(person, participantId, key.signingRequest("CN=somebody else,OU=admin"));
            assertThat(enrolled.status()).isEqualTo(201);
            return new Trader(participantId, person, key, enrolled.text("certificate"));
        }

        static Person.Answer enrol(Person person, String participantId, String csr) {
            return person.post(
                    "/api/certificates",
                    JsonMapper.shared()
                            .writeValueAsString(java.util.Map.of("participantId", participantId, "csr", csr)));
        }

        Person.Answer propose(String function, String request) {
            return propose(participantId, certificate, function, request);
        }

        Person.Answer propose(String whose, String shown, String function, String request) {
            return person.post("/api/transactions", """
                    {"participantId": "%s", "certificate": %s, "function": "%s", "request": %s}""".formatted(
                            whose, JsonMapper.shared().writeValueAsString(shown), function, request));
        }

        Person.Answer put(String id, String what, String signature) {
            return person.call(
                    "PUT",
                    "/api/transactions/%s/%s".formatted(id, what),
                    "{\"signature\": \"%s\"}".formatted(signature));
        }

        /** Signs twice and sends; the answer of the last call. */
        Person.Answer submit(String function, String request) {
            Person.Answer proposal = propose(function, request);
            assertThat(proposal.status()).as(proposal.body().toString()).isEqualTo(201);
            Person.Answer envelope =
                    put(proposal.text("id"), "proposal-signature", key.sign(proposal.text("bytesToSign")));
            if (envelope.status() != 200) {
                return envelope;
            }
            return put(proposal.text("id"), "signature", key.sign(envelope.text("bytesToSign")));
        }

        String commit(String schedule, long declaredNano) {
            String hash = CanonicalBytes.ordersHash(
                    new Binding("energy", SESSION, participantId, 1), SALT, Codecs.schedule((JsonArray)
                            Json.parse(schedule)));
            return """
                    {"sessionId": "%s", "participantId": "%s", "revision": 1, "hash": "%s", "declaredNano": %d}""".formatted(SESSION, participantId, hash, declaredNano);
        }

        String reveal(String schedule) {
            return """
                    {"sessionId": "%s", "participantId": "%s", "revision": 1, "salt": "%s", "schedule": %s}""".formatted(SESSION, participantId, SALT, schedule);
        }
    }

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
        seller = Trader.join("grid-seller");
        buyer = Trader.join("grid-buyer");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static String order(String side, long priceMicro) {
        return """
                [{"period": 0, "side": "%s", "steps": [{"quantityWh": 1000, "limitPriceMicroPerKwh": %d}]}]""".formatted(side, priceMicro);
    }

    private static String withdrawal() {
        return "{\"sessionId\": \"none\", \"participantId\": \"grid-seller\", \"revision\": 1}";
    }

    @Test
    void two_people_trade_with_keys_that_never_leave_them_and_the_blocks_say_who_signed() throws Exception {
        instance.post("/api/sessions", Village.announcement(SESSION, "2026-02-15T00:00:00Z", 20));
        instance.awaitPhase(SESSION, "QUOTATION");
        String offer = order("SELL", 450_000);
        String bid = order("BUY", 700_000);
        // 1 000 Wh x (0.8 - 0.01 - 0.4)
        Person.Answer sealed = seller.submit("commitOrders", seller.commit(offer, 390_000_000));
        assertThat(sealed.text("outcome")).isEqualTo("COMMITTED");
        assertThat(buyer.submit("commitOrders", buyer.commit(bid, 390_000_000)).text("outcome"))
                .isEqualTo("COMMITTED");
        instance.awaitPhase(SESSION, "REVEAL");
        assertThat(seller.submit("revealOrders", seller.reveal(offer)).text("outcome"))
                .isEqualTo("COMMITTED");
        assertThat(buyer.submit("revealOrders", buyer.reveal(bid)).text("outcome"))
                .isEqualTo("COMMITTED");
        instance.awaitPhase(SESSION, "PREPAYMENT");
        String prepay = "{\"sessionId\": \"%s\", \"participantId\": \"%s\"}";
        assertThat(seller.submit("prepay", prepay.formatted(SESSION, "grid-seller"))
                        .text("outcome"))
                .isEqualTo("COMMITTED");
        Person.Answer paid = buyer.submit("prepay", prepay.formatted(SESSION, "grid-buyer"));
        // (0.45 + 0.7) / 2 for 1 kWh
        JsonNode trade = buyer.person()
                .get("/api/sessions/%s/trades".formatted(SESSION))
                .body()
                .get(0);
        assertThat(trade.get("price").asString()).isEqualTo("0.575");
        assertThat(trade.get("quantityWh").asLong()).isEqualTo(1_000);

        X509Certificate creator =
                Creators.of(NETWORK.network().block(paid.body().get("block").asInt()), paid.text("transactionId"));
        assertThat(creator).isEqualTo(Creators.parsed(buyer.certificate()));
        assertThat(creator.getSubjectX500Principal().getName()).contains("CN=grid-buyer", "OU=client");
        for (Trader trader : List.of(seller, buyer)) {
            assertThat(trader.person().said()).doesNotContain(trader.key().secretTexts());
            assertThat(instance.logText()).doesNotContain(trader.key().secretTexts());
        }
        assertThat(buyer.person().get("/api/me").body().toString()).contains("\"custody\":\"OWN\"");
    }

    @Test
    void a_certificate_is_good_for_its_own_participant_alone() {
        assertThat(seller.propose("grid-seller", buyer.certificate(), "withdrawOrders", withdrawal())
                        .text("code"))
                .isEqualTo("CERTIFICATE_FOREIGN");
        assertThat(buyer.propose("grid-seller", seller.certificate(), "withdrawOrders", withdrawal())
                        .text("code"))
                .isEqualTo("NOT_YOURS");
        assertThat(buyer.propose("withdrawOrders", withdrawal()).text("code")).isEqualTo("NOT_YOURS");
        assertThat(Trader.enrol(buyer.person(), "grid-seller", new OwnKey().signingRequest("CN=x"))
                        .text("code"))
                .isEqualTo("NOT_YOURS");
        assertThat(Trader.enrol(buyer.person(), "grid-buyer", seller.key().signingRequest("CN=x"))
                        .text("code"))
                .isEqualTo("KEY_TAKEN");
    }

    @Test
    void only_signing_requests_of_P256_that_their_own_key_has_signed_are_taken() {
        assertThat(Trader.enrol(buyer.person(), "grid-buyer", new OwnKey("secp384r1").signingRequest("CN=x"))
                        .text("detail"))
                .contains("P-256");
        assertThat(Trader.enrol(buyer.person(), "grid-buyer", "nothing").text("detail"))
                .contains("PEM");
        String one = new OwnKey().signingRequest("CN=x");
        byte[] altered = Base64.getMimeDecoder().decode(one.replaceAll("-----.*-----", ""));
        altered[altered.length - 5] ^= 1;
        String changed = "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder().encodeToString(altered) + "\n-----END CERTIFICATE REQUEST-----\n";
        assertThat(Trader.enrol(buyer.person(), "grid-buyer", changed).status()).isEqualTo(422);
    }

    @Test
    void a_function_that_is_no_prosumers_and_a_request_that_is_none_are_refused_before_anything_is_signed() {
        assertThat(seller.propose("deposit", "{}").text("detail")).contains("function must be one of");
        assertThat(seller.propose("withdrawOrders", "{\"sessionId\": 1}").text("field"))
                .isEqualTo("request");
    }

    @Test
    void what_the_chaincode_refuses_is_told_with_its_code_and_nothing_is_ordered() throws Exception {
        int height = NETWORK.network().height();
        Person.Answer refused = seller.submit("withdrawOrders", withdrawal());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("SESSION_UNKNOWN");
        // a session may go on meanwhile, but nothing of the seller's is in its blocks
        for (int number = height; number < NETWORK.network().height(); number++) {
            assertThat(Creators.of(NETWORK.network().block(number)))
                    .doesNotContain(Creators.parsed(seller.certificate()));
        }
    }

    @Test
    void a_signature_of_other_bytes_of_another_key_or_from_before_is_refused_and_changes_nothing() {
        Person.Answer proposal = seller.propose("revealOrders", seller.reveal(order("SELL", 450_000)));
        String id = proposal.text("id");
        String bytes = proposal.text("bytesToSign");
        byte[] altered = Base64.getDecoder().decode(bytes);
        altered[altered.length / 2] ^= 1;
        String ofAltered = seller.key().sign(Base64.getEncoder().encodeToString(altered));
        for (String wrong : List.of(ofAltered, buyer.key().sign(bytes))) {
            assertThat(seller.put(id, "proposal-signature", wrong).text("code")).isEqualTo("SIGNATURE_WRONG");
        }
        for (String unreadable : List.of("", "AAAA", "???", seller.key().signWithHighS(bytes))) {
            assertThat(seller.put(id, "proposal-signature", unreadable).text("code"))
                    .isEqualTo("BAD_INPUT");
        }
        assertThat(seller.put(id, "signature", seller.key().sign(bytes)).text("code"))
                .isEqualTo("NOT_ENDORSED");
        assertThat(buyer.put(id, "proposal-signature", seller.key().sign(bytes)).text("code"))
                .isEqualTo("NOT_YOURS");
        // a proposal of its own has a nonce of its own: the signature from before does not fit
        Person.Answer again = seller.propose("revealOrders", seller.reveal(order("SELL", 450_000)));
        assertThat(seller.put(
                                again.text("id"),
                                "proposal-signature",
                                seller.key().sign(bytes))
                        .text("code"))
                .isEqualTo("SIGNATURE_WRONG");
    }

    @Test
    void a_certificate_that_is_revoked_signs_no_more_and_another_one_does_until_custody_goes_back() {
        Trader third = Trader.join("grid-third");
        Person person = third.person();
        assertThat(person.post("/api/certificates/revoke", "{\"participantId\": \"grid-third\"}")
                        .status())
                .isEqualTo(204);
        String request = withdrawal().replace("grid-seller", "grid-third");
        assertThat(third.propose("withdrawOrders", request).text("code")).isEqualTo("CERTIFICATE_REVOKED");
        Person.Answer renewed = Trader.enrol(person, "grid-third", third.key().signingRequest("CN=again"));
        Trader again = new Trader("grid-third", person, third.key(), renewed.text("certificate"));
        assertThat(again.propose("withdrawOrders", request).status()).isEqualTo(201);
        assertThat(person.get("/api/me").body().toString()).contains("\"custody\":\"OWN\"");
        assertThat(person.call("PUT", "/api/participants/grid-third/custody", "{\"custody\": \"ORGANISATION\"}")
                        .status())
                .isEqualTo(204);
        assertThat(person.get("/api/me").body().toString()).contains("\"custody\":\"ORGANISATION\"");
        assertThat(again.propose("withdrawOrders", request).text("code")).isEqualTo("CERTIFICATE_REVOKED");
    }
}
