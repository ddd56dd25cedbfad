package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Does the next step of the check of a whole proposal, after all its chunks are in.
 *
 * @param sessionId the session
 * @param revision of the proposal of the caller's organisation
 * @param step counted from 0
 */
public record ProveProposal(String sessionId, int revision, int step) implements Request {
    public static final String FUNCTION = "proveProposal";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("revision", revision)
                .put("step", step)
                .build();
    }

    public static ProveProposal read(Fields fields) {
        return new ProveProposal(
                Codecs.id(fields, "sessionId"), Codecs.revision(fields), fields.integer("step", 0, Integer.MAX_VALUE));
    }
}
