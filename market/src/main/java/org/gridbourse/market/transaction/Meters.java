package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.Access;

/** Registration, exchange and keys of meters, by the operator. */
public final class Meters {
    private Meters() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>("registerMeter", "MeterRegistered", Registration::read, Meters::register),
                new Action<>("exchangeMeter", "MeterExchanged", Exchange::read, Meters::exchange),
                new Action<>("rotateMeterKey", "MeterKeyRotated", Rotation::read, Meters::rotate));
    }

    private record Registration(String participantId, String meterId, MeterKey key, Registers opening) {
        static Registration read(Fields fields) {
            return new Registration(
                    Codecs.participantId(fields, "participantId"),
                    Codecs.id(fields, "meterId"),
                    Codecs.meterKey(fields),
                    Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"));
        }
    }

    /** When a meter was exchanged: in which period of which session. */
    private record Moment(String sessionId, int period) {}

    private record Exchange(
            String participantId,
            String meterId,
            Registers closing,
            String newMeterId,
            MeterKey key,
            Registers opening,
            Optional<Moment> moment) {
        static Exchange read(Fields fields) {
            boolean inSession = fields.has("sessionId") || fields.has("period");
            return new Exchange(
                    Codecs.participantId(fields, "participantId"),
                    Codecs.id(fields, "meterId"),
                    Codecs.registers(fields, "closingImportRegisterWh", "closingExportRegisterWh"),
                    Codecs.id(fields, "newMeterId"),
                    Codecs.meterKey(fields),
                    Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                    inSession
                            ? Optional.of(new Moment(Codecs.id(fields, "sessionId"), Codecs.period(fields)))
                            : Optional.empty());
        }
    }

    private record Rotation(String meterId, int revision, MeterKey key) {
        static Rotation read(Fields fields) {
            return new Rotation(Codecs.id(fields, "meterId"), Codecs.revision(fields), Codecs.meterKey(fields));
        }
    }

    private static JsonObject.Builder register(Transaction transaction, Registration request) {
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

    private static JsonObject.Builder exchange(Transaction transaction, Exchange request) {
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

    private static void requireSameExchange(Exchange request, MeterRecord old, MeterRecord existing) {
        boolean same = existing.replaces().equals(Optional.of(request.meterId()))
                && old.replacedBy().equals(Optional.of(request.newMeterId()))
                && old.last().registers().equals(request.closing());
        Require.that(same, Refusal.CONFLICTING_DUPLICATE, "meter %s is registered otherwise", request.newMeterId());
    }

    private static void requireActiveMeterOf(Exchange request, MeterRecord old) {
        Require.that(
                old.participantId().equals(request.participantId()),
                Refusal.METER_UNKNOWN,
                "participant %s has no meter %s",
                request.participantId(),
                request.meterId());
        Require.that(old.isActive(), Refusal.METER_NOT_ACTIVE, "meter %s was exchanged already", request.meterId());
    }

    /** The closing registers count as the old meter's reading of the period, put in by the operator. */
    private static void close(Transaction transaction, Exchange request, MeterRecord old, Moment moment) {
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

    private static JsonObject.Builder rotate(Transaction transaction, Rotation request) {
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
