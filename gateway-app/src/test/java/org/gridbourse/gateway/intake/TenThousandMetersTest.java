package org.gridbourse.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gridbourse.node.intake.CountedRegister;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.MeterMapping;
import org.gridbourse.node.intake.MqttConnection;
import org.gridbourse.node.intake.ValuePath;
import org.gridbourse.node.meter.EnergyUnit;
import org.gridbourse.programs.Ports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A day of many meters through a broker on loopback into the database: each Wh once. Says how long it took. */
class TenThousandMetersTest {
    @BeforeAll
    static void quietBroker() {
        ((Logger) LoggerFactory.getLogger("io.moquette")).setLevel(Level.WARN); // a line per message otherwise
    }

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int IN_FLIGHT = 100;
    private static final int BATCH = 500;

    @TempDir
    private Path folder;

    @Test
    void a_day_of_200_meters_is_counted_to_the_last_Wh() throws Exception {
        run(200, 96);
    }

    @Test
    @Tag("long")
    void a_day_of_10_000_meters_is_counted_to_the_last_Wh() throws Exception {
        run(10_000, 96);
    }

    private void run(int meters, int quarters) throws Exception {
        int port = Ports.free();
        Server broker = broker(port);
        DriverManagerDataSource source =
                new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("db") + ";DATABASE_TO_LOWER=TRUE");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V9__meter_intake.sql")).execute(source);
        MeterDesk desk = new MeterDesk(
                new IntakeDesk(mappings(meters), ZoneOffset.UTC),
                new DatabaseSamples(new JdbcTemplate(source)),
                () -> START.plus(Duration.ofDays(2)));
        BlockingQueue<IntakeDesk.Message> waiting = new LinkedBlockingQueue<>(100_000);
        long began = System.nanoTime();
        try (MqttConnection connection = new MqttConnection(
                new MqttConnection.Broker("127.0.0.1", port, "intake", Optional.empty()),
                message -> put(waiting, message))) {
            connection.connect().get(30, TimeUnit.SECONDS);
            connection.subscribe(desk.topics()).get(300, TimeUnit.SECONDS);
            Thread publisher = new Thread(() -> publish(port, meters, quarters));
            publisher.start();
            long counted = 0;
            while (counted < (long) meters * quarters) {
                List<IntakeDesk.Message> batch = new ArrayList<>();
                IntakeDesk.Message first = waiting.poll(120, TimeUnit.SECONDS);
                assertThat(first).as("message after %d", counted).isNotNull();
                batch.add(first);
                waiting.drainTo(batch, BATCH - 1);
                counted += desk.take(batch).stream()
                        .filter(receipt -> receipt.verdict().counts())
                        .count();
            }
            publisher.join();
        } finally {
            broker.stopServer();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        for (int meter = 0; meter < meters; meter++) {
            Instant last = START.plus(Duration.ofMinutes(15L * (quarters - 1)));
            assertThat(desk.register("m-" + meter, last, Duration.ofMinutes(15))
                            .orElseThrow()
                            .importMilliWh())
                    .isEqualTo(1000L * shownWh(meter, quarters - 1));
        }
        System.out.printf(
                "%d meters x %d messages through the broker into the database: %.1f s, %.0f messages/s%n",
                meters, quarters, seconds, meters * quarters / seconds);
    }

    private static void put(BlockingQueue<IntakeDesk.Message> waiting, IntakeDesk.Message message) {
        try {
            waiting.put(message);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static long shownWh(int meter, int quarter) {
        return 1000L * meter + 137L * quarter;
    }

    /** One filter for all, as a gateway-app of many meters has it; each meter by its own topic. */
    private static List<MeterMapping> mappings(int meters) {
        List<MeterMapping> mappings = new ArrayList<>();
        for (int meter = 0; meter < meters; meter++) {
            mappings.add(new MeterMapping(
                    "m-" + meter,
                    "gridbourse/m-%d/register".formatted(meter),
                    Optional.of(new MeterMapping.Register(new ValuePath("importWh"), EnergyUnit.WH)),
                    Optional.empty(),
                    Optional.of(new ValuePath("at")),
                    new CountedRegister.Limits(1000, Long.MAX_VALUE),
                    Duration.ZERO));
        }
        return mappings;
    }

    private static void publish(int port, int meters, int quarters) {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("meters")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        for (int quarter = 0; quarter < quarters; quarter++) {
            Instant at = START.plus(Duration.ofMinutes(15L * quarter));
            for (int meter = 0; meter < meters; meter++) {
                inFlight.acquireUninterruptibly();
                String payload = "{\"at\": \"%s\", \"importWh\": %d}".formatted(at, shownWh(meter, quarter));
                client.publishWith()
                        .topic("gridbourse/m-%d/register".formatted(meter))
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send()
                        .whenComplete((answer, problem) -> inFlight.release());
            }
        }
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        client.disconnect().join();
    }

    private Server broker(int port) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("data_path", folder.toString());
        settings.setProperty("telemetry_enabled", "false");
        settings.setProperty("persistence_enabled", "false");
        Server broker = new Server();
        broker.startServer(new MemoryConfig(settings));
        return broker;
    }
}
