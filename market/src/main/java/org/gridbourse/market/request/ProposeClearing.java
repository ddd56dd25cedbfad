package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.ProposalHead;

/**
 * Begins a proposal for clearing a session that has storage orders; its schedules follow in chunks.
 *
 * @param sessionId the session
 * @param revision 1, 2, … of the caller's organisation
 * @param head prices, claimed score, hashes of the chunks
 */
public record ProposeClearing(String sessionId, int revision, ProposalHead head) implements Request {
    public static final String FUNCTION = "proposeClearing";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return head.put(JsonObject.builder().put("sessionId", sessionId).put("revision", revision))
                .build();
    }

    public static ProposeClearing read(Fields fields) {
        return new ProposeClearing(Codecs.id(fields, "sessionId"), Codecs.revision(fields), ProposalHead.read(fields));
    }
}
