package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/** Prepays all trades of a participant in a session. */
public record Prepay(String sessionId, String participantId) implements Request {
    public static final String FUNCTION = "prepay";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .build();
    }

    public static Prepay read(Fields fields) {
        return new Prepay(Codecs.id(fields, "sessionId"), Codecs.participantId(fields, "participantId"));
    }
}
