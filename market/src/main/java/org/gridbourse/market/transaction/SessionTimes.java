package org.gridbourse.market.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.request.SessionGates;

/**
 * When a session may enter its phases: at the earliest times that it announced, and on a real ledger not before those
 * who act in a phase have had their time in it.
 */
public final class SessionTimes {
    private static final Duration PROPOSALS_LEAST = Duration.ofMinutes(10);
    private static final List<Phase> OF_BASE = List.of(
            Phase.QUOTATION,
            Phase.REVEAL,
            Phase.CLEARED,
            Phase.PREPAYMENT,
            Phase.DELIVERY,
            Phase.SETTLED,
            Phase.CLOSED);
    private static final List<Phase> OF_ADDING =
            List.of(Phase.QUOTATION, Phase.REVEAL, Phase.CLEARED, Phase.PREPAYMENT, Phase.JOINED);

    private SessionTimes() {}

    /** How long phases last at least in which participants, or the operator's critics, must be able to act. */
    private static Duration least(Phase phase) {
        return switch (phase) {
            case REVEAL, PREPAYMENT -> SessionGates.LEAST;
            case SETTLED -> SessionGates.OBJECTION;
            default -> Duration.ZERO;
        };
    }

    /** Refuses an announcement on a real ledger that leaves a time out, or nobody the time to act. */
    static void requireOfRealLedger(SessionRecord session) {
        List<Phase> phases = session.base().isPresent() ? OF_ADDING : OF_BASE;
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            Require.that(
                    session.earliest(phase).isPresent(),
                    Refusal.SESSION_TIMES_INVALID,
                    "earliest.%s is missing: on a real ledger all of %s are announced",
                    phase,
                    phases);
            if (i > 0) {
                requireLong(session, phases.get(i - 1), phase);
            }
        }
        Phase traded = session.base().isPresent() ? Phase.JOINED : Phase.DELIVERY;
        requireOrder(time(session, traded), session.startOf(0), traded + " must not begin after the first period");
        requireOrder(session.announcement().time(), time(session, Phase.REVEAL), "REVEAL must not begin before now");
        if (session.base().isEmpty()) {
            requireOrder(
                    session.end(), time(session, Phase.SETTLED), "SETTLED must not begin before the last period ends");
        }
    }

    private static void requireLong(SessionRecord session, Phase phase, Phase next) {
        Duration least = least(phase);
        requireOrder(
                time(session, phase).plus(least),
                time(session, next),
                "%s must begin at least %s after %s".formatted(next, least, phase));
    }

    private static void requireOrder(Instant one, Instant other, String rule) {
        Require.that(!other.isBefore(one), Refusal.SESSION_TIMES_INVALID, "%s: %s, %s", rule, one, other);
    }

    private static Instant time(SessionRecord session, Phase phase) {
        return session.earliest(phase).orElseThrow();
    }

    /** Refuses to leave a phase too early. */
    static void requireMayLeave(SessionRecord session, PhaseRecord phase, Instant now) {
        requireReached(session.after(phase.phase()), mayLeaveFrom(session, phase), now);
    }

    /** On a real ledger everybody has the time to propose. */
    static void requireWindowOver(SessionRecord session, WindowRecord window, Instant now) {
        requireReached(Phase.CLEARED, mayCloseFrom(session, window), now);
    }

    /** From when on the time for proposals may end. */
    public static Instant mayCloseFrom(SessionRecord session, WindowRecord window) {
        return session.isSimulated() ? Instant.EPOCH : window.opened().plus(PROPOSALS_LEAST);
    }

    private static void requireReached(Phase next, Instant earliest, Instant now) {
        Require.that(
                !now.isBefore(earliest),
                Refusal.TOO_EARLY,
                "%s begins at %s at the earliest, it is %s",
                next,
                earliest,
                now);
    }

    /** From when on a session that is not over may leave the phase in which it stands, as far as time is concerned. */
    public static Instant mayLeaveFrom(SessionRecord session, PhaseRecord phase) {
        Phase next = session.after(phase.phase());
        Instant announced = session.earliest(next).orElse(Instant.EPOCH);
        if (session.isSimulated()) {
            return announced;
        }
        Instant lasted = later(announced, phase.since().plus(least(phase.phase())));
        return next == Phase.SETTLED ? later(lasted, session.end()) : lasted;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
