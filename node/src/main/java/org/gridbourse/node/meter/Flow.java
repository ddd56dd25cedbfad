package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;

/**
 * Energy that is known to have flowed between two times.
 *
 * @param spread whether it is shared evenly over the time where that crosses a period's boundary; otherwise it belongs
 *     to the period in which it ends, since the last value at or before a boundary counts there
 */
record Flow(Instant from, Instant to, long milliWh, Quality quality, boolean spread) {

    long seconds() {
        return Duration.between(from, to).toSeconds();
    }

    double meanKw() {
        return milliWh / 1e6 / (seconds() / 3600.0);
    }
}
