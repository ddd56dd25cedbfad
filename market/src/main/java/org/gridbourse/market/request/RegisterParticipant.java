package org.gridbourse.market.request;

import java.util.regex.Pattern;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.record.ParticipantRecord.Custody;

/**
 * Registers a participant.
 *
 * @param participantId pseudonym, {@code [a-z0-9][a-z0-9-]{0,31}}
 * @param ownerId pseudonym of its owner
 * @param mspId organisation whose certificates speak for it
 * @param custody who holds its key; absent: its organisation
 * @param limits the most that it can exchange in a period, each way
 */
public record RegisterParticipant(
        String participantId, String ownerId, String mspId, Custody custody, ExchangeLimits limits) implements Request {
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
                .put("custody", custody.name())
                .put("importLimitWh", limits.imported().wh())
                .put("exportLimitWh", limits.exported().wh())
                .build();
    }

    public static RegisterParticipant read(Fields fields) {
        return new RegisterParticipant(
                Codecs.participantId(fields, "participantId"),
                Codecs.participantId(fields, "ownerId"),
                Codecs.matching(fields, "mspId", MSP_ID),
                fields.has("custody") ? fields.choice("custody", Custody.class) : Custody.ORGANISATION,
                ExchangeLimits.read(fields));
    }
}
