package org.gridbourse.optimizer;

import java.util.List;
import java.util.Optional;

/**
 * A plan for the rest of a day that has begun.
 *
 * @param firstStep first step that can still be planned, counted from 0
 * @param stateOfCharge measured at its beginning, 0 to 1
 * @param current what the storage does now, kept unless a new plan gains enough
 */
public record Redispatch(int firstStep, double stateOfCharge, Optional<CurrentPlan> current) {
    public Redispatch {
        Checks.within("firstStep", firstStep, 0, Integer.MAX_VALUE);
        Checks.within("stateOfCharge", stateOfCharge, 0, 1);
    }

    public static Redispatch from(int firstStep, double stateOfCharge) {
        return new Redispatch(firstStep, stateOfCharge, Optional.empty());
    }

    /**
     * The plan in force.
     *
     * @param storageKw per step of the whole day, charging positive
     * @param leastGain in units of the objective; a new plan that gains less does not replace this one
     */
    public record CurrentPlan(List<Double> storageKw, double leastGain) {
        public CurrentPlan {
            storageKw = List.copyOf(storageKw);
            Checks.notNegative("leastGain", leastGain);
        }
    }
}
