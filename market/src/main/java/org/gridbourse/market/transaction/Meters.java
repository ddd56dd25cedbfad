package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.MeterRecord.DatedKey;
import org.gridbourse.market.record.MeterRecord.Life;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.ConsentTo;
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

    /** The first key has always held: a ledger begins with meters that measure already. */
    private static MeterRecord registered(
            Transaction transaction,
            String participantId,
            String meterId,
            String point,
            MeterKey key,
            Registers opening) {
        return new MeterRecord(
                meterId,
                participantId,
                point,
                List.of(new DatedKey(Instant.EPOCH, key)),
                opening,
                Life.from(transaction.second()),
                RegisterState.opening(opening),
                List.of());
    }

    private static JsonObject.Builder register(Transaction transaction, RegisterMeter request) {
        Access.requireOperator(transaction);
        ParticipantRecord participant = transaction.participant(request.participantId());
        MeterRecord wanted = registered(
                transaction,
                request.participantId(),
                request.meterId(),
                request.connectionPoint(),
                request.key(),
                request.opening());
        Optional<MeterRecord> existing = transaction.find(wanted.key(), RecordType.METER);
        if (existing.isPresent()) {
            requireSame(wanted, existing.get());
            return Action.answer(wanted);
        }
        Participants.requireActive(participant);
        requireUsable(transaction, request.key());
        boolean first = participant.meterIds().isEmpty();
        boolean fromZero = request.opening().imported().isZero()
                && request.opening().exported().isZero();
        if (!first || !fromZero) {
            Consents.useOwn(transaction, participant, request.meterId());
        }
        transaction.put(wanted);
        transaction.put(participant.withMeter(request.meterId()));
        return Action.answer(wanted);
    }

    private static void requireSame(MeterRecord wanted, MeterRecord existing) {
        new Repeat()
                .compare("participantId", existing.participantId(), wanted.participantId())
                .compare("connectionPoint", existing.connectionPoint(), wanted.connectionPoint())
                .compare("key", existing.keys().get(0), wanted.keys().get(0))
                .compare("opening registers", existing.opening(), wanted.opening())
                .requireSame("meter %s is registered", wanted.meterId());
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
        Optional<SessionRecord> session = request.moment().map(moment -> transaction.session(moment.sessionId()));
        request.moment().ifPresent(moment -> session.orElseThrow().requirePeriod(moment.period()));
        MeterRecord wanted = replacement(transaction, request, old, session);
        Optional<MeterRecord> existing = transaction.find(wanted.key(), RecordType.METER);
        if (existing.isPresent()) {
            requireSame(wanted, existing.get());
            requireSameExchange(request, old, existing.get());
            return Action.answer(wanted);
        }
        Participants.requireActive(participant);
        requireActiveMeterOf(request, old);
        requireUsable(transaction, request.key());
        Consents.useOwn(transaction, participant, request.newMeterId());
        if (request.moment().isPresent()) {
            Moment moment = request.moment().get();
            Readings.close(transaction, session.orElseThrow(), old, moment.period(), request.closing());
        } else {
            requireNothingOpen(request, old);
        }
        MeterRecord read = transaction.get(old.key(), RecordType.METER, Refusal.METER_UNKNOWN);
        transaction.put(read.closed(ended(transaction, request, old, session), read.last()));
        transaction.put(wanted);
        transaction.put(participant.withMeter(request.newMeterId()));
        return Action.answer(wanted);
    }

    private static MeterRecord replacement(
            Transaction transaction, ExchangeMeter request, MeterRecord old, Optional<SessionRecord> session) {
        MeterRecord fresh = registered(
                transaction,
                request.participantId(),
                request.newMeterId(),
                old.connectionPoint(),
                request.key(),
                request.opening());
        Life life = new Life(
                fresh.life().registered(),
                session.map(each -> each.startOf(request.moment().orElseThrow().period())),
                Optional.empty(),
                Optional.of(request.meterId()),
                Optional.empty());
        return fresh.closed(life, fresh.last());
    }

    /** The old meter measures to the end of the period in which it was exchanged. */
    private static Life ended(
            Transaction transaction, ExchangeMeter request, MeterRecord old, Optional<SessionRecord> session) {
        Instant until = session.map(
                        each -> each.endOf(request.moment().orElseThrow().period()))
                .or(() -> old.last().endOfReading(transaction::session))
                .orElse(old.life().registered());
        return new Life(
                old.life().registered(),
                old.life().since(),
                Optional.of(until),
                old.life().replaces(),
                Optional.of(request.newMeterId()));
    }

    /** Outside a session nothing may have flowed since the last reading: it would be in no statement. */
    private static void requireNothingOpen(ExchangeMeter request, MeterRecord old) {
        Require.that(
                request.closing().equals(old.last().registers()),
                Refusal.CLOSING_REGISTER_OPEN,
                "meter %s was last read at %s and closes at %s: say in which period of which session",
                old.meterId(),
                old.last().registers(),
                request.closing());
    }

    private static void requireSameExchange(ExchangeMeter request, MeterRecord old, MeterRecord existing) {
        new Repeat()
                .compare("meterId that it replaces", existing.life().replaces(), Optional.of(request.meterId()))
                .compare("newMeterId of the old one", old.life().replacedBy(), Optional.of(request.newMeterId()))
                .compare("closing registers of the old one", old.last().registers(), request.closing())
                .requireSame("meter %s is registered", request.newMeterId());
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
        Require.that(
                request.key().from().isAfter(meter.keys().get(revisions - 1).from()),
                Refusal.REVISION_OUT_OF_ORDER,
                "key %s of meter %s holds from %s, the next must hold from later on",
                revisions,
                request.meterId(),
                meter.keys().get(revisions - 1).from());
        requireUsable(transaction, request.key().key());
        Consents.useOwn(transaction, transaction.participant(meter.participantId()), ConsentTo.ofKey(request));
        transaction.put(meter.withKey(request.key()));
        return Action.answer(meter);
    }
}
