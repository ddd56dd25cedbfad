package org.gridbourse.market.transaction;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.RecordType;

/** What meters have said in sessions, as a transaction changes it; and the settled statements that follow from it. */
final class MeterFiles {
    private final Transaction transaction;
    private final SortedMap<String, SortedMap<String, SortedMap<String, MeterSeries>>> bySession = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> changed = new TreeMap<>();

    MeterFiles(Transaction transaction) {
        this.transaction = transaction;
    }

    Optional<MeterSeries> series(String sessionId, MeterRecord meter) {
        return Optional.ofNullable(meters(sessionId, meter.participantId()).get(meter.meterId()));
    }

    private SortedMap<String, MeterSeries> meters(String sessionId, String participantId) {
        return bySession
                .computeIfAbsent(sessionId, id -> new TreeMap<>())
                .computeIfAbsent(participantId, id -> load(sessionId, id));
    }

    private SortedMap<String, MeterSeries> load(String sessionId, String participantId) {
        return MeterSeries.byMeter(
                transaction.list(Keys.inSession("opening", sessionId, participantId), RecordType.OPENING),
                transaction.list(Keys.inSession("reading", sessionId, participantId), RecordType.READING));
    }

    /** A reading of a series that is in the files from now on; without a record it is of the session's start. */
    void add(MeterSeries series, MeterReading reading, Optional<ReadingRecord> record) {
        OpeningRecord opening = series.opening();
        meters(opening.sessionId(), opening.participantId()).put(opening.meterId(), series);
        record.ifPresentOrElse(
                each -> {
                    series.add(each);
                    transaction.put(each);
                },
                () -> series.open(opening.startingAt(reading.registers(), reading.sequence())));
        note(opening);
    }

    /** A session that counts from elsewhere now. */
    void follow(MeterRecord meter, OpeningRecord opening) {
        series(opening.sessionId(), meter).ifPresent(series -> series.open(opening));
        transaction.put(opening);
        note(opening);
    }

    private void note(OpeningRecord opening) {
        changed.computeIfAbsent(opening.sessionId(), id -> new TreeSet<>()).add(opening.participantId());
    }

    /** Corrects what is settled; answers how many statements were written. */
    int correct() {
        int statements = 0;
        for (String sessionId : changed.keySet()) {
            if (transaction.phase(sessionId).isOpen(Phase.SETTLED)) {
                for (String participantId : changed.get(sessionId)) {
                    statements += Corrections.correct(
                            transaction,
                            transaction.session(sessionId),
                            transaction.participant(participantId),
                            meters(sessionId, participantId));
                }
            }
        }
        return statements;
    }
}
