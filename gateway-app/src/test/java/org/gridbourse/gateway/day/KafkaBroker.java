package org.gridbourse.gateway.day;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.gridbourse.programs.Ports;
import org.slf4j.LoggerFactory;

/** A broker of Kafka in a process of its own, its own controller (KRaft); it can be killed and started again. */
final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER = "Z3JpZGJvdXJzZS10ZXN0cw";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path settings;
    private final int port = Ports.free();
    private Process process;

    static {
        // its clients tell each of their settings
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.WARN);
    }

    private KafkaBroker(Path folder) throws IOException {
        this.folder = folder;
        int controller = Ports.free();
        this.settings = Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(
                        controller, port, controller, folder.resolve("log")));
    }

    static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        KafkaBroker broker = new KafkaBroker(folder);
        Process formatted = broker.java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c");
        if (!formatted.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || formatted.exitValue() != 0) {
            throw new IllegalStateException(broker.log());
        }
        return broker.start();
    }

    KafkaBroker start() throws IOException {
        process = java("kafka.Kafka");
        return this;
    }

    private Process java(String main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(words));
        command.add(settings.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The values of a topic's one partition from its beginning on, of transactions that were committed. */
    List<String> values(String topic) {
        Map<String, Object> reading = Map.of(
                "bootstrap.servers",
                servers(),
                "isolation.level",
                "read_committed",
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis());
        List<String> values = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long limit = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < limit) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> values.add(message.value()));
            }
            return values;
        } catch (KafkaException notThereYet) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return List.of();
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("broker.log"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        kill();
    }
}
