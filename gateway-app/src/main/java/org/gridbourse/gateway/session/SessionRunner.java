package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.PhaseView;
import org.gridbourse.gateway.projection.StreamLost;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.gateway.work.Repeating;
import org.gridbourse.market.record.PhaseRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Leads the grid company's sessions from phase to phase: on as soon as everybody expected has acted, else after a time
 * of silence. It looks at the ledger each time and remembers nothing, so that it goes on after a restart.
 */
final class SessionRunner implements LeaderWork {
    private static final Logger log = LoggerFactory.getLogger(SessionRunner.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** As often it is made sure, while somebody is waited for, that he could act at all. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final SessionRuns runs;
    private final LedgerView view;
    private final PhaseView phases;
    private final PhaseChange phaseChange;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Repeating work = new Repeating("session-runner", thread, this::lookAtSessions);
    private volatile boolean running;
    private volatile Optional<Instant> listeningSince = Optional.empty();
    private Optional<Instant> actingSince = Optional.empty();

    SessionRunner(SessionRuns runs, LedgerView view, PhaseView phases, PhaseChange phaseChange, InstantSource clock) {
        this.runs = runs;
        this.view = view;
        this.phases = phases;
        this.phaseChange = phaseChange;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        work.poke();
    }

    @EventListener
    void onStreamOpened(StreamOpened opened) {
        listeningSince = Optional.of(clock.instant());
        work.poke();
    }

    @EventListener
    void onStreamLost(StreamLost lost) {
        listeningSince = Optional.empty();
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (advanced.sessionId().isPresent()) {
            work.poke();
        }
    }

    private void lookAtSessions() {
        if (!running || listeningSince.isEmpty()) {
            return;
        }
        for (SessionRun run : runs.all()) {
            view.phase(run.sessionId()).filter(state -> !state.phase().isOver()).ifPresent(state -> lookAt(run, state));
        }
    }

    private void lookAt(SessionRun run, PhaseRecord state) {
        Set<String> missing = state.closing() ? Set.of() : new Attendance(view).missing(state);
        if (!missing.isEmpty()) {
            noteWhetherAnybodyCouldAct(run);
            Duration wait = waitLeft(run, since());
            if (wait.compareTo(Duration.ZERO) > 0) {
                work.pokeAfter(wait.compareTo(LOOK) < 0 ? wait : LOOK);
                return;
            }
        }
        if (!missing.isEmpty()) {
            log.info("{} leaves {} without {}", run.sessionId(), state.phase(), missing);
        }
        if (!phaseChange.leave(state)) {
            work.pokeAfter(RETRY);
        }
    }

    private void noteWhetherAnybodyCouldAct(SessionRun run) {
        boolean possible = phaseChange.isPossible();
        if (!possible && actingSince.isPresent()) {
            log.warn("{} waits: nothing can be endorsed, so that silence says nothing", run.sessionId());
        }
        actingSince = possible ? actingSince.or(() -> Optional.of(clock.instant())) : Optional.empty();
    }

    /** From when on this instance heard the ledger, and others could write to it. */
    private Instant since() {
        Instant now = clock.instant();
        return later(listeningSince.orElse(now), Optional.of(actingSince.orElse(now)));
    }

    /** Until silence has lasted long enough, or the phase. Nothing is silent that this instance could not hear. */
    private Duration waitLeft(SessionRun run, Instant listening) {
        Instant entered = later(listening, phases.lastChange(run.sessionId()));
        Instant heard = later(listening, view.lastActivity(run.sessionId()));
        Instant silent = heard.plusSeconds(run.windows().graceSeconds());
        Instant end = entered.plusSeconds(run.windows().maxSeconds());
        return Duration.between(clock.instant(), silent.isBefore(end) ? silent : end);
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
