package org.gridbourse.market.request;

import java.util.regex.Pattern;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.record.Codecs;

/**
 * Registers a participant.
 *
 * @param participantId pseudonym, {@code [a-z0-9-]{1,32}}
 * @param ownerId pseudonym of its owner
 * @param mspId organisation whose certificates speak for it
 * @param tieLine L, the most that it can exchange in a period
 */
public record RegisterParticipant(String participantId, String ownerId, String mspId, Energy tieLine)
        implements Request {
    public static final String FUNCTION = "registerParticipant";
    private static final Pattern MSP_ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("ownerId", ownerId)
                .put("mspId", mspId)
                .put("tieLineWh", tieLine.wh())
                .build();
    }

    public static RegisterParticipant read(Fields fields) {
        return new RegisterParticipant(
                Codecs.participantId(fields, "participantId"),
                Codecs.participantId(fields, "ownerId"),
                Codecs.matching(fields, "mspId", MSP_ID),
                tieLine(fields));
    }

    static Energy tieLine(Fields fields) {
        return new Energy(fields.number("tieLineWh", 1, MarketLimits.ENERGY_MAX_WH));
    }
}
