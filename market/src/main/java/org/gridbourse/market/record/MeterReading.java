package org.gridbourse.market.record;

import java.time.Instant;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.MarketLimits;

/**
 * What a meter says about the end of a period, or about the start of its session, which is the end of period -1. Its
 * signature covers {@link CanonicalBytes#reading}.
 *
 * @param meterId which meter
 * @param sessionId session of the period
 * @param period index, from 0; -1 is the start of the session
 * @param end when it was taken: the end of the period
 * @param revision 1, one more with each correction
 * @param registers cumulative import and export at the end of the period
 * @param sequence the meter's own counter, rising
 * @param quality measured, or substituted by the operator
 * @param signature base64; empty where the operator substitutes
 */
public record MeterReading(
        String meterId,
        String sessionId,
        int period,
        Instant end,
        int revision,
        Registers registers,
        long sequence,
        Quality quality,
        String signature) {
    private static final int START = -1;

    /** How a reading, or the energy of a period, is known. */
    public enum Quality {
        /** Read by the meter. */
        MEASURED,
        /** Put in by the operator. */
        SUBSTITUTED,
        /** One reading came for several periods, or for time that was skipped. */
        UNMEASURED,
        /** Computed: no reading came. */
        ESTIMATED;

        public Quality orWorse(Quality other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Whether it says where the session begins. */
    public boolean isOfStart() {
        return period == START;
    }

    /** The reading with its signature. */
    public JsonObject toJson() {
        return json().put("signature", signature).build();
    }

    /** The reading without its signature. */
    JsonObject.Builder json() {
        return JsonObject.builder()
                .put("meterId", meterId)
                .put("sessionId", sessionId)
                .put("period", period)
                .put("endUtc", end.toString())
                .put("revision", revision)
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence)
                .put("quality", quality.name());
    }

    public static MeterReading read(Fields fields) {
        return new MeterReading(
                Codecs.id(fields, "meterId"),
                Codecs.id(fields, "sessionId"),
                fields.integer("period", START, MarketLimits.PERIODS_MAX - 1),
                Codecs.time(fields, "endUtc"),
                Codecs.revision(fields),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence", 1, Long.MAX_VALUE),
                fields.choice("quality", Quality.class),
                fields.text("signature"));
    }
}
