package org.gridbourse.cli.demo;

import java.time.Duration;
import java.util.Optional;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.rest.Announcement;
import org.gridbourse.cli.rest.Announcement.Delivery;
import org.gridbourse.cli.rest.Announcement.Pace;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.Children;
import org.gridbourse.programs.SurroundingsException;

/** Announces sessions at the grid company's gateway-app and waits until it has led them to their end. */
final class SessionDesk {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int PHASE_SECONDS = 600;

    private final Community community;
    private final GatewayClient operator;
    private final Children children;
    private final StoryTeller story;
    private final int graceSeconds;

    /** @param graceSeconds silence after which a phase waits no longer for who has not acted */
    SessionDesk(Community community, GatewayClient operator, Children children, StoryTeller story, int graceSeconds) {
        this.community = community;
        this.operator = operator;
        this.children = children;
        this.story = story;
        this.graceSeconds = graceSeconds;
    }

    /** Runs session {@code index}, counted from 0; one that is already announced is only waited for. */
    void run(int index) {
        String sessionId = Sessions.id(community, index);
        operator.post("/api/sessions", announcement(index));
        children.await("the end of session " + sessionId, LIMIT, LOOK, () -> {
            story.tellNews();
            return isClosed(sessionId);
        });
        story.tellNews();
    }

    private boolean isClosed(String sessionId) {
        JsonObject session = (JsonObject) operator.get("/api/sessions/" + sessionId);
        String phase = text(session, "phase").orElseThrow();
        if (phase.equals("CANCELLED")) {
            throw new SurroundingsException("session %s was cancelled".formatted(sessionId));
        }
        return phase.equals("CLOSED");
    }

    private JsonObject announcement(int index) {
        Delivery delivery = new Delivery(
                community.currency(),
                community.sessions().startOf(index),
                community.sessions().periodMinutes(),
                community.tariffs().get(index));
        Pace atOnce =
                new Pace(Optional.of(true), Optional.empty(), Optional.of(graceSeconds), Optional.of(PHASE_SECONDS));
        return Announcement.of(Sessions.id(community, index), delivery, atOnce).body();
    }

    private static Optional<String> text(JsonObject object, String key) {
        JsonValue value = object.members().get(key);
        return value instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
    }
}
