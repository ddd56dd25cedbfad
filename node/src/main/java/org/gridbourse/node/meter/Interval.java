package org.gridbourse.node.meter;

import java.time.Instant;

/**
 * What flowed in one period.
 *
 * @param importWh drawn from the grid, at least 0
 * @param exportWh fed into the grid, at least 0
 */
public record Interval(Instant start, int minutes, long importWh, long exportWh, Quality quality) {

    public Interval {
        if (minutes < 1 || importWh < 0 || exportWh < 0) {
            throw new IllegalArgumentException(
                    "minutes %d, importWh %d, exportWh %d; at least 1, 0, 0".formatted(minutes, importWh, exportWh));
        }
    }
}
