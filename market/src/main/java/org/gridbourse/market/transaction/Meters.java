package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.ExchangeMeter;
import org.gridbourse.market.request.ExchangeMeter.Moment;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.request.RotateMeterKey;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.Access;

/** Registration, exchange and keys of meters, by the operator. */
public final class Meters {
    private Meters() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(RegisterMeter.FUNCTION, "MeterRegistered", RegisterMeter::read, Meters::register),
                new Action<>(ExchangeMeter.FUNCTION, "MeterExchanged", ExchangeMeter::read, Meters::exchange),
                new Action<>(RotateMeterKey.FUNCTION, "MeterKeyRotated", RotateMeterKey::read, Meters::rotate));
    }

    private static JsonObject.Builder register(Transaction transaction, RegisterMeter request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        MeterRecord wanted =
                MeterRecord.registered(request.meterId(), request.participantId(), request.key(), request.opening());
        Optional<MeterRecord> existing = transaction.find(wanted.key(), RecordType.METER);
        if (existing.isPresent()) {
            requireSame(wanted, existing.get());
            return Action.answer(wanted);
        }
        Participants.requireActive(participant);
        requireUsable(transaction, request.key());
        transaction.put(wanted);
        transaction.put(participant.withMeter(request.meterId()));
        return Action.answer(wanted);
    }

    private static void requireSame(MeterRecord wanted, MeterRecord existing) {
        boolean same = existing.participantId().equals(wanted.participantId())
                && existing.keys().get(0).equals(wanted.keys().get(0))
                && existing.opening().equals(wanted.opening());
        Require.that(same, Refusal.CONFLICTING_DUPLICATE, "meter %s is registered otherwise", wanted.meterId());
    }

    private static void requireUsable(Transaction transaction, MeterKey key) {
        Require.that(
                transaction.meterSignatures().accepts(key),
                Refusal.METER_KEY_INVALID,
                "the public key is none of %s",
                key.algorithm());
    }

    private static JsonObject.Builder exchange(Transaction transaction, ExchangeMeter request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        MeterRecord old = transaction.get(Keys.meter(request.meterId()), RecordType.METER, Refusal.METER_UNKNOWN);
        MeterRecord wanted = MeterRecord.registered(
                        request.newMeterId(), request.participantId(), request.key(), request.opening())
                .inPlaceOf(request.meterId(), request.moment().map(moment -> startOf(transaction, moment)));
        Optional<MeterRecord> existing = transaction.find(wanted.key(), RecordType.METER);
        if (existing.isPresent()) {
            requireSame(wanted, existing.get());
            requireSameExchange(request, old, existing.get());
            return Action.answer(wanted);
        }
        Participants.requireActive(participant);
        requireActiveMeterOf(request, old);
        requireUsable(transaction, request.key());
        request.closing().since(old.last().registers());
        request.moment().ifPresent(moment -> close(transaction, request, old, moment));
        transaction.put(old.closed(
                request.newMeterId(),
                new RegisterState(
                        request.closing(),
                        old.last().sequence(),
                        request.moment().map(Moment::sessionId).or(old.last()::sessionId),
                        request.moment().map(Moment::period).or(old.last()::period))));
        transaction.put(wanted);
        transaction.put(participant.withMeter(request.newMeterId()));
        return Action.answer(wanted);
    }

    private static Instant startOf(Transaction transaction, Moment moment) {
        SessionRecord session = transaction.session(moment.sessionId());
        return session.startOf(moment.period());
    }

    private static void requireSameExchange(ExchangeMeter request, MeterRecord old, MeterRecord existing) {
        boolean same = existing.replaces().equals(Optional.of(request.meterId()))
                && old.replacedBy().equals(Optional.of(request.newMeterId()))
                && old.last().registers().equals(request.closing());
        Require.that(same, Refusal.CONFLICTING_DUPLICATE, "meter %s is registered otherwise", request.newMeterId());
    }

    private static void requireActiveMeterOf(ExchangeMeter request, MeterRecord old) {
        Require.that(
                old.participantId().equals(request.participantId()),
                Refusal.METER_UNKNOWN,
                "participant %s has no meter %s",
                request.participantId(),
                request.meterId());
        Require.that(old.isActive(), Refusal.METER_NOT_ACTIVE, "meter %s was exchanged already", request.meterId());
    }

    /** The closing registers count as the old meter's reading of the period, put in by the operator. */
    private static void close(Transaction transaction, ExchangeMeter request, MeterRecord old, Moment moment) {
        int revision = transaction
                        .list(
                                Keys.inSession("reading", moment.sessionId(), request.participantId()),
                                RecordType.READING)
                        .stream()
                        .map(ReadingRecord::reading)
                        .filter(reading ->
                                reading.meterId().equals(request.meterId()) && reading.period() == moment.period())
                        .mapToInt(MeterReading::revision)
                        .max()
                        .orElse(0)
                + 1;
        Readings.accept(
                transaction,
                List.of(new MeterReading(
                        old.meterId(),
                        moment.sessionId(),
                        moment.period(),
                        revision,
                        request.closing(),
                        old.last().sequence() + 1,
                        MeterReading.Quality.SUBSTITUTED,
                        "")));
    }

    private static JsonObject.Builder rotate(Transaction transaction, RotateMeterKey request) {
        Access.requireOperator(transaction);
        MeterRecord meter = transaction.get(Keys.meter(request.meterId()), RecordType.METER, Refusal.METER_UNKNOWN);
        int revisions = meter.keys().size();
        if (request.revision() <= revisions) {
            Require.that(
                    request.revision() > 1
                            && meter.keys().get(request.revision() - 1).equals(request.key()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "key %s of meter %s is another",
                    request.revision(),
                    request.meterId());
            return Action.answer(meter);
        }
        Require.that(meter.isActive(), Refusal.METER_NOT_ACTIVE, "meter %s was exchanged", request.meterId());
        Require.that(
                request.revision() == revisions + 1,
                Refusal.REVISION_OUT_OF_ORDER,
                "meter %s is at key %s, the next is %s",
                request.meterId(),
                revisions,
                revisions + 1);
        requireUsable(transaction, request.key());
        transaction.put(meter.withKey(request.key()));
        return Action.answer(meter);
    }
}
