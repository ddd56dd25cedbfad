package org.gridbourse.node.rule;

import java.time.Instant;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * What a site's devices are told for one period, as mean power.
 *
 * @param storageKw charging positive
 * @param curtailKw how much of what the plants could give is to be held back, at least 0
 */
public record Setpoint(Instant from, int minutes, double storageKw, double curtailKw) {

    /** The setpoint of one planned step. */
    public static Setpoint of(Span span, ScheduleStep step) {
        return new Setpoint(
                span.startOf(step.step()), span.periodMinutes(), step.storageKw(), Math.max(0, step.curtailedKw()));
    }
}
