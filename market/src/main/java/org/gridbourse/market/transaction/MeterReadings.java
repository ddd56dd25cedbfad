package org.gridbourse.market.transaction;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.ReadingRecord;

/** What one meter has said in one session: its opening registers and the revisions of each period. */
final class MeterReadings {
    private final OpeningRecord opening;
    private final SortedMap<Integer, SortedMap<Integer, MeterReading>> revisionsByPeriod = new TreeMap<>();

    MeterReadings(OpeningRecord opening) {
        this.opening = opening;
    }

    /** The meters of a participant in a session, by id. */
    static SortedMap<String, MeterReadings> byMeter(
            Collection<OpeningRecord> openings, Collection<ReadingRecord> readings) {
        SortedMap<String, MeterReadings> meters = new TreeMap<>();
        openings.forEach(opening -> meters.put(opening.meterId(), new MeterReadings(opening)));
        readings.forEach(record -> meters.get(record.reading().meterId()).add(record.reading()));
        return meters;
    }

    OpeningRecord opening() {
        return opening;
    }

    void add(MeterReading reading) {
        revisionsByPeriod
                .computeIfAbsent(reading.period(), period -> new TreeMap<>())
                .put(reading.revision(), reading);
    }

    Optional<MeterReading> find(int period, int revision) {
        return Optional.ofNullable(revisionsByPeriod
                .getOrDefault(period, Collections.emptySortedMap())
                .get(revision));
    }

    int lastRevision(int period) {
        SortedMap<Integer, MeterReading> revisions =
                revisionsByPeriod.getOrDefault(period, Collections.emptySortedMap());
        return revisions.isEmpty() ? 0 : revisions.lastKey();
    }

    /** The last revision of each period that was read, periods rising. */
    List<MeterReading> latest() {
        return revisionsByPeriod.values().stream()
                .map(revisions -> revisions.get(revisions.lastKey()))
                .toList();
    }

    Optional<MeterReading> latestBefore(int period) {
        SortedMap<Integer, SortedMap<Integer, MeterReading>> before = revisionsByPeriod.headMap(period);
        return before.isEmpty() ? Optional.empty() : Optional.of(last(before.get(before.lastKey())));
    }

    Optional<MeterReading> latestAfter(int period) {
        SortedMap<Integer, SortedMap<Integer, MeterReading>> after = revisionsByPeriod.tailMap(period + 1);
        return after.isEmpty() ? Optional.empty() : Optional.of(last(after.get(after.firstKey())));
    }

    Optional<MeterReading> latestAt(int period) {
        return Optional.ofNullable(revisionsByPeriod.get(period)).map(MeterReadings::last);
    }

    boolean hasNothingAfter(int period) {
        return latestAfter(period).isEmpty();
    }

    /** Above which the meter's counter must be in its first reading of a period; what the operator put in has none. */
    long sequenceBefore(int period) {
        long sequence = opening.sequence();
        for (SortedMap<Integer, MeterReading> revisions :
                revisionsByPeriod.headMap(period).values()) {
            MeterReading first = revisions.get(revisions.firstKey());
            sequence = first.quality() == Quality.MEASURED ? first.sequence() : sequence;
        }
        return sequence;
    }

    private static MeterReading last(SortedMap<Integer, MeterReading> revisions) {
        return revisions.get(revisions.lastKey());
    }
}
