package org.gridbourse.market.ledger;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonObject;

/** Outages and curtailments that the operator declares; what is missed in them costs no credit. */
final class Outages {
    private Outages() {}

    static List<Action<?>> actions() {
        return List.of(new Action<>("declareOutage", "OutageDeclared", OutageRecord::read, Outages::declare));
    }

    private static JsonObject.Builder declare(Transaction transaction, OutageRecord request) {
        Access.requireOperator(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        Optional<OutageRecord> existing = transaction.find(request.key(), Type.OUTAGE);
        if (existing.isPresent()) {
            Require.that(
                    existing.get().equals(request),
                    Refusal.CONFLICTING_DUPLICATE,
                    "outage %s is declared otherwise",
                    request.outageId());
            return Action.answer(request);
        }
        PhaseRecord phase = transaction.phase(request.sessionId());
        Require.that(
                !phase.phase().isOver() && !(phase.phase() == Phase.SETTLED && phase.closing()),
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
