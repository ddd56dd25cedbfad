package org.gridbourse.optimizer;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A span of equal steps, usually one day.
 *
 * @param stepMinutes length of each step
 * @param steps at least one, in order
 * @param start of the first step in local time, where the file says it
 * @param remarks how the file was read where that is not plain, in words; plans repeat them among their warnings
 */
public record Day(double stepMinutes, List<DayStep> steps, Optional<ZonedDateTime> start, List<String> remarks) {
    private static final double MINUTES_PER_DAY = 24 * 60;

    public Day {
        Checks.positive("stepMinutes", stepMinutes);
        steps = List.copyOf(steps);
        remarks = List.copyOf(remarks);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a day needs at least one step");
        }
    }

    /** Steps that begin at midnight. */
    public Day(double stepMinutes, List<DayStep> steps) {
        this(stepMinutes, steps, Optional.empty(), List.of());
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
