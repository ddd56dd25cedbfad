package org.gridbourse.market.record;

import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditChange;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.rules.RuleSet;

/**
 * A change of a credit score, with what led to it.
 *
 * @param participantId whose
 * @param sessionId the session that caused it
 * @param ruleVersion rules by which it was computed
 * @param change scores, points and figures
 */
public record CreditEventRecord(String participantId, String sessionId, int ruleVersion, CreditChange change)
        implements StateRecord {

    @Override
    public String key() {
        return Keys.creditEvent(participantId, sessionId, change.cause().name());
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("participantId", participantId)
                .put("sessionId", sessionId)
                .put("ruleVersion", ruleVersion)
                .put("cause", change.cause().name())
                .put("before", change.before())
                .put("after", change.after())
                .put("beforeMilli", change.beforeMilli())
                .put("pointsMilli", change.pointsMilli())
                .put("afterMilli", change.afterMilli())
                .put("contractedWh", change.contracted().wh())
                .put("missWh", change.missed().wh())
                .build();
    }

    public static CreditEventRecord read(Fields fields) {
        fields.integer("before", 0, RuleSet.HIGHEST_SCORE);
        fields.integer("after", 0, RuleSet.HIGHEST_SCORE);
        return new CreditEventRecord(
                fields.text("participantId"),
                fields.text("sessionId"),
                fields.integer("ruleVersion", 1, 999),
                new CreditChange(
                        fields.choice("cause", CreditCause.class),
                        fields.number("beforeMilli"),
                        fields.number("pointsMilli"),
                        fields.number("afterMilli"),
                        new Energy(fields.number("contractedWh")),
                        new Energy(fields.number("missWh"))));
    }
}
