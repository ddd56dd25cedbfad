package org.gridbourse.node.forecast;

import java.time.LocalDate;

/**
 * What is known of a series when the orders for a day must be ready: all that lay before the gate of the day before.
 *
 * <p>Predictors see the series through this class alone, so none can look past the gate.
 *
 * @param day the day to forecast, as an index of the grid
 * @param gateSlot slots of the day before that had ended at the gate, 0 to slots per day
 */
record Knowledge(DayGrid grid, Calendar calendar, int day, int gateSlot) {

    LocalDate date() {
        return grid.date(day);
    }

    int slots() {
        return grid.slotsPerDay();
    }

    /** The value so many days before the forecast day; NaN if not known at the gate. */
    double ago(int lagDays, int slot) {
        if (lagDays < 1 || (lagDays == 1 && slot >= gateSlot)) {
            return Double.NaN;
        }
        return grid.value(day - lagDays, slot);
    }

    /** The value of the rank-th last day of which this slot lay before the gate; rank counts from 1. */
    double recent(int rank, int slot) {
        return ago(lag(rank, slot), slot);
    }

    int lag(int rank, int slot) {
        return slot < gateSlot ? rank : rank + 1;
    }

    /** The last days' mean of what was measured before the gate; NaN if nothing was. */
    double meanOfLast(int steps) {
        double sum = 0;
        int count = 0;
        int end = (day - 1) * slots() + gateSlot;
        for (int step = Math.max(0, end - steps); step < end; step++) {
            double value = grid.value(step / slots(), step % slots());
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
