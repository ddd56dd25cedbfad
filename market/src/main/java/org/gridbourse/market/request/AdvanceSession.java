package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Phase;

/**
 * Does the next step of a change of phase.
 *
 * @param sessionId the session
 * @param from phase that is left
 * @param step counted from 0
 * @param maxItems how much the step may do; empty for the most that a transaction carries
 */
public record AdvanceSession(String sessionId, Phase from, int step, Optional<Integer> maxItems) implements Request {
    public static final String FUNCTION = "advanceSession";

    /** The most that one step may do. */
    public static final int ITEMS_MAX = 5000;

    @Override
    public String function() {
        return FUNCTION;
    }

    public int items() {
        return maxItems.orElse(ITEMS_MAX);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("from", from.name())
                .put("step", step);
        maxItems.ifPresent(most -> builder.put("maxItems", most));
        return builder.build();
    }

    public static AdvanceSession read(Fields fields) {
        Phase from = fields.choice("from", Phase.class);
        if (from.isOver()) {
            throw fields.wrong("from", "must be a phase that is followed by another");
        }
        return new AdvanceSession(
                Codecs.id(fields, "sessionId"),
                from,
                fields.integer("step", 0, Integer.MAX_VALUE),
                readMaxItems(fields));
    }

    static Optional<Integer> readMaxItems(Fields fields) {
        return fields.has("maxItems") ? Optional.of(fields.integer("maxItems", 1, ITEMS_MAX)) : Optional.empty();
    }
}
