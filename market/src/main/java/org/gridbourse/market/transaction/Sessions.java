package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.Ping;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;

/** Announcing sessions, and the ping that shows that a ledger takes transactions. */
public final class Sessions {
    private Sessions() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(AnnounceSession.FUNCTION, "SessionAnnounced", AnnounceSession::read, Sessions::announce),
                new Action<>(Ping.FUNCTION, "Pinged", Ping::read, Sessions::ping));
    }

    private static JsonObject.Builder announce(Transaction transaction, AnnounceSession request) {
        Access.requireOperator(transaction);
        Optional<SessionRecord> existing = transaction.find(Keys.session(request.sessionId()), RecordType.SESSION);
        int version = existing.isPresent()
                ? existing.get().ruleVersion()
                : RuleVersions.versionFor(transaction, Optional.of(request.sessionId()));
        SessionRecord wanted = new SessionRecord(
                request.sessionId(),
                request.currency(),
                version,
                request.periodMinutes(),
                request.periodStarts(),
                request.tariffs(),
                request.earliest());
        if (existing.isPresent()) {
            Require.that(
                    existing.get().equals(wanted),
                    Refusal.CONFLICTING_DUPLICATE,
                    "session %s is announced otherwise",
                    request.sessionId());
            return Action.answer(wanted);
        }
        transaction.put(wanted);
        transaction.put(new PhaseRecord(request.sessionId(), Phase.ANNOUNCED, false));
        return Action.answer(wanted);
    }

    private static JsonObject.Builder ping(Transaction transaction, Ping asked) {
        Access.requireOperator(transaction);
        PingRecord request = new PingRecord(asked.pingId());
        if (transaction.find(request.key(), RecordType.PING).isEmpty()) {
            transaction.put(request);
        }
        return Action.answer(request);
    }

    /** Refuses what is not to be done in the phase in which a session stands. */
    static void requirePhase(StateView view, String sessionId, Phase wanted) {
        PhaseRecord phase = view.phase(sessionId);
        Require.that(
                phase.isOpen(wanted),
                Refusal.WRONG_PHASE,
                "session %s is in %s%s, %s needs %s",
                sessionId,
                phase.phase(),
                phase.closing() ? " (closing)" : "",
                view.invocation().function(),
                wanted);
    }
}
