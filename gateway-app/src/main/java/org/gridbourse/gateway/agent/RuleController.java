package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Optional;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.DecimalText;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.node.rule.StandingRule;
import org.gridbourse.node.rule.StandingRule.Mode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The standing rule of a participant: its node orders within it, from the next session that opens. */
@Tag(name = "Own orders")
@RestController
@RequestMapping("/api/participants/{participantId}/rule")
class RuleController {
    private final StandingRules rules;
    private final Permission permission;

    RuleController(StandingRules rules, Permission permission) {
        this.rules = rules;
        this.permission = permission;
    }

    /**
     * @param mode AUTOMATIC, MANUAL or OFF
     * @param buyAtMost decimal text, per kWh; absent: up to what the grid would cost
     * @param sellAtLeast decimal text, per kWh; absent: from what the grid would pay
     * @param dailyLimit decimal text; absent: none
     */
    record Wish(String mode, String buyAtMost, String sellAtLeast, String dailyLimit) {}

    /** @param sentence what it will do */
    record Rule(String mode, String buyAtMost, String sellAtLeast, String dailyLimit, String sentence) {}

    @GetMapping
    Rule rule(@PathVariable("participantId") String participantId) {
        permission.requireSee(participantId);
        return shown(rules.of(participantId));
    }

    @PutMapping
    Rule set(@PathVariable("participantId") String participantId, @RequestBody Wish body) {
        permission.requireAct(participantId);
        StandingRule rule = new StandingRule(
                mode(BadInputException.required("mode", body.mode())),
                Optional.ofNullable(body.buyAtMost()).map(text -> DecimalText.price("buyAtMost", text)),
                Optional.ofNullable(body.sellAtLeast()).map(text -> DecimalText.price("sellAtLeast", text)),
                Optional.ofNullable(body.dailyLimit()).map(RuleController::limit));
        rules.set(participantId, rule);
        return shown(rule);
    }

    private static Mode mode(String text) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadInputException("mode", "must be AUTOMATIC, MANUAL or OFF, is " + text));
    }

    private static Money limit(String text) {
        Money limit = DecimalText.money("dailyLimit", text);
        if (limit.isNegative()) {
            throw new BadInputException("dailyLimit", "must not be negative, is " + text);
        }
        return limit;
    }

    private static Rule shown(StandingRule rule) {
        return new Rule(
                rule.mode().name(),
                rule.buyAtMost().map(Decimals::exact).orElse(null),
                rule.sellAtLeast().map(Decimals::exact).orElse(null),
                rule.dailyLimit().map(Decimals::exact).orElse(null),
                Told.now(sentence(rule)));
    }

    private static String sentence(StandingRule rule) {
        return switch (rule.mode()) {
            case OFF -> "From the next session on nothing is ordered; the grid supplies and takes everything.";
            case MANUAL ->
                "The node proposes and you order; without orders of yours the grid supplies and takes everything.";
            case AUTOMATIC ->
                "From the next session on the node buys %s and sells %s%s."
                        .formatted(
                                rule.buyAtMost()
                                        .map(price -> "at most at " + Decimals.exact(price))
                                        .orElse("up to what the grid would cost"),
                                rule.sellAtLeast()
                                        .map(price -> "at least at " + Decimals.exact(price))
                                        .orElse("from what the grid would pay"),
                                rule.dailyLimit()
                                        .map(limit -> ", for at most %s a session".formatted(Decimals.exact(limit)))
                                        .orElse(""));
        };
    }
}
