package org.gridbourse.market.request;

import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.signature.MeterKey;

/**
 * Registers a meter of a participant.
 *
 * @param participantId whose
 * @param meterId unique
 * @param connectionPoint where it measures: meters of one point are netted
 * @param key by which its readings are verified
 * @param opening registers at registration
 */
public record RegisterMeter(
        String participantId, String meterId, String connectionPoint, MeterKey key, Registers opening)
        implements Request {
    public static final String FUNCTION = "registerMeter";

    /** The connection point where none is named. */
    public static final String FIRST_POINT = "1";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("connectionPoint", connectionPoint);
        return Codecs.put(key, builder)
                .put("importRegisterWh", opening.imported().wh())
                .put("exportRegisterWh", opening.exported().wh())
                .build();
    }

    public static RegisterMeter read(Fields fields) {
        return new RegisterMeter(
                Codecs.participantId(fields, "participantId"),
                Codecs.id(fields, "meterId"),
                fields.has("connectionPoint") ? Codecs.id(fields, "connectionPoint") : FIRST_POINT,
                Codecs.meterKey(fields),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"));
    }
}
