package org.gridbourse.node.meter;

import java.time.Instant;

/** Energy that flowed in one stated interval, one way. */
record Piece(Instant start, int seconds, long milliWh, Quality quality) {

    Instant end() {
        return start.plusSeconds(seconds);
    }
}
