package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.evidence.TradeLife;
import org.gridbourse.auditor.network.BlockFetch;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A session, and one in which trade goes on over two of its hours while it delivers, both led by the grid company's
 * instance, which is killed between them. A buyer of the first sells in the second what a seller of the first buys back.
 */
class IntradayTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(IntradayTest.class));

    private static final String BASE = Village.HONEST;
    private static final String ADDING = "intraday";
    private static final String SELLER = "grid-1";
    private static final String BUYER = "north-2";
    private static final int PATIENT_SECONDS = 100;
    private static final Map<String, Instance> INSTANCES = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static String waitedFor;

    @BeforeAll
    static void a_base_session_and_one_that_joins_it_are_run() throws IOException {
        NETWORK.connection().write(folder);
        INSTANCES.putAll(new Village(folder, true).instances());
        INSTANCES.values().forEach(Instance::start);
        INSTANCES.values().forEach(Instance::awaitHealthy);
        Village.register(INSTANCES);
        grid().post("/api/sessions", Village.announcement(BASE, "2026-01-15T00:00:00Z", PATIENT_SECONDS));
        // South is away while the base session delivers, so that it cannot be over before trade goes on
        grid().await("the prepayments", () -> count("prepaid") == Village.PARTICIPANTS.size());
        south().kill();
        grid().awaitPhase(BASE, "DELIVERY");
        announceAddingSession();
        grid().awaitPhase(ADDING, "QUOTATION");
        order("Grid", SELLER, "SELL", "0.45");
        order("North", BUYER, "BUY", "0.7");
        grid().awaitPhase(ADDING, "PREPAYMENT");
        grid().kill();
        south().start().awaitHealthy();
        grid().start().awaitHealthy();
        grid().await("what the base session waits for", () -> {
            waitedFor = grid().get("/api/sessions/" + BASE).get("waitsFor").asString();
            return waitedFor.contains(ADDING) || isOver(BASE);
        });
        grid().awaitPhase(BASE, "CLOSED");
        INSTANCES.values().forEach(instance -> instance.await("the end of the day", () -> isOver(instance, BASE)));
    }

    private static void announceAddingSession() {
        JsonNode announced = grid().post("/api/sessions", """
                {"sessionId": "%s", "addsTo": {"sessionId": "%s", "periods": [2, 3]},
                 "windows": {"graceSeconds": 15, "maxSeconds": 60}}""".formatted(ADDING, BASE));
        assertThat(announced.get("addsTo").asString()).isEqualTo(BASE);
    }

    /** 500 Wh of the base session's third hour. */
    private static void order(String organisation, String participantId, String side, String price) {
        INSTANCES
                .get(organisation)
                .await(
                        "the adding session at " + organisation,
                        () -> INSTANCES
                                        .get(organisation)
                                        .tryGet("/api/sessions/" + ADDING)
                                        .statusCode()
                                == 200);
        JsonNode sealed = INSTANCES
                .get(organisation)
                .put("/api/sessions/%s/orders/%s".formatted(ADDING, participantId), """
                {"orders": [{"period": 0, "side": "%s", "steps": [{"quantityWh": 500, "limitPrice": "%s"}]}]}""".formatted(side, price));
        assertThat(sealed.get("state").asString()).isEqualTo("SEALED");
    }

    private static int count(String what) {
        return grid().get("/api/sessions/" + BASE).get("counts").get(what).asInt();
    }

    private static boolean isOver(String sessionId) {
        return isOver(grid(), sessionId);
    }

    private static boolean isOver(Instance instance, String sessionId) {
        return instance.phase(sessionId).equals("CLOSED");
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
    }

    @Test
    void the_base_session_waits_for_the_one_that_adds_to_it_which_ends_as_joined() {
        assertThat(waitedFor).contains(ADDING);
        assertThat(grid().phase(ADDING)).isEqualTo("JOINED");
    }

    @Test
    void what_was_sold_again_changes_hands_at_its_own_price_and_is_settled_in_the_base_session() {
        JsonNode trades = grid().get("/api/sessions/%s/trades".formatted(ADDING));
        assertThat(trades.size()).isEqualTo(1);
        // the middle of 0.45 and 0.7
        assertThat(trades.get(0).get("price").asString()).isEqualTo("0.575");
        assertThat(trades.get(0).get("quantityWh").asLong()).isEqualTo(500);
        assertThat(trades.get(0).get("status").asString()).isEqualTo("SETTLED");
        // 4 kWh were sold in each hour, 500 Wh of the third hour bought back
        assertThat(contracted(BUYER, 0)).isEqualTo(4_000);
        assertThat(contracted(BUYER, 2)).isEqualTo(3_500);
        assertThat(contracted(SELLER, 0) - contracted(SELLER, 2)).isEqualTo(500);
        assertThat(grid().get("/api/sessions/%s/statements".formatted(ADDING)).isEmpty())
                .isTrue();
    }

    private static long contracted(String participantId, int period) {
        for (JsonNode statement :
                grid().get("/api/sessions/%s/statements?participantId=%s".formatted(BASE, participantId))) {
            if (statement.get("period").asInt() == period) {
                return statement.get("contractedWh").asLong();
            }
        }
        throw new IllegalStateException("no statement of " + participantId);
    }

    @Test
    void every_wallet_is_its_deposit_and_the_one_bill_of_the_base_session() {
        for (String participantId : Village.PARTICIPANTS) {
            JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, BASE));
            JsonNode account = grid().get("/api/participants/%s/account".formatted(participantId));
            assertThat(new BigDecimal(account.get("wallet").asString()))
                    .as(participantId)
                    .isEqualByComparingTo(new BigDecimal(Village.DEPOSIT)
                            .add(new BigDecimal(bill.get("total").asString())));
            assertThat(account.get("locks").isEmpty()).as(participantId).isTrue();
        }
        JsonNode books = grid().get("/api/reconciliation");
        assertThat(books.get("balanced").asBoolean()).isTrue();
        assertThat(books.get("energyBalanced").asBoolean()).isTrue();
    }

    @Test
    void a_bill_holds_both_and_its_parts_add_up_to_every_net() {
        for (String participantId : Village.PARTICIPANTS) {
            JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, BASE));
            for (JsonNode line : bill.get("lines")) {
                BigDecimal sum = BigDecimal.ZERO;
                for (JsonNode part : line.get("parts")) {
                    assertThat(part.get("kind").asString()).isNotEqualTo("OTHER_TRADES");
                    sum = sum.add(new BigDecimal(part.get("amount").asString()));
                }
                assertThat(sum)
                        .as("%s", line)
                        .isEqualByComparingTo(new BigDecimal(line.get("net").asString()));
            }
            // and whoever asks for the bill of the adding session gets the one in which it is
            assertThat(grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, ADDING)))
                    .isEqualTo(bill);
        }
        JsonNode bought = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(BUYER, BASE))
                .get("lines")
                .get(2);
        assertThat(bought.get("explanation").asString()).contains("0.5 kWh").contains("0.575");
    }

    @Test
    void the_audit_finds_nothing_and_tells_the_life_of_what_was_sold_again_to_its_settlement() throws Exception {
        Path blocks = folder.resolve("blocks");
        try (Peer peer = Peer.connect(NETWORK.connection(), "North", "auditor")) {
            BlockFetch.fetch(peer, blocks, (number, height) -> {});
        }
        Path genesis = blocks.resolve(BlockFetch.GENESIS);
        TradeLife life = new TradeLife(ADDING + "-000-00001");
        AuditReport report = Audit.trusting(genesis).recordsTo(life).verify(Audit.folder(blocks, genesis));
        assertThat(report.findings()).isEmpty();
        assertThat(life.summary().orElseThrow()).endsWith("SETTLED");
        assertThat(life.steps())
                .extracting(TradeLife.Step::what)
                .contains(SELLER + " is settled", BUYER + " is settled")
                .anyMatch(what -> what.startsWith("Meter " + BUYER))
                .noneMatch(what -> what.contains("south-1"));
    }
}
