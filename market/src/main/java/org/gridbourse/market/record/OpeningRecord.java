package org.gridbourse.market.record;

import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The registers from which a meter's first period of a session counts: as read at the session's start, else as last
 * read before.
 *
 * @param sessionId the session
 * @param participantId whose meter
 * @param meterId which meter
 * @param registers as read at the start, as last read, or as registered
 * @param sequence of that reading, 0 where there was none
 * @param follows where it was read at the start: the session before, whose last register may still become known
 */
public record OpeningRecord(
        String sessionId,
        String participantId,
        String meterId,
        Registers registers,
        long sequence,
        Optional<String> follows)
        implements StateRecord {

    @Override
    public String key() {
        return Keys.opening(sessionId, participantId, meterId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence);
        follows.ifPresent(earlier -> builder.put("followsSessionId", earlier));
        return builder.build();
    }

    public static OpeningRecord read(Fields fields) {
        return new OpeningRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                fields.text("meterId"),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence"),
                fields.optionalText("followsSessionId"));
    }
}
