package org.gridbourse.node.trading;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.node.trading.LedgerAccess.RefusedRequest;
import org.gridbourse.node.trading.SignedReadings.Before;
import org.gridbourse.node.trading.SignedReadings.Measured;

/**
 * A node's delivery: takes its meter's signed readings, keeps them, and hands them in. Registers go on from its own
 * journal, whatever the operator has put in meanwhile. What is refused only for its order or its time is handed in again;
 * a day is never given up while the session is open.
 */
final class Metering {
    /** Readings in one transaction; more would make blocks that others wait for. */
    private static final int BATCH = 100;

    /** What handing the same reading in again would not change. */
    private static final Set<Refusal> FINAL = EnumSet.of(
            Refusal.REQUEST_INVALID,
            Refusal.NOT_AUTHORISED,
            Refusal.NOT_YOUR_PARTICIPANT,
            Refusal.PERIOD_UNKNOWN,
            Refusal.METER_NOT_ACTIVE,
            Refusal.READING_TIME_WRONG,
            Refusal.READING_IMPLAUSIBLE,
            Refusal.SIGNATURE_INVALID,
            Refusal.CONFLICTING_DUPLICATE,
            Refusal.REGISTER_FROZEN);

    private final SignedReadings meter;
    private final LedgerAccess market;
    private final NodeJournal journal;
    private final Steps steps;
    private final InstantSource clock;

    Metering(Node.Ports ports, Steps steps) {
        this.meter = ports.meter();
        this.market = ports.market();
        this.journal = ports.journal();
        this.steps = steps;
        this.clock = ports.clock();
    }

    void deliver(String sessionId) {
        if (steps.isOver(sessionId, NodeStep.DELIVER)) {
            return;
        }
        SessionRecord session = market.session(sessionId).orElseThrow();
        measure(session);
        Optional<RefusedRequest> waiting = handIn(session);
        List<KeptReading> kept = journal.readings(meter.meterId(), session);
        long over = kept.stream().filter(reading -> !reading.isOpen()).count();
        int all = session.periods() + 1;
        if (over < all) {
            throw new NotReadyException("%s of %s readings of %s are still to be handed in%s"
                    .formatted(
                            all - over,
                            all,
                            sessionId,
                            waiting.map(refused -> ": %s: %s".formatted(refused.code(), refused.detail()))
                                    .orElse("")));
        }
        conclude(sessionId, kept);
    }

    /** Asks the meter for what it has read since. */
    private void measure(SessionRecord session) {
        Set<Integer> known = journal.readings(meter.meterId(), session).stream()
                .map(kept -> kept.reading().period())
                .collect(Collectors.toSet());
        if (known.size() > session.periods()) {
            return;
        }
        LastReading last = journal.lastReading(meter.meterId()).orElseGet(this::lastOnLedger);
        Before before = new Before(last.registers(), last.sequence(), journal.stateOfCharge(session.startOf(0)));
        Measured measured = meter.readings(session, market.tradedWh(session), before, known);
        if (!measured.readings().isEmpty()) {
            journal.keep(session, measured);
        }
    }

    /** Before the first reading that was kept here. */
    private LastReading lastOnLedger() {
        String key = Keys.meter(meter.meterId());
        RegisterState last = market.find(key, RecordType.METER)
                .map(MeterRecord::last)
                .orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet"));
        return new LastReading(last.own().orElse(last.registers()), last.sequence());
    }

    /** Hands in what is due; answers why something has to wait. */
    private Optional<RefusedRequest> handIn(SessionRecord session) {
        List<MeterReading> due = journal.readings(meter.meterId(), session).stream()
                .filter(KeptReading::isOpen)
                .map(KeptReading::reading)
                .filter(reading -> session.isSimulated() || !reading.end().isAfter(clock.instant()))
                .toList();
        Optional<RefusedRequest> waiting = Optional.empty();
        for (int from = 0; from < due.size(); from += BATCH) {
            List<MeterReading> batch = due.subList(from, Math.min(due.size(), from + BATCH));
            List<Optional<RefusedRequest>> verdicts = market.handIn(new SubmitReadings(batch));
            for (int i = 0; i < verdicts.size(); i++) {
                Optional<RefusedRequest> refused = verdicts.get(i);
                boolean isFinal = refused.flatMap(RefusedRequest::refusal)
                        .filter(FINAL::contains)
                        .isPresent();
                if (refused.isEmpty() || isFinal) {
                    journal.note(batch.get(i), refused.map(RefusedRequest::code).orElse(KeptReading.ACCEPTED));
                } else {
                    waiting = waiting.or(() -> refused);
                }
            }
        }
        return waiting;
    }

    private void conclude(String sessionId, List<KeptReading> kept) {
        List<KeptReading> refused = kept.stream().filter(KeptReading::isRefused).toList();
        if (refused.isEmpty()) {
            steps.done(sessionId, NodeStep.DELIVER, "%d readings".formatted(kept.size()));
        } else {
            String periods = refused.stream()
                    .map(each -> "%d".formatted(each.reading().period()))
                    .toList()
                    .toString();
            steps.end(
                    sessionId,
                    new StepResult(
                            NodeStep.DELIVER,
                            refused.get(0).outcome().orElseThrow(),
                            "%d of %d readings, of periods %s".formatted(refused.size(), kept.size(), periods)));
        }
    }
}
