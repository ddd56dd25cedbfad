package org.gridbourse.node.intake;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A connection with an MQTT broker: meters' topics are heard, setpoints are told; it connects again by itself. */
public final class MqttConnection implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final Consumer<IntakeDesk.Message> messages;
    private final Set<String> subscribed = new HashSet<>();

    /**
     * A broker's address.
     *
     * @param user name and password; empty: none
     */
    public record Broker(String host, int port, String clientId, Optional<Login> user) {}

    /** A name and its password. */
    public record Login(String name, String password) {}

    /** @param messages told what comes, on the client's own thread; while it waits, so does the broker */
    public MqttConnection(Broker broker, Consumer<IntakeDesk.Message> messages) {
        this.messages = messages;
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

    /** Done once the broker has answered; it keeps what it cannot deliver while this client is away. */
    public CompletableFuture<Void> connect() {
        return client.connectWith().cleanSession(false).send().thenAccept(answer -> {});
    }

    public boolean isConnected() {
        return client.getState().isConnected();
    }

    /** Hears these topics as well; done once the broker has taken them. Those that are heard already stay so. */
    public synchronized CompletableFuture<Void> subscribe(Collection<String> filters) {
        List<String> topics =
                filters.stream().distinct().filter(subscribed::add).toList();
        CompletableFuture<?>[] answers = topics.stream()
                .map(topic -> client.subscribeWith()
                        .topicFilter(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .callback(this::take)
                        .send())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(answers);
    }

    private void take(Mqtt3Publish message) {
        messages.accept(
                new IntakeDesk.Message(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain()));
    }

    /** Tells a device or another program; done once the broker has taken it. */
    public CompletableFuture<Void> publish(String topic, String payload, boolean retained) {
        return client.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .send()
                .thenAccept(answer -> {});
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
