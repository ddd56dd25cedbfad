package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.StreamLost;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.session.Wait.Patience;
import org.gridbourse.gateway.work.RepeatingWork;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.transaction.SessionTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Leads the grid company's sessions from phase to phase, never before the ledger's times: on as soon as everybody expected
 * has acted, else when its {@link Patience} is at an end. It looks at the ledger each time, and what it has waited is in
 * the database, so that it goes on after a restart.
 */
final class SessionRunner extends RepeatingWork {
    private static final Logger log = LoggerFactory.getLogger(SessionRunner.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** As often it is made sure, while somebody is waited for, that he could act at all. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LOOK_IN_HOURS = Duration.ofSeconds(20);
    /** So many looks may be late before this instance is taken to have been away. */
    private static final int LATE_LOOKS = 3;

    private final SessionRuns runs;
    private final LedgerView view;
    private final PhaseChange phaseChange;
    private final WaitingWords words;
    private final InstantSource clock;
    private final BooleanSupplier held;
    private volatile boolean listening;

    /** @param held whether no session is to leave its phase now, as in a playground that is paused */
    record Time(InstantSource clock, BooleanSupplier held) {}

    SessionRunner(SessionRuns runs, LedgerView view, PhaseChange phaseChange, WaitingWords words, Time time) {
        super("session-runner");
        this.runs = runs;
        this.view = view;
        this.phaseChange = phaseChange;
        this.words = words;
        this.clock = time.clock();
        this.held = time.held();
    }

    @EventListener
    void onStreamOpened(StreamOpened opened) {
        listening = true;
        poke();
    }

    @EventListener
    void onStreamLost(StreamLost lost) {
        listening = false;
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (advanced.sessionId().isPresent()) {
            poke();
        }
    }

    @Override
    protected void look() {
        if (!listening) {
            return;
        }
        if (held.getAsBoolean()) {
            pokeAfter(LOOK);
            return;
        }
        for (SessionRun run : runs.all()) {
            view.phase(run.sessionId()).filter(state -> !state.phase().isOver()).ifPresent(state -> lookAt(run, state));
        }
    }

    private void lookAt(SessionRun run, PhaseRecord state) {
        SessionRecord session = view.session(run.sessionId()).orElseThrow();
        if (state.closing()) {
            leaveWhenProposed(run, session, state);
            return;
        }
        Attendance attendance = new Attendance(view, session);
        Set<String> others = attendance.sessionsToEndFirst(state);
        Instant mayLeave = SessionTimes.mayLeaveFrom(session, state);
        Instant now = clock.instant();
        Set<String> missing = attendance.missing(state);
        Patience patience = PhaseWaiting.patience(run.windows(), session, state, mayLeave);
        Duration left = missing.isEmpty() ? Duration.ZERO : waitLeft(run, state, patience, now);
        if (now.isBefore(mayLeave)) {
            words.untilTime(session, state, mayLeave);
            pokeAfter(untilNextLook(now, mayLeave, missing.isEmpty() ? mayLeave : patience.from()));
        } else if (!others.isEmpty()) {
            words.forSessions(session, state, others);
            pokeAfter(LOOK);
        } else if (left.compareTo(Duration.ZERO) > 0) {
            words.forParticipants(session, state, missing, now.plus(left));
            pokeAfter(left.compareTo(pause(patience)) < 0 ? left : pause(patience));
        } else {
            if (!missing.isEmpty()) {
                log.info("{} leaves {} without {}", run.sessionId(), state.phase(), missing);
            }
            leave(run, state);
        }
    }

    /** A change of phase that is under way goes on, where proposals are put when the time for them is over. */
    private void leaveWhenProposed(SessionRun run, SessionRecord session, PhaseRecord state) {
        Instant now = clock.instant();
        Optional<WindowRecord> window = view.find(Keys.window(run.sessionId()), RecordType.WINDOW)
                .filter(each -> state.phase() == Phase.REVEAL);
        Optional<Instant> proposals =
                window.map(each -> SessionTimes.mayCloseFrom(session, each)).filter(now::isBefore);
        Set<String> proposers = new Attendance(view, session).proposers(state);
        if (proposals.isPresent()) {
            words.untilTime(session, state, proposals.get());
            pokeAfter(Duration.between(now, proposals.get()));
        } else if (!proposers.isEmpty() && now.isBefore(PhaseWaiting.lastProposal(run.windows(), session, window))) {
            words.forParticipants(session, state, proposers, PhaseWaiting.lastProposal(run.windows(), session, window));
            pokeAfter(LOOK);
        } else {
            leave(run, state);
        }
    }

    private void leave(SessionRun run, PhaseRecord state) {
        words.forNothing(run.sessionId());
        if (!phaseChange.leave(state)) {
            pokeAfter(RETRY);
        }
    }

    /** How much longer those who are missing are waited for, if nothing comes from now on. */
    private Duration waitLeft(SessionRun run, PhaseRecord state, Patience patience, Instant now) {
        Wait last = runs.waiting(run.sessionId(), state.phase()).orElseGet(() -> Wait.beginning(state.phase(), now));
        boolean counts = now.isAfter(patience.from());
        boolean possible = !counts || phaseChange.isPossible();
        if (!possible) {
            log.warn("{} waits: nothing can be endorsed, so that silence says nothing", run.sessionId());
        }
        Wait wait = possible
                ? last.on(now, pause(patience).multipliedBy(LATE_LOOKS), patience, view.lastActivity(run.sessionId()))
                : last.interrupted(now, patience);
        runs.note(run.sessionId(), wait);
        return wait.left(patience);
    }

    private static Duration pause(Patience patience) {
        return patience.most().compareTo(Duration.ofHours(1)) > 0 ? LOOK_IN_HOURS : LOOK;
    }

    /** From when on it counts whether others can act, one looks often; before, when that begins. */
    private static Duration untilNextLook(Instant now, Instant mayLeave, Instant counts) {
        if (now.isBefore(counts)) {
            return Duration.between(now, counts);
        }
        Duration end = Duration.between(now, mayLeave);
        return end.compareTo(LOOK) < 0 ? end : LOOK;
    }
}
