package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks how a period was cleared.
 *
 * @param sessionId the session
 * @param period index, from 0
 */
public record AskClearing(String sessionId, int period) implements Request {
    public static final String FUNCTION = "clearing";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("period", period)
                .build();
    }

    public static AskClearing read(Fields fields) {
        return new AskClearing(Codecs.id(fields, "sessionId"), Codecs.period(fields));
    }
}
