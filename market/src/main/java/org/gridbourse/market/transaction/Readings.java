package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OpeningRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.ReadingRecord.Series;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.ConsentTo;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.state.Access;

/**
 * Readings of meters, in batches of one session, judged one by one: each is accepted, repeated or refused. In settled
 * sessions the periods that they change are corrected.
 */
public final class Readings {
    private final Transaction transaction;
    private final SessionRecord session;
    private final MeterFiles files;
    private final List<JsonObject> refused = new ArrayList<>();
    private boolean consented;
    private int repeated;
    private int accepted;

    private Readings(Transaction transaction, SessionRecord session) {
        this.transaction = transaction;
        this.session = session;
        this.files = new MeterFiles(transaction);
    }

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(SubmitReadings.FUNCTION, "ReadingsSubmitted", SubmitReadings::read, Readings::submit));
    }

    private static JsonObject.Builder submit(Transaction transaction, SubmitReadings request) {
        Access.requireMayReport(transaction);
        Readings readings = new Readings(
                transaction, transaction.session(request.readings().get(0).sessionId()));
        List<RefusedException> refusals = new ArrayList<>();
        for (int i = 0; i < request.readings().size(); i++) {
            try {
                readings.accept(request.readings().get(i));
            } catch (RefusedException refusal) {
                refusals.add(refusal);
                readings.refused.add(verdict(i, refusal));
            }
        }
        if (refusals.size() == request.readings().size()) {
            throw refusals.get(0);
        }
        return readings.answer(readings.files.correct());
    }

    private static JsonObject verdict(int index, RefusedException refusal) {
        return JsonObject.builder()
                .put("index", index)
                .put("code", refusal.refusal().name())
                .put("detail", refusal.detail())
                .build();
    }

    private JsonObject.Builder answer(int statements) {
        return JsonObject.builder()
                .put("accepted", accepted)
                .put("repeated", repeated)
                .put("refused", JsonArray.of(refused))
                .put("statements", statements);
    }

    /** The closing registers of a meter that is exchanged, put in by the operator with its participant's consent. */
    static void close(
            Transaction transaction, SessionRecord session, MeterRecord meter, int period, Registers closing) {
        Readings readings = new Readings(transaction, session);
        readings.consented = true;
        Optional<MeterSeries> series = readings.files.series(session.sessionId(), meter);
        int revision = series.map(each -> each.lastRevision(readings.seriesOf(each, period), period))
                        .orElse(0)
                + 1;
        readings.accept(new MeterReading(
                meter.meterId(),
                session.sessionId(),
                period,
                session.endOf(period),
                revision,
                closing,
                meter.last().sequence() + 1,
                Quality.SUBSTITUTED,
                ""));
        readings.files.correct();
    }

    private void accept(MeterReading reading) {
        MeterRecord meter = transaction.get(Keys.meter(reading.meterId()), RecordType.METER, Refusal.METER_UNKNOWN);
        ParticipantRecord participant = transaction.participant(meter.participantId());
        Access.requireMayReportFor(transaction, participant);
        Optional<MeterSeries> known = files.series(session.sessionId(), meter);
        if (isRepeated(known, reading)) {
            repeated++;
            return;
        }
        Participants.requireActive(participant);
        requireOpen();
        requireTime(reading);
        requireSigned(meter, reading);
        MeterChain chain = new MeterChain(transaction, meter);
        MeterSeries series = known.orElseGet(() -> new MeterSeries(chain.open(session)));
        ReadingChecks checks = new ReadingChecks(transaction, session, meter, series);
        if (reading.isOfStart()) {
            checks.requireStart(reading, series.isSilent());
            useConsent(participant, reading, reading.quality() == Quality.SUBSTITUTED);
            put(chain, series, reading, Optional.empty());
        } else {
            Series kind = reading.quality() == Quality.MEASURED ? Series.METER : seriesOf(series, reading.period());
            checks.requirePeriod(reading, kind);
            useConsent(participant, reading, reading.quality() == Quality.SUBSTITUTED && kind == Series.METER);
            put(chain, series, reading, Optional.of(new ReadingRecord(participant.participantId(), kind, reading)));
        }
        accepted++;
    }

    /** A substitute over what the meter itself said is one of the meter's series. */
    private Series seriesOf(MeterSeries series, int period) {
        return series.ownAt(period).isPresent() ? Series.METER : Series.OPERATOR;
    }

    private static boolean isRepeated(Optional<MeterSeries> known, MeterReading reading) {
        if (known.isEmpty()) {
            return false;
        }
        if (reading.isOfStart()) {
            Optional<Registers> start = known.get().opening().start();
            Require.that(
                    start.isEmpty() || start.get().equals(reading.registers()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "%s: the session counts from another already",
                    ReadingChecks.name(reading));
            return start.isPresent();
        }
        boolean conflicts = false;
        for (Series series : Series.values()) {
            Optional<MeterReading> existing = known.get().find(series, reading.period(), reading.revision());
            if (existing.equals(Optional.of(reading))) {
                return true;
            }
            boolean same = series == Series.METER
                    ? reading.quality() == Quality.MEASURED
                            || existing.filter(other -> other.quality() == Quality.SUBSTITUTED)
                                    .isPresent()
                    : reading.quality() == Quality.SUBSTITUTED
                            && known.get().ownAt(reading.period()).isEmpty();
            conflicts |= same && existing.isPresent();
        }
        Require.that(!conflicts, Refusal.CONFLICTING_DUPLICATE, "%s is another", ReadingChecks.name(reading));
        return false;
    }

    private void requireOpen() {
        PhaseRecord phase = transaction.phase(session.sessionId());
        if (!phase.isOpen(Phase.SETTLED)) {
            Sessions.requirePhase(transaction, session.sessionId(), Phase.DELIVERY);
        }
    }

    /** No meter knows what a register will show: a reading is taken once its period has ended. */
    private void requireTime(MeterReading reading) {
        if (!reading.isOfStart()) {
            session.requirePeriod(reading.period());
        }
        boolean right =
                reading.end().equals(reading.isOfStart() ? session.startOf(0) : session.endOf(reading.period()));
        Require.that(
                right,
                Refusal.READING_TIME_WRONG,
                "%s ends at %s, not at %s",
                ReadingChecks.name(reading),
                reading.isOfStart() ? session.startOf(0) : session.endOf(reading.period()),
                reading.end());
        Require.that(
                session.isSimulated() || !transaction.invocation().timestamp().isBefore(reading.end()),
                Refusal.READING_TOO_EARLY,
                "%s ends at %s, it is %s",
                ReadingChecks.name(reading),
                reading.end(),
                transaction.invocation().timestamp());
    }

    private void requireSigned(MeterRecord meter, MeterReading reading) {
        if (reading.quality() == Quality.SUBSTITUTED) {
            Require.that(
                    Access.isOperator(transaction.invocation().caller()),
                    Refusal.NOT_AUTHORISED,
                    "only the operator substitutes readings");
            return;
        }
        byte[] message = CanonicalBytes.reading(transaction.invocation().channel(), reading);
        boolean valid = Codecs.base64(reading.signature())
                .filter(signature ->
                        transaction.meterSignatures().verify(meter.keyAt(reading.end()), message, signature))
                .isPresent();
        Require.that(
                valid,
                Refusal.SIGNATURE_INVALID,
                "%s is not signed by the meter's key of %s",
                ReadingChecks.name(reading),
                reading.end());
    }

    private void useConsent(ParticipantRecord participant, MeterReading reading, boolean needed) {
        if (needed && !consented) {
            Consents.useOwn(
                    transaction,
                    participant,
                    ConsentTo.ofReading(reading),
                    CanonicalBytes.hash(Json.write(reading.toJson())));
        }
    }

    /** The next session counts from the end of this one: it must be able to follow where that changes. */
    private void put(MeterChain chain, MeterSeries series, MeterReading reading, Optional<ReadingRecord> record) {
        MeterSeries.Known none = new MeterSeries.Known(-1, series.lastRegisters(), Quality.MEASURED);
        MeterSeries.Known before = series.lastKnown().orElse(none);
        boolean ends = reading.period() >= before.period() || series.movesEnd(reading, record);
        Optional<OpeningRecord> next = chain.next(session);
        boolean isNew = series.isUnread() && series.opening().start().isEmpty();
        if (ends && !isNew && !chain.endsWith(session)) {
            requireFollowable(chain, reading, next);
        }
        MeterRecord meter = transaction.get(Keys.meter(reading.meterId()), RecordType.METER, Refusal.METER_UNKNOWN);
        Optional<OpeningRecord> follower = isNew ? chain.following(session, series.opening()) : next;
        if (reading.quality() == Quality.MEASURED) {
            follower.flatMap(opening -> files.series(opening.sessionId(), meter))
                    .ifPresent(later -> requireNotAbove(reading, later));
        }
        files.add(series, reading, record);
        transaction.put(series.opening());
        transaction.put(chain.with(session, series));
        if (ends || isNew) {
            follower.ifPresent(opening -> files.follow(meter, chain.after(opening, session, series)));
        }
    }

    /** What the meter showed first in a later session, at its start or in its periods, is not below. */
    private static void requireNotAbove(MeterReading reading, MeterSeries later) {
        later.opening()
                .start()
                .or(() -> later.ownAfter(-1).map(MeterReading::registers))
                .ifPresent(shown -> shown.since(reading.registers()));
    }

    private void requireFollowable(MeterChain chain, MeterReading reading, Optional<OpeningRecord> next) {
        Require.that(
                next.isPresent(),
                Refusal.REGISTER_FROZEN,
                "%s: a session that is closed counts from the registers at the end of this one",
                ReadingChecks.name(reading));
        chain.requireChangeable(next.get().sessionId());
    }
}
