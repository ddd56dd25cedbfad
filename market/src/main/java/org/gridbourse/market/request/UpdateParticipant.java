package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Codecs;

/**
 * Changes the tie line of a participant.
 *
 * @param participantId whose
 * @param revision one more than the participant has
 * @param tieLine L, the most that it can exchange in a period
 */
public record UpdateParticipant(String participantId, int revision, Energy tieLine) implements Request {
    public static final String FUNCTION = "updateParticipant";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("revision", revision)
                .put("tieLineWh", tieLine.wh())
                .build();
    }

    public static UpdateParticipant read(Fields fields) {
        return new UpdateParticipant(
                Codecs.participantId(fields, "participantId"),
                Codecs.revision(fields),
                RegisterParticipant.tieLine(fields));
    }
}
