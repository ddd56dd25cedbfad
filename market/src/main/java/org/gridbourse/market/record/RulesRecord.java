package org.gridbourse.market.record;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.rules.ClassTerms;
import org.gridbourse.market.rules.CreditFormula;
import org.gridbourse.market.rules.RuleSet;

/**
 * A version of the rules, proposed by the grid company and in force once another organisation has approved it and its
 * first session is announced.
 *
 * @param rules the figures
 * @param firstSessionId the first session that runs under it
 * @param proposedBy MSP of the proposal
 * @param approvedBy MSP of the approval, empty before it
 */
public record RulesRecord(RuleSet rules, String firstSessionId, String proposedBy, Optional<String> approvedBy)
        implements StateRecord {

    public RulesRecord approved(String mspId) {
        return new RulesRecord(rules, firstSessionId, proposedBy, Optional.of(mspId));
    }

    @Override
    public String key() {
        return Keys.rules(rules.version());
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("ruleVersion", rules.version())
                .put("firstSessionId", firstSessionId)
                .put("parameters", parametersJson(rules))
                .put("proposedBy", proposedBy)
                .put("status", approvedBy.isPresent() ? "APPROVED" : "PROPOSED");
        approvedBy.ifPresent(mspId -> builder.put("approvedBy", mspId));
        return builder.build();
    }

    public static JsonObject parametersJson(RuleSet rules) {
        CreditFormula credit = rules.credit();
        return JsonObject.builder()
                .put(
                        "classes",
                        JsonArray.of(rules.terms().stream()
                                .map(RulesRecord::termsJson)
                                .toList()))
                .put("startScore", credit.startScore())
                .put("gain", credit.gain())
                .put("penalty", credit.penalty())
                .put("tolerancePercent", credit.tolerancePercent())
                .put("notRevealed", credit.notRevealed())
                .put("prepaymentDefault", credit.prepaymentDefault())
                .put("estimated", credit.estimated())
                .put("wayBackHours", credit.wayBackHours())
                .put("wayBackScore", credit.wayBackScore())
                .build();
    }

    private static JsonObject termsJson(ClassTerms terms) {
        return JsonObject.builder()
                .put("lowestScore", terms.lowestScore())
                .put("ratePercent", terms.rate().percent())
                .put("volumePercent", terms.volumePercent())
                .build();
    }

    public static RulesRecord read(Fields fields) {
        fields.text("status");
        int version = fields.integer("ruleVersion", 1, 999);
        return new RulesRecord(
                fields.object("parameters", parameters -> readParameters(version, parameters)),
                fields.text("firstSessionId"),
                fields.text("proposedBy"),
                fields.optionalText("approvedBy"));
    }

    public static RuleSet readParameters(int version, Fields fields) {
        List<ClassTerms> terms = fields.objects(
                "classes",
                each -> new ClassTerms(
                        each.integer("lowestScore", 0, RuleSet.HIGHEST_SCORE),
                        Codecs.bondRate(each),
                        each.integer("volumePercent", 0, 100)));
        return new RuleSet(
                version,
                terms,
                new CreditFormula(
                        points(fields, "startScore"),
                        points(fields, "gain"),
                        points(fields, "penalty"),
                        fields.integer("tolerancePercent", 0, 50),
                        points(fields, "notRevealed"),
                        points(fields, "prepaymentDefault"),
                        points(fields, "estimated"),
                        points(fields, "wayBackHours"),
                        points(fields, "wayBackScore")));
    }

    private static int points(Fields fields, String key) {
        return fields.integer(key, 0, RuleSet.HIGHEST_SCORE);
    }
}
