package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.network.identity.User;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A battery's owner writes a storage order of its own; what cannot be is told before it is sealed. */
class StorageOrdersDayTest {
    private static final String PASSWORD = "correct horse";
    /** 3 kWh are over at noon, 1.5 kWh are missing in the evening; 4 kWh, a quarter full at both ends. */
    private static final String BATTERY = """
            {"storageOrder": {"netWh": [-3000, 0, 500, 1000], "capacityWh": 4000, "startMilliWh": 1000000,
              "endMinMilliWh": 1000000, "chargeMaxWh": [1500, 1500, 1500, 1500],
              "dischargeMaxWh": [1500, 1500, 1500, 1500], "storedMilliPerWh": 950, "drawnMilliPerWh": 1053,
              "throughputMaxWh": 9000}}""";

    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(List.of(new User("Grid", "grid-dora", Map.of("role", "prosumer", "participant", "grid-dora"))));

    @TempDir
    private static Path folder;

    private static Instance grid;
    private static Person dora;

    @BeforeAll
    static void start() throws IOException {
        NETWORK.connection().write(folder);
        grid = new Instance(
                        "Grid",
                        folder.resolve("grid"),
                        folder.resolve("connection.json"),
                        Files.writeString(folder.resolve("no-agents.json"), "[]"))
                .start()
                .awaitHealthy();
        grid.post("/api/ledger", Village.SIMULATED);
        dora = Person.joined(grid, "grid-dora", PASSWORD);
        // one that stays open while the tests run
        grid.post("/api/sessions", Village.announcement("open", "2026-06-16T00:00:00Z", 110));
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"capacityWh\": 4000, '||storageOrder.capacityWh",
                "'\"startMilliWh\": 1000000'|'\"startMilliWh\": 4000001'|startMilliWh (4000001) must be within 0..4000000",
                "'1500, 1500]'|'1500]'|must be equally long",
                "'1500, 1500, 1500, 1500]'|'9000, 1500, 1500, 1500]'|period 0: it may import 6000 Wh, more than the",
                "'\"throughputMaxWh\": 9000}'|'\"throughputMaxWh\": 9000}, \"orders\": [{\"period\": 0}]'|takes the place of orders",
            })
    void a_storage_order_that_cannot_be_is_refused_before_it_is_sealed(String right, String wrong, String words) {
        Person.Answer refused = dora.call(
                "POST",
                "/api/sessions/open/preview/grid-dora",
                BATTERY.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(refused.body().toString()).contains(words);
    }
}
