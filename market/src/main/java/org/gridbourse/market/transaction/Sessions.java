package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.AddingRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Announcement;
import org.gridbourse.market.record.SessionRecord.Base;
import org.gridbourse.market.record.SpanRecord;
import org.gridbourse.market.request.AnnounceSession;
import org.gridbourse.market.request.AnnounceSession.Delivery;
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
        Optional<SessionRecord> base = request.base().map(each -> transaction.session(each.sessionId()));
        SessionRecord wanted = session(transaction, request, existing, base);
        if (existing.isPresent()) {
            Repeat.of(existing.get().toJson(), wanted.toJson())
                    .requireSame("session %s is announced", request.sessionId());
            return Action.answer(wanted);
        }
        if (base.isPresent()) {
            requireMayAdd(transaction, wanted, base.get());
            transaction.put(new AddingRecord(wanted.baseSessionId(), wanted.sessionId()));
        } else {
            requireNoOverlap(transaction, wanted);
            transaction.put(new SpanRecord(wanted.sessionId(), wanted.startOf(0), wanted.end()));
        }
        if (!wanted.isSimulated()) {
            SessionTimes.requireOfRealLedger(wanted);
        }
        transaction.put(wanted);
        transaction.put(new PhaseRecord(request.sessionId(), Phase.ANNOUNCED, false, transaction.second()));
        return Action.answer(wanted);
    }

    /** The session as it is to stand on the ledger; as it stands there already where the request is a repetition. */
    private static SessionRecord session(
            Transaction transaction,
            AnnounceSession request,
            Optional<SessionRecord> existing,
            Optional<SessionRecord> base) {
        Delivery delivery = request.delivery()
                .orElseGet(() -> Delivery.of(
                        base.orElseThrow(), request.base().orElseThrow().periods()));
        int version = existing.or(() -> base)
                .map(SessionRecord::ruleVersion)
                .orElseGet(() -> RuleVersions.versionFor(transaction, Optional.of(request.sessionId())));
        return new SessionRecord(
                request.sessionId(),
                delivery.currency(),
                version,
                delivery.periodMinutes(),
                delivery.periodStarts(),
                delivery.tariffs(),
                request.earliest(),
                existing.map(SessionRecord::announcement)
                        .orElseGet(() -> new Announcement(transaction.second(), Clocks.isSimulated(transaction))),
                request.base());
    }

    /** A delivery period is settled once: base sessions never overlap. */
    private static void requireNoOverlap(Transaction transaction, SessionRecord wanted) {
        for (SpanRecord span : Spans.touching(transaction, wanted.startOf(0), wanted.end())) {
            Require.that(
                    transaction.phase(span.sessionId()).phase() == Phase.CANCELLED,
                    Refusal.SESSIONS_OVERLAP,
                    "session %s covers %s to %s; a session over the same hours adds to it",
                    span.sessionId(),
                    span.start(),
                    span.end());
        }
    }

    /** What is traded in addition is delivered with the base session, which therefore is prepaid and not settled yet. */
    private static void requireMayAdd(Transaction transaction, SessionRecord wanted, SessionRecord base) {
        Base named = wanted.base().orElseThrow();
        Require.that(
                base.base().isEmpty(),
                Refusal.BASE_SESSION_INVALID,
                "session %s adds to another itself",
                base.sessionId());
        named.periods().forEach(base::requirePeriod);
        Require.that(
                transaction.phase(base.sessionId()).isOpen(Phase.DELIVERY),
                Refusal.BASE_SESSION_INVALID,
                "session %s is not in DELIVERY",
                base.sessionId());
    }

    private static JsonObject.Builder ping(Transaction transaction, Ping asked) {
        Access.requireOperator(transaction);
        PingRecord request = new PingRecord(asked.pingId());
        if (transaction.find(request.key(), RecordType.PING).isEmpty()) {
            transaction.put(request);
        }
        return Action.answer(request);
    }

    /** The sessions that add to a base session and are not cancelled, in ascending id. */
    static List<SessionRecord> addingTo(StateView view, String baseSessionId) {
        return view.list(Keys.all("adding", baseSessionId), RecordType.ADDING).stream()
                .map(AddingRecord::sessionId)
                .filter(id -> view.phase(id).phase() != Phase.CANCELLED)
                .map(view::session)
                .toList();
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
