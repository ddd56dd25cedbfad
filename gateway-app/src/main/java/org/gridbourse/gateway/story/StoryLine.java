package org.gridbourse.gateway.story;

import java.util.Optional;

/**
 * One sentence of the day.
 *
 * @param topic SESSION, PHASE, DEFAULT, DELIVERY, CREDIT, OUTAGE or WAIT
 */
record StoryLine(Optional<String> sessionId, String topic, String text) {
    static StoryLine of(String sessionId, String topic, String text) {
        return new StoryLine(Optional.of(sessionId), topic, text);
    }
}
