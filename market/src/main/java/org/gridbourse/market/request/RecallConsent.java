package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ConsentRecord.Consent;

/** Takes a consent back that was not used yet. */
public record RecallConsent(Consent consent) implements Request {
    public static final String FUNCTION = "recallConsent";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return GiveConsent.json(consent).build();
    }

    public static RecallConsent read(Fields fields) {
        return new RecallConsent(GiveConsent.readConsent(fields));
    }
}
