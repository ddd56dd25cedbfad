package org.gridbourse.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.gridbourse.gateway.projection.Remark;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Says what sessions wait for: at once for whoever asks, and in log and story every twenty seconds in the first minutes
 * of a wait, then every hour, so that a long wait fills neither.
 */
final class WaitingWords {
    private static final Logger log = LoggerFactory.getLogger(WaitingWords.class);
    private static final Duration OFTEN = Duration.ofSeconds(20);
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int OFTEN_TIMES = 6;
    private static final int NAMED_MAX = 10;

    private final SessionRuns runs;
    private final ApplicationEventPublisher story;
    private final InstantSource clock;
    private final Map<String, Said> said = new HashMap<>();

    WaitingWords(SessionRuns runs, ApplicationEventPublisher story, InstantSource clock) {
        this.runs = runs;
        this.story = story;
        this.clock = clock;
    }

    /** What was said last of a session, how often of this kind, and when. */
    private record Said(String kind, int times, Instant at) {
        Instant next() {
            return at.plus(times < OFTEN_TIMES ? OFTEN : SELDOM);
        }
    }

    /** A time that is announced is said once. */
    void untilTime(SessionRecord session, PhaseRecord state, Instant mayLeave) {
        String text = "%s until %s at the earliest".formatted(state.phase(), mayLeave);
        runs.say(session.sessionId(), text);
        String kind = state.phase() + " until";
        if (!isSaid(session, kind)) {
            tell(session, new Said(kind, OFTEN_TIMES, clock.instant()), text);
        }
    }

    void forSessions(SessionRecord session, PhaseRecord state, Set<String> others) {
        String text = "%s waits for %s".formatted(state.phase(), named(others, "sessions"));
        say(session, state.phase() + " sessions", text);
    }

    void forParticipants(SessionRecord session, PhaseRecord state, Set<String> missing, Instant end) {
        String text = "%s waits for %s, until %s if nothing comes"
                .formatted(state.phase(), named(missing, "more"), end.truncatedTo(ChronoUnit.SECONDS));
        say(session, state.phase() + " participants", text);
    }

    void forNothing(String sessionId) {
        said.remove(sessionId);
        runs.say(sessionId, "");
    }

    private boolean isSaid(SessionRecord session, String kind) {
        Said last = said.get(session.sessionId());
        return last != null && last.kind().equals(kind);
    }

    /** The first time of a kind is only noted: most waits are over before anybody wonders. */
    private void say(SessionRecord session, String kind, String text) {
        runs.say(session.sessionId(), text);
        Instant now = clock.instant();
        if (!isSaid(session, kind)) {
            said.put(session.sessionId(), new Said(kind, 0, now));
            return;
        }
        Said last = said.get(session.sessionId());
        if (!now.isBefore(last.next())) {
            tell(session, new Said(kind, last.times() + 1, now), text);
        }
    }

    private void tell(SessionRecord session, Said now, String text) {
        said.put(session.sessionId(), now);
        log.info("{}: {}", session.sessionId(), text);
        story.publishEvent(new Remark(session.sessionId(), "WAIT", text));
    }

    private static String named(Set<String> ids, String rest) {
        String first = String.join(", ", ids.stream().limit(NAMED_MAX).toList());
        return ids.size() <= NAMED_MAX ? first : "%s and %d %s".formatted(first, ids.size() - NAMED_MAX, rest);
    }
}
