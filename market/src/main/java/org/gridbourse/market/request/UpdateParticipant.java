package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.ExchangeLimits;

/**
 * Changes the limits of a participant.
 *
 * @param participantId whose
 * @param revision one more than the participant has
 * @param limits the most that it can exchange in a period, each way
 */
public record UpdateParticipant(String participantId, int revision, ExchangeLimits limits) implements Request {
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
                .put("importLimitWh", limits.imported().wh())
                .put("exportLimitWh", limits.exported().wh())
                .build();
    }

    public static UpdateParticipant read(Fields fields) {
        return new UpdateParticipant(
                Codecs.participantId(fields, "participantId"), Codecs.revision(fields), ExchangeLimits.read(fields));
    }
}
