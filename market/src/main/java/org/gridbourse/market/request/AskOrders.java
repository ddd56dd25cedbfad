package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for revealed orders.
 *
 * @param sessionId the session
 * @param participantId of one participant; empty: of all
 * @param page which part of the list
 */
public record AskOrders(String sessionId, Optional<String> participantId, Paging page) implements Request {
    public static final String FUNCTION = "orders";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder().put("sessionId", sessionId);
        participantId.ifPresent(id -> builder.put("participantId", id));
        return page.put(builder).build();
    }

    public static AskOrders read(Fields fields) {
        return new AskOrders(
                Codecs.id(fields, "sessionId"),
                fields.has("participantId")
                        ? Optional.of(Codecs.participantId(fields, "participantId"))
                        : Optional.empty(),
                Paging.read(fields));
    }
}
