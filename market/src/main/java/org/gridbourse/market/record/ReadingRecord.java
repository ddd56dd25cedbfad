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
        return reading.json()
                .put("participantId", participantId)
                .put("signature", reading.signature())
                .build();
    }

    public static ReadingRecord read(Fields fields) {
        return new ReadingRecord(fields.text("participantId"), MeterReading.read(fields));
    }
}
