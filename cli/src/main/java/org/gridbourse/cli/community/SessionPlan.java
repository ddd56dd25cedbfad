package org.gridbourse.cli.community;

import java.time.Duration;
import java.time.Instant;

/**
 * The trading sessions of a community, one after the other without a gap.
 *
 * @param start of the first period of the first session
 * @param periods of each session
 * @param periodMinutes length of every period
 * @param count how many sessions
 */
public record SessionPlan(Instant start, int periods, int periodMinutes, int count) {
    /** When session {@code index}, counted from 0, begins. */
    public Instant startOf(int index) {
        return start.plus(Duration.ofMinutes((long) periods * periodMinutes).multipliedBy(index));
    }
}
