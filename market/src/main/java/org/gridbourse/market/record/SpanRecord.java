package org.gridbourse.market.record;

import java.time.Instant;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * The time that a base session covers, by which overlapping ones and the session before are found.
 *
 * @param sessionId the session
 * @param start of its first period
 * @param end of its last period
 */
public record SpanRecord(String sessionId, Instant start, Instant end) implements StateRecord {

    @Override
    public String key() {
        return Keys.span(start, sessionId);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("startUtc", start.toString())
                .put("endUtc", end.toString())
                .build();
    }

    public static SpanRecord read(Fields fields) {
        return new SpanRecord(fields.text("sessionId"), Codecs.time(fields, "startUtc"), Codecs.time(fields, "endUtc"));
    }
}
