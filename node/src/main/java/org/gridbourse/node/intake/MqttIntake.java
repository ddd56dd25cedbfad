package org.gridbourse.node.intake;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Subscribes to meters' topics at an MQTT broker and hands what comes to the desk; connects again by itself. */
public final class MqttIntake implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final IntakeDesk desk;
    private final InstantSource clock;
    private final Consumer<IntakeDesk.Receipt> receipts;

    /**
     * A broker's address.
     *
     * @param user name and password; empty: none
     */
    public record Broker(String host, int port, String clientId, Optional<Login> user) {}

    /** A name and its password. */
    public record Login(String name, String password) {}

    /** @param receipts told what became of each message, on the client's own thread */
    public MqttIntake(Broker broker, IntakeDesk desk, InstantSource clock, Consumer<IntakeDesk.Receipt> receipts) {
        this.desk = desk;
        this.clock = clock;
        this.receipts = receipts;
        var builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(broker.clientId())
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnectWithDefaultConfig();
        broker.user().ifPresent(login -> builder.simpleAuth()
                .username(login.name())
                .password(login.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        this.client = builder.buildAsync();
    }

    /** Done once every topic is subscribed; the broker keeps what it could not deliver while this client was away. */
    public CompletableFuture<Void> start() {
        List<String> topics =
                desk.mappings().stream().map(MeterMapping::topic).distinct().toList();
        return client.connectWith().cleanSession(false).send().thenCompose(connected -> {
            CompletableFuture<?>[] subscribed = topics.stream()
                    .map(topic -> client.subscribeWith()
                            .topicFilter(topic)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .callback(this::take)
                            .send())
                    .toArray(CompletableFuture<?>[]::new);
            return CompletableFuture.allOf(subscribed);
        });
    }

    private void take(Mqtt3Publish message) {
        IntakeDesk.Message taken =
                new IntakeDesk.Message(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain());
        desk.take(taken, clock.instant()).forEach(receipts);
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
