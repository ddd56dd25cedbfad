package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.OpeningRecord.Substituted;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.ReadingRecord.Series;

/** What is known of one meter in one session: from where it counts, its own readings, and the operator's substitutes. */
final class MeterSeries {
    private OpeningRecord opening;
    private final SortedMap<Integer, SortedMap<Integer, MeterReading>> own = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Integer, MeterReading>> substitutes = new TreeMap<>();

    MeterSeries(OpeningRecord opening) {
        this.opening = opening;
    }

    /** The registers at the end of a period, as they count, and how they are known. */
    record Known(int period, Registers registers, Quality quality) {}

    /** The meters of a participant in a session, by id. */
    static SortedMap<String, MeterSeries> byMeter(
            Collection<OpeningRecord> openings, Collection<ReadingRecord> readings) {
        SortedMap<String, MeterSeries> meters = new TreeMap<>();
        openings.forEach(opening -> meters.put(opening.meterId(), new MeterSeries(opening)));
        readings.forEach(record -> meters.get(record.reading().meterId()).add(record));
        return meters;
    }

    OpeningRecord opening() {
        return opening;
    }

    void open(OpeningRecord changed) {
        opening = changed;
    }

    /** The registers from which the first period counts. */
    Registers base() {
        return opening.start().orElse(opening.registers());
    }

    void add(ReadingRecord record) {
        series(record.series())
                .computeIfAbsent(record.reading().period(), period -> new TreeMap<>())
                .put(record.reading().revision(), record.reading());
    }

    private SortedMap<Integer, SortedMap<Integer, MeterReading>> series(Series series) {
        return series == Series.METER ? own : substitutes;
    }

    Optional<MeterReading> find(Series series, int period, int revision) {
        return Optional.ofNullable(series(series)
                .getOrDefault(period, Collections.emptySortedMap())
                .get(revision));
    }

    int lastRevision(Series series, int period) {
        SortedMap<Integer, MeterReading> revisions = series(series).getOrDefault(period, Collections.emptySortedMap());
        return revisions.isEmpty() ? 0 : revisions.lastKey();
    }

    /** The meter's own reading of a period. */
    Optional<MeterReading> ownAt(int period) {
        return Optional.ofNullable(own.get(period)).map(MeterSeries::last);
    }

    Optional<MeterReading> ownBefore(int period) {
        SortedMap<Integer, SortedMap<Integer, MeterReading>> before = own.headMap(period);
        return before.isEmpty() ? Optional.empty() : Optional.of(last(before.get(before.lastKey())));
    }

    Optional<MeterReading> ownAfter(int period) {
        SortedMap<Integer, SortedMap<Integer, MeterReading>> after = own.tailMap(period + 1);
        return after.isEmpty() ? Optional.empty() : Optional.of(last(after.get(after.firstKey())));
    }

    /** Above which the meter's counter must be in its first reading of a period; what the operator put in has none. */
    long sequenceBefore(int period) {
        long sequence = opening.sequence();
        for (SortedMap<Integer, MeterReading> revisions : own.headMap(period).values()) {
            MeterReading first = revisions.get(revisions.firstKey());
            sequence = first.quality() == Quality.MEASURED ? Math.max(sequence, first.sequence()) : sequence;
        }
        return sequence;
    }

    /** The highest counter of all of the meter's own readings here, at least that before the session. */
    long highestSequence() {
        long sequence = opening.sequence();
        for (SortedMap<Integer, MeterReading> revisions : own.values()) {
            for (MeterReading reading : revisions.values()) {
                sequence = reading.quality() == Quality.MEASURED ? Math.max(sequence, reading.sequence()) : sequence;
            }
        }
        return sequence;
    }

    /**
     * What counts, periods rising: the meter's own readings, between them the operator's substitutes, which never lie
     * below what was read before nor above what the meter itself said after.
     */
    List<Known> known() {
        TreeSet<Integer> periods = new TreeSet<>(own.keySet());
        periods.addAll(substitutes.keySet());
        List<Known> known = new ArrayList<>(periods.size());
        Registers before = base();
        for (int period : periods) {
            Known next = knownAt(period, before);
            known.add(next);
            before = next.registers();
        }
        return known;
    }

    private Known knownAt(int period, Registers before) {
        Optional<MeterReading> measured = ownAt(period);
        if (measured.isPresent()) {
            return new Known(period, measured.get().registers(), measured.get().quality());
        }
        Registers put = last(substitutes.get(period)).registers();
        Registers risen = new Registers(
                put.imported().max(before.imported()), put.exported().max(before.exported()));
        Registers fitting = ownAfter(period)
                .map(MeterReading::registers)
                .map(most -> new Registers(
                        risen.imported().min(most.imported()), risen.exported().min(most.exported())))
                .orElse(risen);
        return new Known(period, fitting, Quality.SUBSTITUTED);
    }

    /** The last registers that count, those of the start or the opening where nothing was read. */
    Registers lastRegisters() {
        List<Known> known = known();
        return known.isEmpty() ? base() : known.get(known.size() - 1).registers();
    }

    Optional<Known> lastKnown() {
        List<Known> known = known();
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }

    /** What the meter itself has shown before a period: a substitute may have been too high. */
    Registers ownBase(int period) {
        return ownBefore(period).map(MeterReading::registers).or(opening::start).orElseGet(() -> opening.before()
                .substituted()
                .map(Substituted::own)
                .orElse(opening.registers()));
    }

    boolean isUnread() {
        return own.isEmpty() && substitutes.isEmpty();
    }

    /** Whether the meter itself has said nothing of the session's periods; its start may still be read. */
    boolean isSilent() {
        return own.isEmpty();
    }

    /** Whether a reading of an earlier period lifts, or lowers, the substitute with which the session ends. */
    boolean movesEnd(MeterReading reading, Optional<ReadingRecord> record) {
        if (substitutes.isEmpty()) {
            return false;
        }
        MeterSeries with = new MeterSeries(
                record.isPresent() ? opening : opening.startingAt(reading.registers(), reading.sequence()));
        own.forEach((period, revisions) -> with.own.put(period, new TreeMap<>(revisions)));
        substitutes.forEach((period, revisions) -> with.substitutes.put(period, new TreeMap<>(revisions)));
        record.ifPresent(with::add);
        return !with.lastRegisters().equals(lastRegisters());
    }

    private static MeterReading last(SortedMap<Integer, MeterReading> revisions) {
        return revisions.get(revisions.lastKey());
    }

    static Energy larger(Registers later, Registers earlier) {
        return later.imported().above(earlier.imported()).max(later.exported().above(earlier.exported()));
    }
}
