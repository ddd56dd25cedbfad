package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for the proposals of a session, without their schedules.
 *
 * @param sessionId the session
 * @param page which part of the list
 */
public record AskProposals(String sessionId, Paging page) implements Request {
    public static final String FUNCTION = "proposals";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("sessionId", sessionId)).build();
    }

    public static AskProposals read(Fields fields) {
        return new AskProposals(Codecs.id(fields, "sessionId"), Paging.read(fields));
    }
}
