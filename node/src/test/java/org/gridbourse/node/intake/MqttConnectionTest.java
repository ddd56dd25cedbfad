package org.gridbourse.node.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridbourse.programs.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttConnectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final Server broker = new Server();
    private int port;

    @BeforeEach
    void start_a_broker_on_loopback() throws IOException {
        port = Ports.free();
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("data_path", folder.toString());
        settings.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(settings));
    }

    @AfterEach
    void stop_it() {
        broker.stopServer();
    }

    @Test
    void registers_that_a_meter_publishes_are_counted_and_what_comes_twice_counts_once() throws Exception {
        MeterMapping mapping = MeterMapping.own("m-1", new CountedRegister.Limits(30, Long.MAX_VALUE));
        IntakeDesk desk = new IntakeDesk(List.of(mapping), ZoneOffset.UTC);
        BlockingQueue<IntakeDesk.Receipt> receipts = new LinkedBlockingQueue<>();
        MqttConnection.Broker address = new MqttConnection.Broker("127.0.0.1", port, "intake", Optional.empty());
        try (MqttConnection connection =
                new MqttConnection(address, message -> receipts.addAll(desk.take(message, NOW)))) {
            connection.connect().get(30, TimeUnit.SECONDS);
            connection.subscribe(desk.topics()).get(30, TimeUnit.SECONDS);
            Mqtt3BlockingClient meter = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier("m-1")
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .buildBlocking();
            meter.connect();
            for (String payload : new String[] {
                "{\"at\":\"2026-03-01T11:30:00Z\",\"importWh\":1000,\"exportWh\":0}",
                "{\"at\":\"2026-03-01T11:45:00Z\",\"importWh\":1250,\"exportWh\":0}",
                "{\"at\":\"2026-03-01T11:45:00Z\",\"importWh\":1250,\"exportWh\":0}"
            }) {
                meter.publishWith()
                        .topic("gridbourse/m-1/register")
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .send();
            }

            assertThat(verdict(receipts)).isEqualTo(Verdict.ACCEPTED);
            assertThat(verdict(receipts)).isEqualTo(Verdict.ACCEPTED);
            assertThat(verdict(receipts)).isEqualTo(Verdict.DUPLICATE);
            meter.disconnect();
        }
        assertThat(desk.importedMilliWh("m-1", NOW)).hasValue(250_000);
    }

    private static Verdict verdict(BlockingQueue<IntakeDesk.Receipt> receipts) throws InterruptedException {
        return receipts.poll(30, TimeUnit.SECONDS).verdict();
    }
}
