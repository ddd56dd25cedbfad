package org.gridbourse.market.ledger;

import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The registers from which a meter's first period of a session counts: as last read before.
 *
 * @param sessionId the session
 * @param participantId whose meter
 * @param meterId which meter
 * @param registers as last read, or as registered
 * @param sequence of that reading, 0 where there was none
 */
public record OpeningRecord(String sessionId, String participantId, String meterId, Registers registers, long sequence)
        implements StateRecord {

    @Override
    public String key() {
        return Keys.opening(sessionId, participantId, meterId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence)
                .build();
    }

    static OpeningRecord read(Fields fields) {
        return new OpeningRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                fields.text("meterId"),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence"));
    }
}
