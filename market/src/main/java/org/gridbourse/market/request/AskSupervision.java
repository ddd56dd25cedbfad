package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks who gained where a seller fell short or a seal was left unopened.
 *
 * @param sessionId the session
 * @param page how many statements a call may read, and where the call before it ended
 */
public record AskSupervision(String sessionId, Paging page) implements Request {
    public static final String FUNCTION = "supervision";

    /** Most statements that one call reads. */
    public static final int STATEMENTS_MAX = 20_000;

    @Override
    public String function() {
        return FUNCTION;
    }

    public int statements() {
        return page.size().orElse(STATEMENTS_MAX);
    }

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("sessionId", sessionId)).build();
    }

    public static AskSupervision read(Fields fields) {
        return new AskSupervision(Codecs.id(fields, "sessionId"), Paging.read(fields, STATEMENTS_MAX));
    }
}
