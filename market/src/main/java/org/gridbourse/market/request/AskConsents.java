package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;

/**
 * Asks for the consents that concern a participant, used and recalled ones too.
 *
 * @param participantId whose
 * @param page which part of the list
 */
public record AskConsents(String participantId, Paging page) implements Request {
    public static final String FUNCTION = "consents";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return page.put(JsonObject.builder().put("participantId", participantId))
                .build();
    }

    public static AskConsents read(Fields fields) {
        return new AskConsents(Codecs.participantId(fields, "participantId"), Paging.read(fields));
    }
}
