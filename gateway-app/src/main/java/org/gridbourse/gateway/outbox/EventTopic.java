package org.gridbourse.gateway.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic, and the note of the last event in it. A transaction of Kafka writes both, so that whoever opens the topic
 * next knows what is there, however its predecessor ended. The note is kept as the offset of a consumer group that has
 * no consumers: the offset is the event's block, its metadata the event's transaction id.
 */
final class EventTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String topic;
    private final String name;
    private final Map<String, Object> settings;
    private final KafkaProducer<String, String> producer;
    private ConsumerGroupMetadata note;
    private Optional<String> last = Optional.empty();

    private EventTopic(String topic, String name, Map<String, Object> settings) {
        this.topic = topic;
        this.name = name;
        this.settings = settings;
        this.producer = new KafkaProducer<>(producerSettings(), new StringSerializer(), new StringSerializer());
    }

    /**
     * Ends what another producer of the same name has begun, and shuts it out.
     *
     * @param name of the producer and of its note
     * @param settings how the brokers are reached
     */
    static EventTopic open(String topic, String name, Map<String, Object> settings) {
        EventTopic opened = new EventTopic(topic, name, settings);
        try {
            opened.producer.initTransactions();
            opened.readNote();
            return opened;
        } catch (RuntimeException problem) {
            opened.close();
            throw problem;
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
        return all;
    }

    private void readNote() {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, name);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            note = reader.groupMetadata();
            last = Optional.ofNullable(
                            reader.committed(Set.of(notePlace()), PATIENCE).get(notePlace()))
                    .map(OffsetAndMetadata::metadata);
        }
    }

    /**
     * The transaction id of the last event in the topic when it was opened; empty if there was none, or the brokers have
     * forgotten.
     */
    Optional<String> last() {
        return last;
    }

    private TopicPartition notePlace() {
        return new TopicPartition(topic, 0);
    }

    /** All of them and the note of the last one, or nothing. */
    void write(List<OutboxRow> rows) {
        producer.beginTransaction();
        for (OutboxRow row : rows) {
            producer.send(message(row));
        }
        OutboxRow last = rows.get(rows.size() - 1);
        producer.sendOffsetsToTransaction(
                Map.of(notePlace(), new OffsetAndMetadata(last.blockNumber(), last.transactionId())), note);
        producer.commitTransaction();
    }

    /** Events of one session have one key, and so stay in order in a topic of several partitions. */
    private ProducerRecord<String, String> message(OutboxRow row) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(topic, row.sessionId().orElse(null), row.body());
        message.headers().add("transactionId", row.transactionId().getBytes(StandardCharsets.UTF_8));
        message.headers().add("name", row.name().getBytes(StandardCharsets.UTF_8));
        return message;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
