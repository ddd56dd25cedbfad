package org.gridbourse.node.meter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives the rows of a CSV file their places in time, and notes those that have none or lie out of order. */
final class RowPlacement {
    private final CsvTimes times;
    private final ZoneId zone;
    private final RawFile raw;

    RowPlacement(CsvTimes times, ZoneId zone, RawFile raw) {
        this.times = times;
        this.zone = zone;
        this.raw = raw;
    }

    /** Rows in the order of the clock: a file may begin with the newest. */
    List<CsvRow.Placed> place(List<CsvRow> rows) {
        List<CsvRow> ordered = new ArrayList<>(rows);
        if (rows.get(0).time().local().isAfter(rows.get(rows.size() - 1).time().local())) {
            Collections.reverse(ordered);
        }
        List<CsvRow.Placed> placed = new ArrayList<>();
        Map<String, Instant> latest = new HashMap<>();
        Set<String> disordered = new TreeSet<>();
        for (CsvRow row : ordered) {
            Optional<Instant> at = times.instant(row.time(), zone, row.meterId());
            if (at.isEmpty()) {
                raw.find(new Finding(
                        FindingCode.UNKNOWN_RECORD,
                        row.meterId(),
                        Optional.empty(),
                        "line %d: %s does not exist in %s, the clock skips it; the row is left out"
                                .formatted(row.line(), row.time().local(), zone)));
                continue;
            }
            Instant before = latest.get(row.meterId());
            if (before != null && at.get().isBefore(before) && disordered.add(row.meterId())) {
                raw.find(Finding.at(
                        FindingCode.OUT_OF_ORDER,
                        row.meterId(),
                        at.get(),
                        "line %d lies before the row above it; rows were put in order".formatted(row.line())));
            }
            latest.merge(row.meterId(), at.get(), (one, other) -> one.isAfter(other) ? one : other);
            Optional<Instant> end = row.end().flatMap(time -> times.instant(time, zone, row.meterId() + " end"));
            placed.add(new CsvRow.Placed(row, at.get(), end));
        }
        return placed;
    }
}
