package org.gridbourse.node.rule;

import java.time.Duration;
import java.time.Instant;

/** Equal periods one after the other. */
public record Span(Instant start, int periodMinutes, int periods) {

    public Span {
        if (periodMinutes < 1 || periods < 1) {
            throw new IllegalArgumentException(
                    "periodMinutes %d, periods %d; both at least 1".formatted(periodMinutes, periods));
        }
    }

    public Instant startOf(int period) {
        return start.plus(Duration.ofMinutes((long) period * periodMinutes));
    }
}
