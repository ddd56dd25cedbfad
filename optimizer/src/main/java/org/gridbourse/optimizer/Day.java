package org.gridbourse.optimizer;

import java.util.List;

/**
 * A span of equal steps, usually one day.
 *
 * @param stepMinutes length of each step
 * @param steps at least one, in order
 */
public record Day(double stepMinutes, List<DayStep> steps) {
    private static final double MINUTES_PER_DAY = 24 * 60;

    public Day {
        Checks.positive("stepMinutes", stepMinutes);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a day needs at least one step");
        }
    }

    /** One day of 24 hours in as many equal steps as given. */
    public static Day of(List<DayStep> steps) {
        return new Day(MINUTES_PER_DAY / Math.max(1, steps.size()), steps);
    }

    public int size() {
        return steps.size();
    }

    public double stepHours() {
        return stepMinutes / 60;
    }
}
