package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/** That a session adds to a base session: found from the base session's side. */
public record AddingRecord(String baseSessionId, String sessionId) implements StateRecord {

    @Override
    public String key() {
        return Keys.adding(baseSessionId, sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("baseSessionId", baseSessionId)
                .put("sessionId", sessionId)
                .build();
    }

    public static AddingRecord read(Fields fields) {
        return new AddingRecord(fields.text("baseSessionId"), fields.text("sessionId"));
    }
}
