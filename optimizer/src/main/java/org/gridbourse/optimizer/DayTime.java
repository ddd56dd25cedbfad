package org.gridbourse.optimizer;

/**
 * A time of a site file: a step of the day, or a time on the clock, which comes again on every day of a longer span.
 *
 * @param onClock whether {@code value} is minutes after midnight, 0 to 1440; else the step that begins then, from 0
 */
public record DayTime(boolean onClock, int value) {
    private static final int MINUTES_PER_DAY = 24 * 60;

    public DayTime {
        Checks.within("value", value, 0, onClock ? MINUTES_PER_DAY : Integer.MAX_VALUE);
    }

    public static DayTime ofStep(int step) {
        return new DayTime(false, step);
    }

    /** 24:00 is the end of the day. */
    public static DayTime ofClock(int hour, int minute) {
        return new DayTime(true, 60 * hour + minute);
    }

    /** How long after midnight, or after the first step of a day of steps of so many minutes [min]. */
    public int minutes(int stepMinutes) {
        return onClock ? value : value * stepMinutes;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return onClock ? "%02d:%02d".formatted(value / 60, value % 60) : "step " + value;
    }
}
