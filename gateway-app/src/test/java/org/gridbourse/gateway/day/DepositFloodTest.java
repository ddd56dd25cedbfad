package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.network.identity.User;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Payments into the wallets of those who trade, without end, while their session is led through all its phases. */
class DepositFloodTest {
    private static final List<String> IDS = List.of("grid-flora", "grid-gus");

    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(IDS.stream()
                    .map(id -> new User("Grid", id, Map.of("role", "prosumer", "participant", id)))
                    .toList());

    private static final String SESSION = "flooded";
    private static final int DEPOSITORS = 8;

    @TempDir
    private static Path folder;

    private final AtomicBoolean flooding = new AtomicBoolean(true);
    private final AtomicInteger deposits = new AtomicInteger();

    @Test
    void a_flood_of_deposits_holds_up_no_phase_and_loses_no_deposit() throws Exception {
        NETWORK.connection().write(folder);
        try (Instance instance = new Instance(
                "Grid",
                folder.resolve("grid"),
                folder.resolve("connection.json"),
                Files.writeString(folder.resolve("no-agents.json"), "[]"))) {
            instance.start().awaitHealthy();
            instance.post("/api/ledger", Village.SIMULATED);
            IDS.forEach(id -> Person.joined(instance, id, "correct horse"));
            instance.post("/api/sessions", Village.announcement(SESSION, "2026-04-15T00:00:00Z", 10));
            instance.awaitPhase(SESSION, "QUOTATION");
            order(instance, IDS.get(0), "SELL", "0.45");
            order(instance, IDS.get(1), "BUY", "0.7");

            ExecutorService depositors = Executors.newFixedThreadPool(DEPOSITORS);
            for (int i = 0; i < DEPOSITORS; i++) {
                depositors.execute(() -> flood(instance));
            }
            instance.awaitPhase(SESSION, "CLOSED");
            flooding.set(false);
            depositors.shutdown();
            assertThat(depositors.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            // a change that met a conflict each time it was tried would be in the log
            assertThat(instance.logText()).doesNotContain("cannot leave");
            assertThat(deposits.get()).isPositive();
            BigDecimal wallets = BigDecimal.ZERO;
            for (String id : IDS) {
                wallets = wallets.add(new BigDecimal(instance.get("/api/participants/%s/account".formatted(id))
                        .get("wallet")
                        .asString()));
            }
            assertThat(wallets).isEqualByComparingTo(new BigDecimal(200 + deposits.get()).add(bills(instance)));
        }
    }

    /** What all bills of the session add up to. */
    private static BigDecimal bills(Instance instance) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String id : IDS) {
            sum = sum.add(new BigDecimal(instance.get("/api/participants/%s/bill?sessionId=%s".formatted(id, SESSION))
                    .get("total")
                    .asString()));
        }
        return sum;
    }

    /** One unit each time, to the one and to the other; what met another payment each time is sent again. */
    private void flood(Instance instance) {
        while (flooding.get()) {
            int number = deposits.incrementAndGet();
            String deposit = "{\"depositId\": \"flood-%d\", \"participantId\": \"%s\", \"amount\": \"1\"}"
                    .formatted(number, IDS.get(number % IDS.size()));
            while (instance.tryPost("/api/deposits", deposit).statusCode() != 201) {
                assertThat(instance.tryGet("/actuator/health").statusCode()).isEqualTo(200);
            }
        }
    }

    private static void order(Instance instance, String participantId, String side, String price) {
        instance.put("/api/sessions/%s/orders/%s".formatted(SESSION, participantId), """
                {"orders": [{"period": 0, "side": "%s", "steps": [{"quantityWh": 1000, "limitPrice": "%s"}]}]}""".formatted(side, price));
    }
}
