package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.gateway.session.Wait.Patience;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.WindowRecord;

/** How long the grid company waits in each phase for those who have not acted. */
final class PhaseWaiting {
    /** Before a phase of a real session may end, participants must have been able to act for most of this long. */
    private static final Duration LAST_CHANCE = Duration.ofMinutes(10);

    private PhaseWaiting() {}

    /**
     * On a simulated ledger a phase waits as long as the session's windows say. On a real one its announced time is its
     * end, unless nobody could act in the ten minutes before it; meters have the windows after the last period.
     *
     * @param mayLeave from when on the ledger lets the session go on
     */
    static Patience patience(Windows windows, SessionRecord session, PhaseRecord state, Instant mayLeave) {
        Duration silence = Duration.ofSeconds(windows.graceSeconds());
        Duration most = Duration.ofSeconds(windows.maxSeconds());
        if (session.isSimulated()) {
            return new Patience(later(state.since(), mayLeave.minus(most)), silence, most);
        }
        if (state.phase() == Phase.DELIVERY) {
            return new Patience(mayLeave, silence, most);
        }
        Instant from = later(state.since(), mayLeave.minus(LAST_CHANCE));
        // A tenth of it may be lost to looks that come late.
        Duration needed = Duration.between(from, mayLeave).multipliedBy(9).dividedBy(10);
        return new Patience(from, needed, needed);
    }

    /** Until when a proposal that is not there, or not proven yet, is waited for; on a real ledger ten minutes more. */
    static Instant lastProposal(Windows windows, SessionRecord session, Optional<WindowRecord> window) {
        Instant opened = window.map(WindowRecord::opened).orElse(Instant.EPOCH);
        return session.isSimulated()
                ? opened.plusSeconds(windows.maxSeconds())
                : opened.plus(LAST_CHANCE.multipliedBy(2));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
