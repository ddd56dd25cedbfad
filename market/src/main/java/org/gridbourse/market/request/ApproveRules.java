package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/** Approves a version of the rules that another organisation has proposed. */
public record ApproveRules(int ruleVersion) implements Request {
    public static final String FUNCTION = "approveRules";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("ruleVersion", ruleVersion).build();
    }

    public static ApproveRules read(Fields fields) {
        return new ApproveRules(fields.integer("ruleVersion", 1, 999));
    }
}
