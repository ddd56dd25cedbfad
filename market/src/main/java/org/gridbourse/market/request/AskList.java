package org.gridbourse.market.request;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * Asks for a list of all there are.
 *
 * @param function {@link #SESSIONS}, {@link #PARTICIPANTS}, {@link #RULES} or {@link #RECONCILIATION}
 * @param page which part of it
 */
public record AskList(String function, Paging page) implements Request {
    public static final String SESSIONS = "sessions";
    public static final String PARTICIPANTS = "participants";
    public static final String RULES = "rules";
    public static final String RECONCILIATION = "reconciliation";

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder()).build();
    }

    /** How the request of one of the functions is read. */
    public static Function<Fields, AskList> of(String function) {
        return fields -> new AskList(function, Paging.read(fields));
    }
}
