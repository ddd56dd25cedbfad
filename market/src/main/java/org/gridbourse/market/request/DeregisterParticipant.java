package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/** Ends the part of a participant that has nothing open. */
public record DeregisterParticipant(String participantId) implements Request {
    public static final String FUNCTION = "deregisterParticipant";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("participantId", participantId).build();
    }

    public static DeregisterParticipant read(Fields fields) {
        return new DeregisterParticipant(Codecs.participantId(fields, "participantId"));
    }
}
