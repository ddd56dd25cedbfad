package org.gridbourse.market.request;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.rules.RuleSet;

/**
 * Proposes a version of the rules.
 *
 * @param rules the figures
 * @param firstSessionId the first session that runs under it
 */
public record ProposeRules(RuleSet rules, String firstSessionId) implements Request {
    public static final String FUNCTION = "proposeRules";

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("ruleVersion", rules.version())
                .put("parameters", RulesRecord.parametersJson(rules))
                .put("firstSessionId", firstSessionId)
                .build();
    }

    public static ProposeRules read(Fields fields) {
        int version = ApproveRules.read(fields).ruleVersion();
        return new ProposeRules(
                fields.object("parameters", parameters -> RulesRecord.readParameters(version, parameters)),
                Codecs.id(fields, "firstSessionId"));
    }
}
