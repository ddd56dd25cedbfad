package org.gridbourse.node.meter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A row of a meter's CSV file whose time and numbers have been read. */
record CsvRow(
        int line,
        String meterId,
        CsvTimes.Written time,
        Optional<CsvTimes.Written> end,
        Map<Direction, Long> milliWh,
        Quality quality) {

    /** A row with its place in time. */
    record Placed(CsvRow row, Instant at, Optional<Instant> end) {}
}
