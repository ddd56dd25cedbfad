package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
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
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.state.Access;

/** Readings of meters: in batches of one session, whole or not at all. */
public final class Readings {
    private final Transaction transaction;
    private final SessionRecord session;
    private final SortedMap<String, SortedMap<String, MeterReadings>> byParticipant = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();
    private int repeated;
    private int accepted;

    private Readings(Transaction transaction, SessionRecord session) {
        this.transaction = transaction;
        this.session = session;
    }

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(SubmitReadings.FUNCTION, "ReadingsSubmitted", SubmitReadings::read, Readings::submit));
    }

    private static JsonObject.Builder submit(Transaction transaction, SubmitReadings request) {
        Access.requireMayReport(transaction);
        return accept(transaction, request.readings());
    }

    /** Accepts readings whose form is checked. In a settled session the periods that they change are corrected. */
    static JsonObject.Builder accept(Transaction transaction, List<MeterReading> request) {
        SessionRecord session = transaction.session(request.get(0).sessionId());
        Readings readings = new Readings(transaction, session);
        request.forEach(readings::accept);
        int statements = readings.correct();
        return JsonObject.builder()
                .put("accepted", readings.accepted)
                .put("repeated", readings.repeated)
                .put("statements", statements);
    }

    private void accept(MeterReading reading) {
        MeterRecord meter = transaction.get(Keys.meter(reading.meterId()), RecordType.METER, Refusal.METER_UNKNOWN);
        ParticipantRecord participant = transaction.participant(meter.participantId());
        Access.requireMayReportFor(transaction, participant);
        SortedMap<String, MeterReadings> meters =
                byParticipant.computeIfAbsent(participant.participantId(), this::load);
        if (reading.isOfStart()) {
            acceptStart(meter, participant, meters, reading);
            return;
        }
        Optional<MeterReading> existing = Optional.ofNullable(meters.get(reading.meterId()))
                .flatMap(each -> each.find(reading.period(), reading.revision()));
        if (existing.isPresent()) {
            Require.that(existing.get().equals(reading), Refusal.CONFLICTING_DUPLICATE, "%s is another", name(reading));
            repeated++;
            return;
        }
        Participants.requireActive(participant);
        requireOpen();
        session.requirePeriod(reading.period());
        requireSigned(meter, reading);
        boolean begun = meters.containsKey(reading.meterId());
        MeterReadings earlier = meters.computeIfAbsent(reading.meterId(), id -> open(meter, reading));
        requireNext(earlier, reading);
        Optional<OpeningRecord> next = begun ? nextOpening(meter, earlier, reading) : Optional.empty();
        requireRegistersFit(meter, earlier, reading);
        next.ifPresent(opening -> opening.registers().since(reading.registers()));
        earlier.add(reading);
        changed.add(participant.participantId());
        accepted++;
        transaction.put(new ReadingRecord(participant.participantId(), reading));
        if (next.isEmpty() && earlier.hasNothingAfter(reading.period())) {
            transaction.put(meter.lastRead(new RegisterState(
                    reading.registers(),
                    Math.max(meter.last().sequence(), reading.sequence()),
                    Optional.of(session.sessionId()),
                    Optional.of(reading.period()))));
        }
    }

    private SortedMap<String, MeterReadings> load(String participantId) {
        return MeterReadings.byMeter(
                transaction.list(Keys.inSession("opening", session.sessionId(), participantId), RecordType.OPENING),
                transaction.list(Keys.inSession("reading", session.sessionId(), participantId), RecordType.READING));
    }

    /** A meter says where its session begins: what it measured since it was last read belongs to no period. */
    private void acceptStart(
            MeterRecord meter,
            ParticipantRecord participant,
            SortedMap<String, MeterReadings> meters,
            MeterReading reading) {
        boolean measured = reading.quality() == Quality.MEASURED;
        if (meters.containsKey(reading.meterId())) {
            OpeningRecord opening = meters.get(reading.meterId()).opening();
            boolean same = opening.registers().equals(reading.registers())
                    && (!measured || opening.sequence() == reading.sequence());
            Require.that(
                    same, Refusal.CONFLICTING_DUPLICATE, "%s: the session counts from another already", name(reading));
            repeated++;
            return;
        }
        Participants.requireActive(participant);
        Require.that(meter.isActive(), Refusal.METER_NOT_ACTIVE, "meter %s was exchanged", meter.meterId());
        requireOpen();
        requireSigned(meter, reading);
        requireNotBehind(meter, reading);
        Require.that(
                reading.revision() == 1,
                Refusal.REVISION_OUT_OF_ORDER,
                "%s: a session's start has one revision",
                name(reading));
        Require.that(
                !measured || reading.sequence() > meter.last().sequence(),
                Refusal.SEQUENCE_DOES_NOT_RISE,
                "%s: sequence %s is not above %s",
                name(reading),
                reading.sequence(),
                meter.last().sequence());
        reading.registers().since(meter.last().registers());
        OpeningRecord opening = new OpeningRecord(
                session.sessionId(),
                meter.participantId(),
                meter.meterId(),
                reading.registers(),
                measured ? reading.sequence() : meter.last().sequence(),
                meter.last().sessionId());
        transaction.put(opening);
        transaction.put(meter.lastRead(new RegisterState(
                opening.registers(), opening.sequence(), Optional.of(session.sessionId()), Optional.empty())));
        meters.put(meter.meterId(), new MeterReadings(opening));
        accepted++;
    }

    /** Unless its start was read, a session counts from where the meter was last read. */
    private MeterReadings open(MeterRecord meter, MeterReading reading) {
        requireNotBehind(meter, reading);
        OpeningRecord opening = new OpeningRecord(
                session.sessionId(),
                meter.participantId(),
                meter.meterId(),
                meter.last().registers(),
                meter.last().sequence(),
                Optional.empty());
        transaction.put(opening);
        return new MeterReadings(opening);
    }

    /** A session cannot begin with registers of a later one. */
    private void requireNotBehind(MeterRecord meter, MeterReading reading) {
        boolean behind = meter.last()
                .sessionId()
                .map(transaction::session)
                .filter(last -> last.startOf(0).isAfter(session.startOf(0)))
                .isPresent();
        Require.that(
                !behind,
                Refusal.REGISTER_FROZEN,
                "%s: the meter was read in session %s, which begins later",
                name(reading),
                meter.last().sessionId().orElse(""));
    }

    /**
     * Where the last register of this session comes after a later session began: how that one began. If its start was
     * not read it counts from this session's registers as they are, and they are frozen.
     */
    private Optional<OpeningRecord> nextOpening(MeterRecord meter, MeterReadings earlier, MeterReading reading) {
        boolean last = earlier.hasNothingAfter(reading.period());
        Optional<String> later = meter.last().sessionId().filter(id -> last && !id.equals(session.sessionId()));
        Optional<OpeningRecord> next = later.flatMap(id ->
                        transaction.find(Keys.opening(id, meter.participantId(), meter.meterId()), RecordType.OPENING))
                .filter(opening -> opening.follows().equals(Optional.of(session.sessionId())));
        Require.that(
                later.isEmpty() || next.isPresent(),
                Refusal.REGISTER_FROZEN,
                "%s: session %s counts from the registers at the end of this one already",
                name(reading),
                later.orElse(""));
        return next;
    }

    private void requireOpen() {
        PhaseRecord phase = transaction.phase(session.sessionId());
        if (!phase.isOpen(Phase.SETTLED)) {
            Sessions.requirePhase(transaction, session.sessionId(), Phase.DELIVERY);
        }
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
                .filter(signature -> transaction.meterSignatures().verify(meter.keyInForce(), message, signature))
                .isPresent();
        Require.that(valid, Refusal.SIGNATURE_INVALID, "%s is not signed by the meter's key", name(reading));
    }

    private void requireNext(MeterReadings earlier, MeterReading reading) {
        int next = earlier.lastRevision(reading.period()) + 1;
        Require.that(
                reading.revision() == next,
                Refusal.REVISION_OUT_OF_ORDER,
                "%s: the next revision is %s",
                name(reading),
                next);
        if (reading.quality() == Quality.MEASURED) {
            long above = earlier.latestAt(reading.period())
                    .filter(replaced -> replaced.quality() == Quality.MEASURED)
                    .map(MeterReading::sequence)
                    .orElseGet(() -> earlier.sequenceBefore(reading.period()));
            Require.that(
                    reading.sequence() > above,
                    Refusal.SEQUENCE_DOES_NOT_RISE,
                    "%s: sequence %s is not above %s",
                    name(reading),
                    reading.sequence(),
                    above);
        }
    }

    private void requireRegistersFit(MeterRecord meter, MeterReadings earlier, MeterReading reading) {
        Registers before = earlier.latestBefore(reading.period())
                .map(MeterReading::registers)
                .orElse(earlier.opening().registers());
        MeteredEnergy energy = reading.registers().since(before);
        earlier.latestAfter(reading.period())
                .ifPresent(after -> after.registers().since(reading.registers()));
        if (!meter.isActive()) {
            meter.last().registers().since(reading.registers());
        }
        int periods = earlier.latestBefore(reading.period())
                .map(previous -> reading.period() - previous.period())
                .orElse(session.periods());
        Energy most = new Energy(MarketLimits.ENERGY_MAX_WH * periods);
        Require.that(
                energy.imported().max(energy.exported()).compareTo(most) <= 0,
                Refusal.AMOUNT_OUT_OF_RANGE,
                "%s: %s and %s are more than a meter can measure in %s periods",
                name(reading),
                energy.imported(),
                energy.exported(),
                periods);
    }

    private static String name(MeterReading reading) {
        return "reading of %s, period %s, revision %s"
                .formatted(reading.meterId(), reading.period(), reading.revision());
    }

    private int correct() {
        int statements = 0;
        if (!changed.isEmpty() && transaction.phase(session.sessionId()).isOpen(Phase.SETTLED)) {
            for (String participantId : changed) {
                statements += SettlementSteps.correct(
                        transaction, session, transaction.participant(participantId), byParticipant.get(participantId));
            }
        }
        return statements;
    }
}
