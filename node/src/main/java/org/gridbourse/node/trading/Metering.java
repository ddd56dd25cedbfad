package org.gridbourse.node.trading;

import java.util.List;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RegisterState;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;

/** A node's delivery: takes its meter's signed readings, keeps them, and hands them in. */
final class Metering {
    /** Readings in one transaction; more would make blocks that others wait for. */
    private static final int BATCH = 100;

    private final SignedReadings meter;
    private final LedgerAccess market;
    private final NodeJournal journal;
    private final Steps steps;

    Metering(Node.Ports ports, Steps steps) {
        this.meter = ports.meter();
        this.market = ports.market();
        this.journal = ports.journal();
        this.steps = steps;
    }

    void deliver(String sessionId) {
        if (steps.isOver(sessionId, NodeStep.DELIVER)) {
            return;
        }
        SessionRecord session = market.session(sessionId).orElseThrow();
        List<MeterReading> readings = journal.readings(meter.meterId(), session);
        if (readings.isEmpty()) {
            readings = meter.readings(session, market.tradedWh(session), lastReading());
            journal.keep(readings);
        }
        if (handIn(sessionId, readings)) {
            steps.done(sessionId, NodeStep.DELIVER, "%d readings".formatted(readings.size()));
        }
    }

    private boolean handIn(String sessionId, List<MeterReading> readings) {
        for (int from = 0; from < readings.size(); from += BATCH) {
            List<MeterReading> batch = readings.subList(from, Math.min(readings.size(), from + BATCH));
            if (!steps.send(sessionId, NodeStep.DELIVER, new SubmitReadings(batch))) {
                return false;
            }
        }
        return true;
    }

    private RegisterState lastReading() {
        String key = Keys.meter(meter.meterId());
        return market.find(key, RecordType.METER)
                .map(MeterRecord::last)
                .orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet"));
    }
}
