package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.MeterRecord.DatedKey;

/**
 * Replaces the key of a meter.
 *
 * @param meterId which meter
 * @param revision one more than it has keys
 * @param key the new key, and from when on it signs
 */
public record RotateMeterKey(String meterId, int revision, DatedKey key) implements Request {
    public static final String FUNCTION = "rotateMeterKey";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("meterId", meterId)
                .put("revision", revision)
                .put("fromUtc", key.from().toString());
        return Codecs.put(key.key(), builder).build();
    }

    public static RotateMeterKey read(Fields fields) {
        return new RotateMeterKey(
                Codecs.id(fields, "meterId"),
                Codecs.revision(fields),
                new DatedKey(Codecs.time(fields, "fromUtc"), Codecs.meterKey(fields)));
    }
}
