package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.OpeningRecord.Before;
import org.gridbourse.market.record.OpeningRecord.Prices;
import org.gridbourse.market.record.OpeningRecord.Substituted;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SpanRecord;

/**
 * The sessions of one meter, one after the other: each counts from where the one before ended, so that every Wh of its
 * registers is in one of them.
 */
final class MeterChain {
    private final Transaction transaction;
    private final MeterRecord meter;

    MeterChain(Transaction transaction, MeterRecord meter) {
        this.transaction = transaction;
        this.meter = meter;
    }

    /** Where a session begins that has not been read yet: where the next one counts from now, else the last reading. */
    OpeningRecord open(SessionRecord session) {
        Optional<OpeningRecord> later = openSessions().stream()
                .filter(other -> other.startOf(0).isAfter(session.startOf(0)))
                .findFirst()
                .map(other -> opening(other.sessionId()));
        Registers registers =
                later.map(OpeningRecord::registers).orElse(meter.last().registers());
        Optional<Instant> read =
                later.isPresent() ? later.get().before().read() : meter.last().endOfReading(transaction::session);
        Optional<String> follows = later.isPresent()
                ? later.get().before().follows()
                : meter.last().sessionId();
        Require.that(
                read.isEmpty() || !read.get().isAfter(session.startOf(0)),
                Refusal.REGISTER_FROZEN,
                "meter %s was read at %s already, in a session that is closed; session %s begins before",
                meter.meterId(),
                read.map(Instant::toString).orElse(""),
                session.sessionId());
        later.ifPresent(opening -> requireChangeable(opening.sessionId()));
        return new OpeningRecord(
                session.sessionId(),
                meter.participantId(),
                meter.meterId(),
                meter.connectionPoint(),
                registers,
                later.map(OpeningRecord::sequence).orElse(meter.last().sequence()),
                new Before(
                        follows,
                        read,
                        skipped(session, read),
                        later.map(opening -> opening.before().substituted()).orElseGet(this::lastSubstituted)),
                Optional.empty());
    }

    /** The prices at which the last reading was charged, where it was a substitute of a session that is closed. */
    private Optional<Substituted> lastSubstituted() {
        return meter.last().own().map(own -> {
            SessionRecord session = transaction.session(meter.last().sessionId().orElseThrow());
            int period = meter.last().period().orElse(0);
            return new Substituted(MeterPeriods.pricesOf(session, period), own);
        });
    }

    private OpeningRecord opening(String sessionId) {
        return transaction.get(
                Keys.opening(sessionId, meter.participantId(), meter.meterId()),
                RecordType.OPENING,
                Refusal.RECORD_UNKNOWN);
    }

    private List<SessionRecord> openSessions() {
        return meter.sessions().stream()
                .filter(id -> !transaction.phase(id).phase().isOver())
                .map(transaction::session)
                .toList();
    }

    /** The session that counts from the end of this one, empty where this is the last that was read. */
    Optional<OpeningRecord> next(SessionRecord session) {
        for (SessionRecord other : openSessions()) {
            OpeningRecord opening = opening(other.sessionId());
            if (opening.before().follows().equals(Optional.of(session.sessionId()))) {
                return Optional.of(opening);
            }
        }
        return Optional.empty();
    }

    /** The session that counted from where this new one now stands between. */
    Optional<OpeningRecord> following(SessionRecord session, OpeningRecord fresh) {
        for (SessionRecord other : openSessions()) {
            OpeningRecord opening = opening(other.sessionId());
            if (other.startOf(0).isAfter(session.startOf(0))
                    && opening.before().follows().equals(fresh.before().follows())) {
                return Optional.of(opening);
            }
        }
        return Optional.empty();
    }

    boolean endsWith(SessionRecord session) {
        return meter.last().sessionId().equals(Optional.of(session.sessionId()));
    }

    /** A session that counts from another must be able to count from somewhere else. */
    void requireChangeable(String sessionId) {
        PhaseRecord phase = transaction.phase(sessionId);
        Require.that(
                phase.isOpen(Phase.DELIVERY) || phase.isOpen(Phase.SETTLED),
                Refusal.WRONG_PHASE,
                "session %s counts from here and is in %s%s",
                sessionId,
                phase.phase(),
                phase.closing() ? " (closing)" : "");
    }

    /** What a session counts from when the one before it ends otherwise. */
    OpeningRecord after(OpeningRecord opening, SessionRecord earlier, MeterSeries series) {
        SessionRecord session = transaction.session(opening.sessionId());
        Optional<Instant> read = readingTime(earlier, series);
        return opening.countingFrom(
                series.lastRegisters(),
                new Before(
                        Optional.of(earlier.sessionId()), read, skipped(session, read), substituted(earlier, series)));
    }

    private static Optional<Instant> readingTime(SessionRecord session, MeterSeries series) {
        return Optional.of(
                series.lastKnown().map(known -> session.endOf(known.period())).orElseGet(() -> session.startOf(0)));
    }

    private static Optional<Substituted> substituted(SessionRecord session, MeterSeries series) {
        return series.lastKnown()
                .filter(known -> known.quality() == Quality.SUBSTITUTED)
                .map(known -> new Substituted(
                        MeterPeriods.pricesOf(session, known.period()), series.ownBase(session.periods())));
    }

    /** The meter's record after readings of a session that is the last of its sessions, or that came between others. */
    MeterRecord with(SessionRecord session, MeterSeries series) {
        List<SessionRecord> open = new ArrayList<>(openSessions());
        if (open.stream().noneMatch(other -> other.sessionId().equals(session.sessionId()))) {
            open.add(session);
            open.sort((one, other) -> one.startOf(0).compareTo(other.startOf(0)));
        }
        boolean last =
                !wasReadAfter(session) && open.get(open.size() - 1).sessionId().equals(session.sessionId());
        RegisterState state = last
                ? new RegisterState(
                        series.lastRegisters(),
                        Math.max(meter.last().sequence(), series.highestSequence()),
                        Optional.of(session.sessionId()),
                        series.lastKnown().map(MeterSeries.Known::period),
                        substituted(session, series).map(Substituted::own))
                : meter.last();
        return meter.read(state, open.stream().map(SessionRecord::sessionId).toList());
    }

    /** Whether the last reading is one of a later session, which may be closed already. */
    private boolean wasReadAfter(SessionRecord session) {
        return meter.last()
                .sessionId()
                .map(transaction::session)
                .filter(other -> other.startOf(0).isAfter(session.startOf(0)))
                .isPresent();
    }

    /** What the time costs that no reading of the meter covers before a session. */
    private Optional<Prices> skipped(SessionRecord session, Optional<Instant> read) {
        Instant start = session.startOf(0);
        if (read.equals(Optional.of(start))) {
            return Optional.empty();
        }
        Instant from = read.or(() -> session.isSimulated() ? Optional.empty() : Optional.of(registered()))
                .orElse(Instant.EPOCH);
        List<Prices> prices = new ArrayList<>();
        if (from.isBefore(start)) {
            for (SpanRecord span : Spans.touching(transaction, from, start)) {
                addSkipped(transaction.session(span.sessionId()), from, prices);
            }
        }
        boolean unknownTime =
                read.isEmpty() && (session.isSimulated() || !registered().isBefore(start));
        return prices.isEmpty() && unknownTime
                ? Optional.empty()
                : Optional.of(MeterPeriods.worst(prices).orElseGet(() -> all(session)));
    }

    private Instant registered() {
        return meter.life().since().orElse(meter.life().registered());
    }

    private void addSkipped(SessionRecord other, Instant from, List<Prices> prices) {
        boolean counts = transaction.phase(other.sessionId()).phase() != Phase.CANCELLED;
        Predicate<Integer> expected = period -> MeterDuty.of(meter, other).isExpected(period);
        for (int period = 0; counts && period < other.periods(); period++) {
            if (other.endOf(period).isAfter(from) && expected.test(period)) {
                prices.add(MeterPeriods.pricesOf(other, period));
            }
        }
    }

    private static Prices all(SessionRecord session) {
        List<Prices> prices = new ArrayList<>();
        for (int period = 0; period < session.periods(); period++) {
            prices.add(MeterPeriods.pricesOf(session, period));
        }
        return MeterPeriods.worst(prices).orElseThrow();
    }
}
