package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A measured series as whole local days of equal slots, mean power per slot in any unit; NaN is what nobody measured.
 *
 * <p>Slots follow the clock on the wall: on the day that loses an hour its slots are NaN, on the day that has an hour
 * twice a slot holds the mean of both.
 */
public final class DayGrid {
    private static final int MINUTES_PER_DAY = 24 * 60;

    private final LocalDate firstDay;
    private final int stepMinutes;
    private final List<double[]> days = new ArrayList<>();

    /** @param stepMinutes length of a slot, a divisor of a day's 1440 minutes */
    public DayGrid(LocalDate firstDay, int stepMinutes) {
        if (stepMinutes < 1 || MINUTES_PER_DAY % stepMinutes != 0) {
            throw new IllegalArgumentException("stepMinutes is %d; it must divide a day".formatted(stepMinutes));
        }
        this.firstDay = firstDay;
        this.stepMinutes = stepMinutes;
    }

    public LocalDate date(int day) {
        return firstDay.plusDays(day);
    }

    /** Index of a date, negative before the first day. */
    public int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - firstDay.toEpochDay());
    }

    public int days() {
        return days.size();
    }

    public int slotsPerDay() {
        return MINUTES_PER_DAY / stepMinutes;
    }

    public int stepMinutes() {
        return stepMinutes;
    }

    /** Mean power of a slot; NaN where it was not measured or lies outside. */
    public double value(int day, int slot) {
        return day < 0 || day >= days.size() ? Double.NaN : days.get(day)[slot];
    }

    /** Writes a slot; days up to it come into being unmeasured. */
    public void put(int day, int slot, double value) {
        extendTo(day);
        days.get(day)[slot] = value;
    }

    /** Makes days up to and with this one, unmeasured where nothing was put. */
    public void extendTo(int day) {
        while (days.size() <= day) {
            double[] unmeasured = new double[slotsPerDay()];
            Arrays.fill(unmeasured, Double.NaN);
            days.add(unmeasured);
        }
    }
}
