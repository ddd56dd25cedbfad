package org.gridbourse.market.request;

import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for the postings on a participant's accounts.
 *
 * @param participantId whose
 * @param sessionId of one session; empty: what was paid in and out
 * @param page which part of the list
 */
public record AskStatementOfAccount(String participantId, Optional<String> sessionId, Paging page) implements Request {
    public static final String FUNCTION = "statementOfAccount";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder().put("participantId", participantId);
        sessionId.ifPresent(id -> builder.put("sessionId", id));
        return page.put(builder).build();
    }

    public static AskStatementOfAccount read(Fields fields) {
        return new AskStatementOfAccount(
                Codecs.participantId(fields, "participantId"),
                fields.has("sessionId") ? Optional.of(Codecs.id(fields, "sessionId")) : Optional.empty(),
                Paging.read(fields));
    }
}
