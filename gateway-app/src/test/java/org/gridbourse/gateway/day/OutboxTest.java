package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.testkit.NetworkExtension;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The grid company's instance carries ledger events to a broker of Kafka; both are killed while events come in. */
class OutboxTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(OutboxTest.class));

    private static final String TOPIC = "energy-events";
    private static final int KILLS = 3;
    private static final String LAST = "last";

    @TempDir
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void each_event_is_in_the_topic_once_and_in_ledger_order_though_publisher_and_broker_were_killed()
            throws Exception {
        NETWORK.connection().write(folder);
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
                Instance grid = new Instance(
                                "Grid",
                                folder.resolve("grid"),
                                folder.resolve("connection.json"),
                                new Village(folder).agents("Grid"))
                        .withArgument("--gridbourse.outbox=true")
                        .withArgument("--gridbourse.kafka.servers=" + broker.servers())
                        .withArgument("--gridbourse.kafka.topic=" + TOPIC)
                        .start()
                        .awaitHealthy();
                GatewayConnection operator = NETWORK.connect("Grid", "operator")) {
            Contract contract = operator.gateway().getNetwork("energy").getContract("market");
            Thread traffic = new Thread(() -> sendUntilOver(contract), "traffic");
            traffic.start();
            for (int kill = 0; kill < KILLS; kill++) {
                int seen = broker.values(TOPIC).size();
                grid.await(
                        "more events in the topic", () -> broker.values(TOPIC).size() > seen);
                grid.kill();
                if (kill == 1) {
                    broker.kill();
                    broker.start();
                }
                grid.start().awaitHealthy();
            }
            over.set(true);
            traffic.join();
            List<String> ledger = ledger(operator);
            grid.await("all events", () -> broker.values(TOPIC).size() >= ledger.size());
            assertThat(broker.values(TOPIC))
                    .extracting(value -> JsonMapper.shared()
                            .readTree(value)
                            .get("transactionId")
                            .asString())
                    .isEqualTo(ledger)
                    .doesNotHaveDuplicates();
        }
    }

    private void sendUntilOver(Contract contract) {
        try {
            for (int i = 0; !over.get(); i++) {
                contract.submitTransaction("ping", "{\"pingId\":\"event-%d\"}".formatted(i));
                Thread.sleep(20);
            }
            contract.submitTransaction("ping", "{\"pingId\":\"%s\"}".formatted(LAST));
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The ids of all transactions with an event, up to the last ping. */
    private static List<String> ledger(GatewayConnection client) {
        List<String> ids = new ArrayList<>();
        try (CloseableIterator<ChaincodeEvent> events = client.gateway()
                .getNetwork("energy")
                .newChaincodeEventsRequest("market")
                .startBlock(0)
                .build()
                .getEvents()) {
            while (true) {
                ChaincodeEvent event = events.next();
                ids.add(event.getTransactionId());
                if (new String(event.getPayload(), StandardCharsets.UTF_8)
                        .contains("\"pingId\":\"%s\"".formatted(LAST))) {
                    return ids;
                }
            }
        }
    }
}
