package org.gridbourse.gateway.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gridbourse.calendar.KnownSession;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.PlannedSession;
import org.gridbourse.calendar.SessionPlan;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.CancelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces what the calendar says is due. It sees from the ledger what is announced and remembers nothing, so that each
 * session is announced once, over restarts and by whichever instance leads.
 */
final class Announcer {
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final Market market;
    private final Pace pace;
    private final LedgerView view;
    private final SessionOpening opening;
    private final InstantSource clock;
    /** Sessions never change once they are announced. */
    private final Map<String, SessionRecord> announced = new ConcurrentHashMap<>();

    Announcer(Market market, Pace pace, LedgerView view, SessionOpening opening, InstantSource clock) {
        this.market = market;
        this.pace = pace;
        this.view = view;
        this.opening = opening;
        this.clock = clock;
    }

    void look() {
        if (!isOpen() || pace.isPaused()) {
            return;
        }
        Instant now = clock.instant();
        SessionPlan plan = plan();
        List<KnownSession> known = known();
        for (KnownSession each : known) {
            each.session()
                    .flatMap(session -> plan.inPlaceOf(session, each.phase(), now))
                    .ifPresent(instead -> replace(each.sessionId(), instead));
        }
        plan.due(now, known).forEach(this::announce);
    }

    /** Whether the ledger is said to be of the calendar's kind; before, nothing is announced on it. */
    private boolean isOpen() {
        Optional<ClockRecord> kind = view.find(Keys.clock(), RecordType.CLOCK);
        boolean fits = kind.filter(
                        each -> each.simulated() == market.simulated().isPresent())
                .isPresent();
        if (kind.isPresent() && !fits) {
            log.warn("the calendar is not that of this ledger: one is simulated, the other is not");
        }
        return fits;
    }

    private SessionPlan plan() {
        return market.simulated()
                .map(days -> pace.setting().sessionSeconds().isPresent()
                        ? days.every(pace.setting().sessionSeconds().getAsInt())
                        : days)
                .map(SessionPlan.class::cast)
                .orElseGet(market::plan);
    }

    private List<KnownSession> known() {
        List<KnownSession> known = new ArrayList<>();
        for (PhaseRecord phase : view.all(RecordType.PHASE)) {
            known.add(new KnownSession(phase.sessionId(), phase.phase(), session(phase)));
        }
        return known;
    }

    private Optional<SessionRecord> session(PhaseRecord phase) {
        if (phase.phase() == Phase.CLOSED || phase.phase() == Phase.CANCELLED) {
            announced.remove(phase.sessionId());
            return Optional.empty();
        }
        return Optional.of(announced.computeIfAbsent(
                phase.sessionId(), id -> view.session(id).orElseThrow()));
    }

    private void replace(String missed, PlannedSession instead) {
        try {
            opening.desk().submit(new CancelSession(missed, "its gate was missed", 0, Optional.empty()));
            log.warn("{} is cancelled: its gate was missed; {} delivers without orders", missed, instead.sessionId());
            announce(instead);
        } catch (SubmitProblem problem) {
            log.warn("{} cannot be cancelled: {}", missed, problem.getMessage());
        }
    }

    private void announce(PlannedSession session) {
        boolean simulated = market.simulated().isPresent();
        SessionRun run = new SessionRun(session.sessionId(), Windows.of(simulated, Optional.empty(), Optional.empty()));
        try {
            opening.announce(run, session.announcement());
            log.info(
                    "{} is announced: {} periods from {}, gate closes {}",
                    session.sessionId(),
                    session.periods(),
                    session.start(),
                    session.earliest().get(Phase.REVEAL));
        } catch (SubmitProblem problem) {
            log.warn("{} cannot be announced: {}", session.sessionId(), problem.getMessage());
        }
    }
}
