package org.gridbourse.calendar;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.gridbourse.market.record.Phase;
import org.gridbourse.optimizer.input.YamlMap;

/** What must hold between gates for the ledger to take a session, on a day of 24 hours. */
final class BaseGates {
    private static final GateTime FIRST_PERIOD = new GateTime(0, LocalTime.MIDNIGHT);
    private static final GateTime LAST_END = new GateTime(1, LocalTime.MIDNIGHT);

    private BaseGates() {}

    static void require(YamlMap map, BaseRule rule) {
        YamlMap gates = map.map("gates");
        requireSequence(gates, rule);
        requireGate(
                minutes(rule.gates().get(Phase.QUOTATION))
                        < minutes(rule.gates().get(Phase.REVEAL)),
                gates,
                Phase.REVEAL,
                rule,
                "after QUOTATION");
        requireGate(
                minutes(rule.gates().get(Phase.DELIVERY)) <= minutes(FIRST_PERIOD),
                gates,
                Phase.DELIVERY,
                rule,
                "at most " + FIRST_PERIOD);
        requireGate(
                minutes(rule.gates().get(Phase.SETTLED)) >= minutes(LAST_END),
                gates,
                Phase.SETTLED,
                rule,
                "at least " + LAST_END);
        requireFallback(map, rule);
    }

    /** In order, and each phase as long as the ledger asks. */
    private static void requireSequence(YamlMap gates, BaseRule rule) {
        Phase before = null;
        for (Phase phase : LeastTimes.OF_BASE) {
            if (before != null) {
                Duration least = LeastTimes.of(before);
                long between =
                        minutes(rule.gates().get(phase)) - minutes(rule.gates().get(before));
                requireGate(
                        between >= least.toMinutes(),
                        gates,
                        phase,
                        rule,
                        least.isZero()
                                ? "not before %s, %s"
                                        .formatted(before, rule.gates().get(before))
                                : "at least %d minutes after %s, %s"
                                        .formatted(
                                                least.toMinutes(),
                                                before,
                                                rule.gates().get(before)));
            }
            before = phase;
        }
    }

    private static void requireFallback(YamlMap map, BaseRule rule) {
        boolean between = minutes(rule.fallback()) > minutes(rule.gates().get(Phase.REVEAL))
                && minutes(rule.fallback()) < minutes(FIRST_PERIOD);
        if (!between) {
            throw map.refuse(
                    "fallback",
                    "is " + rule.fallback(),
                    "after REVEAL, %s, and before the first period, %s"
                            .formatted(rule.gates().get(Phase.REVEAL), FIRST_PERIOD));
        }
    }

    private static void requireGate(boolean met, YamlMap gates, Phase phase, BaseRule rule, String allowed) {
        if (!met) {
            throw gates.refuse(SessionRules.key(phase), "is " + rule.gates().get(phase), allowed);
        }
    }

    /** Adding sessions open once their base session is traded, and only one at a time is between gate and end. */
    static void requireTraded(YamlMap map, IntradayRule rule, List<BaseRule> base) {
        if (rule.starts().isEmpty()) {
            throw map.refuse("starts", "is empty", "at least one time");
        }
        long opens = minutes(new GateTime(0, rule.starts().get(0)))
                - rule.ahead().get(Phase.QUOTATION).toMinutes();
        for (BaseRule each : base) {
            if (opens < minutes(each.gates().get(Phase.DELIVERY))) {
                throw map.refuse(
                        "starts",
                        "has %s, for which QUOTATION begins before %s is traded"
                                .formatted(rule.starts().get(0), each.name()),
                        "QUOTATION not before its DELIVERY, %s"
                                .formatted(each.gates().get(Phase.DELIVERY)));
            }
        }
        Duration busy = rule.ahead().get(Phase.REVEAL).minus(rule.ahead().get(Phase.JOINED));
        for (int i = 1; i < rule.starts().size(); i++) {
            Duration apart =
                    Duration.between(rule.starts().get(i - 1), rule.starts().get(i));
            if (apart.compareTo(busy) < 0) {
                throw map.refuse(
                        "starts",
                        "has %s and %s"
                                .formatted(
                                        rule.starts().get(i - 1), rule.starts().get(i)),
                        "at least %d minutes apart: one session at a time is between REVEAL and JOINED"
                                .formatted(busy.toMinutes()));
            }
        }
    }

    private static long minutes(GateTime gate) {
        return gate.day() * 1440L + gate.time().toSecondOfDay() / 60;
    }
}
