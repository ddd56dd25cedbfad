package org.gridbourse.market.request;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;

/**
 * Hands in readings of meters in one session, all or none.
 *
 * @param readings 1 to 2000, each measured and signed, or substituted without a signature
 */
public record SubmitReadings(List<MeterReading> readings) implements Request {
    public static final String FUNCTION = "submitReadings";

    /** The most readings of one request. */
    public static final int BATCH_MAX = 2000;

    public SubmitReadings {
        readings = List.copyOf(readings);
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put(
                        "readings",
                        JsonArray.of(readings.stream().map(MeterReading::toJson).toList()))
                .build();
    }

    public static SubmitReadings read(Fields fields) {
        List<MeterReading> readings = fields.objects("readings", MeterReading::read);
        if (readings.isEmpty() || readings.size() > BATCH_MAX) {
            throw fields.wrong("readings", "must be 1 to %s".formatted(BATCH_MAX));
        }
        for (MeterReading reading : readings) {
            if (!reading.sessionId().equals(readings.get(0).sessionId())) {
                throw fields.wrong("readings", "must all belong to one session");
            }
            boolean signed = !reading.signature().isEmpty();
            if (reading.quality() == Quality.ESTIMATED || signed != (reading.quality() == Quality.MEASURED)) {
                throw fields.wrong("readings", "must be MEASURED with a signature or SUBSTITUTED with an empty one");
            }
        }
        return new SubmitReadings(readings);
    }

    /**
     * A reading of a batch that was not taken.
     *
     * @param index in the batch, from 0
     */
    public record RefusedReading(int index, String code, String detail) {
        private static RefusedReading read(Fields fields) {
            return new RefusedReading(
                    fields.integer("index", 0, BATCH_MAX - 1), fields.text("code"), fields.text("detail"));
        }
    }

    /** What the contract's answer says of the readings that it did not take. */
    public static List<RefusedReading> refused(String answer) {
        return Fields.readKnown(Json.parse(answer), fields -> fields.objects("refused", RefusedReading::read));
    }
}
