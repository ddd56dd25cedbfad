package org.gridbourse.node.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.node.intake.StorageFeed.Source;
import org.junit.jupiter.api.Test;

/** What a storage holds, from what it publishes. */
class StorageFeedTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StorageFeed feed = new StorageFeed(
            List.of(
                    Source.own("north-1", "battery"),
                    new Source("car", "wallbox/status", new ValuePath("soc"), true, Optional.empty())),
            () -> now);

    private void publish(String topic, String payload, boolean retained) {
        feed.take(new IntakeDesk.Message(topic, payload.getBytes(StandardCharsets.UTF_8), retained));
    }

    @Test
    void own_and_foreign_payloads_are_read() {
        publish(
                "gridbourse/north-1/state",
                "{\"at\": \"2026-03-01T11:59:30Z\", \"stateOfCharge\": {\"battery\": 0.42}}",
                false);
        publish("wallbox/status", "{\"soc\": 80}", false);

        assertThat(feed.stateOfCharge()).containsEntry("battery", 0.42).containsEntry("car", 0.8);
        assertThat(feed.topics()).containsExactly("gridbourse/north-1/state", "wallbox/status");
    }

    @Test
    void what_is_old_impossible_ahead_or_retained_without_a_time_does_not_count() {
        publish("wallbox/status", "{\"soc\": 80}", true);
        publish("wallbox/status", "{\"soc\": 101}", false);
        publish("wallbox/status", "{\"soc\": \"full\"}", false);
        publish(
                "gridbourse/north-1/state",
                "{\"at\": \"2026-03-01T12:30:00Z\", \"stateOfCharge\": {\"battery\": 1}}",
                false);
        publish("gridbourse/north-1/state", "not json: [", false);
        assertThat(feed.stateOfCharge()).isEmpty();

        publish(
                "gridbourse/north-1/state",
                "{\"at\": \"2026-03-01T12:00:00Z\", \"stateOfCharge\": {\"battery\": 1}}",
                true);
        assertThat(feed.stateOfCharge()).containsEntry("battery", 1.0);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(feed.stateOfCharge()).isEmpty();
    }

    @Test
    void of_two_words_the_newer_counts_in_whatever_order_they_come() {
        feed.say("battery", now.minusSeconds(60), 0.5);
        feed.say("battery", now.minusSeconds(120), 0.1);

        assertThat(feed.stateOfCharge()).containsEntry("battery", 0.5);
    }
}
