package org.gridbourse.market.request;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for what concerns one participant in one session.
 *
 * @param function {@link #COMMITMENT}, {@link #FILLS}, {@link #READINGS} or {@link #STATEMENTS}
 * @param sessionId the session
 * @param participantId whose
 * @param page which part of it, where it is a list
 */
public record AskInSession(String function, String sessionId, String participantId, Paging page) implements Request {
    public static final String COMMITMENT = "commitment";
    public static final String FILLS = "fills";
    public static final String READINGS = "readings";
    public static final String STATEMENTS = "statements";

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("sessionId", sessionId).put("participantId", participantId))
                .build();
    }

    /** How the request of one of the functions is read. */
    public static Function<Fields, AskInSession> of(String function) {
        return fields -> new AskInSession(
                function,
                Codecs.id(fields, "sessionId"),
                Codecs.participantId(fields, "participantId"),
                Paging.read(fields));
    }
}
