package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * Why a session was cancelled.
 *
 * @param sessionId the session
 * @param reason for people
 * @param from phase in which it was cancelled
 */
public record CancellationRecord(String sessionId, String reason, Phase from) implements StateRecord {

    @Override
    public String key() {
        return Keys.cancellation(sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("reason", reason)
                .put("from", from.name())
                .build();
    }

    public static CancellationRecord read(Fields fields) {
        return new CancellationRecord(
                fields.text("sessionId"), fields.text("reason"), fields.choice("from", Phase.class));
    }
}
