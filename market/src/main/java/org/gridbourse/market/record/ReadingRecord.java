package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * An accepted reading.
 *
 * @param participantId whose meter
 * @param reading what it said
 */
public record ReadingRecord(String participantId, MeterReading reading) implements StateRecord {

    @Override
    public String key() {
        return Keys.reading(
                reading.sessionId(), participantId, reading.period(), reading.meterId(), reading.revision());
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("meterId", reading.meterId())
                .put("sessionId", reading.sessionId())
                .put("period", reading.period())
                .put("revision", reading.revision())
                .put("importRegisterWh", reading.registers().imported().wh())
                .put("exportRegisterWh", reading.registers().exported().wh())
                .put("sequence", reading.sequence())
                .put("quality", reading.quality().name())
                .put("signature", reading.signature())
                .build();
    }

    public static ReadingRecord read(Fields fields) {
        return new ReadingRecord(fields.text("participantId"), MeterReading.read(fields));
    }
}
