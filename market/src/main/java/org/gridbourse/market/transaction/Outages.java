package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.DeclareOutage;
import org.gridbourse.market.state.Access;

/** Outages and curtailments that the operator declares; what is missed in them costs no credit. */
public final class Outages {
    private Outages() {}

    public static List<Action<?>> actions() {
        return List.of(new Action<>(DeclareOutage.FUNCTION, "OutageDeclared", DeclareOutage::read, Outages::declare));
    }

    private static JsonObject.Builder declare(Transaction transaction, DeclareOutage declared) {
        OutageRecord request = declared.outage();
        Access.requireOperator(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        Optional<OutageRecord> existing = transaction.find(request.key(), RecordType.OUTAGE);
        if (existing.isPresent()) {
            Repeat.of(existing.get().toJson(), request.toJson())
                    .requireSame("outage %s is declared", request.outageId());
            return Action.answer(request);
        }
        PhaseRecord phase = transaction.phase(request.sessionId());
        Require.that(
                phase.phase().isBefore(Phase.DELIVERY) || phase.isOpen(Phase.DELIVERY),
                Refusal.WRONG_PHASE,
                "session %s is %s",
                request.sessionId(),
                phase.phase());
        request.periods().forEach(session::requirePeriod);
        request.participantIds().forEach(transaction::participant);
        transaction.put(request);
        return Action.answer(request);
    }
}
