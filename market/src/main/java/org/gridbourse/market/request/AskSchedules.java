package org.gridbourse.market.request;

import java.util.regex.Pattern;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.StorageCodecs;

/**
 * Asks for one chunk of a proposal.
 *
 * @param sessionId the session
 * @param mspId whose proposal
 * @param revision of the proposal
 * @param chunk which part, from 0
 */
public record AskSchedules(String sessionId, String mspId, int revision, int chunk) implements Request {
    public static final String FUNCTION = "schedules";

    private static final Pattern MSP_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("mspId", mspId)
                .put("revision", revision)
                .put("chunk", chunk)
                .build();
    }

    public static AskSchedules read(Fields fields) {
        return new AskSchedules(
                Codecs.id(fields, "sessionId"),
                Codecs.matching(fields, "mspId", MSP_ID),
                Codecs.revision(fields),
                fields.integer("chunk", 0, StorageCodecs.CHUNKS_MAX - 1));
    }
}
