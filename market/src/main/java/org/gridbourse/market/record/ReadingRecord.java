package org.gridbourse.market.record;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * An accepted reading.
 *
 * @param participantId whose meter
 * @param series in which it counts
 * @param reading what it said
 */
public record ReadingRecord(String participantId, Series series, MeterReading reading) implements StateRecord {

    /** Whose readings they are, each with revisions of its own. */
    public enum Series {
        /** The meter's; a substitute to which its participant consented is the next revision of them. */
        METER,
        /** The operator's: they fill what was not measured, and give way to the meter's. */
        OPERATOR
    }

    @Override
    public String key() {
        return Keys.reading(participantId, reading, series);
    }

    @Override
    public JsonObject toJson() {
        return reading.json()
                .put("participantId", participantId)
                .put("series", series.name())
                .put("signature", reading.signature())
                .build();
    }

    public static ReadingRecord read(Fields fields) {
        return new ReadingRecord(
                fields.text("participantId"), fields.choice("series", Series.class), MeterReading.read(fields));
    }
}
