package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Cancels a session before it is cleared, in steps.
 *
 * @param sessionId the session
 * @param reason for people
 * @param step counted from 0
 * @param maxItems how much the step may do; empty for the most that a transaction carries
 */
public record CancelSession(String sessionId, String reason, int step, Optional<Integer> maxItems) implements Request {
    public static final String FUNCTION = "cancelSession";

    @Override
    public String function() {
        return FUNCTION;
    }

    public int items() {
        return maxItems.orElse(AdvanceSession.ITEMS_MAX);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("reason", reason)
                .put("step", step);
        maxItems.ifPresent(most -> builder.put("maxItems", most));
        return builder.build();
    }

    public static CancelSession read(Fields fields) {
        return new CancelSession(
                Codecs.id(fields, "sessionId"),
                Codecs.prose(fields, "reason"),
                fields.has("step") ? fields.integer("step", 0, Integer.MAX_VALUE) : 0,
                AdvanceSession.readMaxItems(fields));
    }
}
