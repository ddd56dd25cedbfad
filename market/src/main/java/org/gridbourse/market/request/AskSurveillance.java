package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for concentration, prices, voided volume and compensation of a session.
 *
 * @param sessionId the session
 * @param page how many fills a call may read, and where the call before it ended
 */
public record AskSurveillance(String sessionId, Paging page) implements Request {
    public static final String FUNCTION = "surveillance";

    /** Most fills that one call reads. */
    public static final int FILLS_MAX = 50_000;

    @Override
    public String function() {
        return FUNCTION;
    }

    public int fills() {
        return page.size().orElse(FILLS_MAX);
    }

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("sessionId", sessionId)).build();
    }

    public static AskSurveillance read(Fields fields) {
        return new AskSurveillance(Codecs.id(fields, "sessionId"), Paging.read(fields, FILLS_MAX));
    }
}
