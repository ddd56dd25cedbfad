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
 * @param key by which its readings are verified
 * @param opening registers at registration
 */
public record RegisterMeter(String participantId, String meterId, MeterKey key, Registers opening) implements Request {
    public static final String FUNCTION = "registerMeter";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("algorithm", key.algorithm().name())
                .put("publicKey", key.publicKey())
                .put("importRegisterWh", opening.imported().wh())
                .put("exportRegisterWh", opening.exported().wh())
                .build();
    }

    public static RegisterMeter read(Fields fields) {
        return new RegisterMeter(
                Codecs.participantId(fields, "participantId"),
                Codecs.id(fields, "meterId"),
                Codecs.meterKey(fields),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"));
    }
}
