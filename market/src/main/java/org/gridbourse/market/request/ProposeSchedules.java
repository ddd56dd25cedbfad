package org.gridbourse.market.request;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.StorageCodecs;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * Hands in one chunk of a proposal.
 *
 * @param sessionId the session
 * @param revision of the proposal of the caller's organisation
 * @param chunk which part, from 0
 * @param storage a schedule with its values per storage order of the chunk
 */
public record ProposeSchedules(String sessionId, int revision, int chunk, List<StorageSchedule> storage)
        implements Request {
    public static final String FUNCTION = "proposeSchedules";

    public ProposeSchedules {
        storage = List.copyOf(storage);
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("revision", revision)
                .put("chunk", chunk)
                .put("storage", StorageCodecs.json(storage))
                .build();
    }

    public static ProposeSchedules read(Fields fields) {
        return new ProposeSchedules(
                Codecs.id(fields, "sessionId"),
                Codecs.revision(fields),
                fields.integer("chunk", 0, StorageCodecs.CHUNKS_MAX - 1),
                fields.objects("storage", StorageCodecs::schedule));
    }
}
