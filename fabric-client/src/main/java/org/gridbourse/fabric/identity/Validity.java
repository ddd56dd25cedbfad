package org.gridbourse.fabric.identity;

import java.time.Duration;
import java.time.Instant;

/** From when to when a certificate holds. */
public record Validity(Instant from, Instant until) {
    /** How long our own authorities and certificates live. */
    private static final Duration TEN_YEARS = Duration.ofDays(3650);
    /** Clocks of other machines may be this much behind. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    public Validity {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("from (%s) must be before until (%s)".formatted(from, until));
        }
    }

    public static Validity tenYearsFrom(Instant now) {
        return from(now, TEN_YEARS);
    }

    public static Validity from(Instant now, Duration length) {
        return new Validity(now.minus(CLOCK_SKEW), now.plus(length));
    }
}
