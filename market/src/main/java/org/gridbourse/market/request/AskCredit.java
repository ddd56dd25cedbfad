package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for the changes of a participant's credit score.
 *
 * @param participantId whose
 * @param page which part of the list
 */
public record AskCredit(String participantId, Paging page) implements Request {
    public static final String FUNCTION = "credit";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("participantId", participantId))
                .build();
    }

    public static AskCredit read(Fields fields) {
        return new AskCredit(Codecs.participantId(fields, "participantId"), Paging.read(fields));
    }
}
