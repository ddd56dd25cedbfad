package org.gridbourse.auditor.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionRecord;

/**
 * Time, from announcements, readings and changes of phase: whether the ledger is simulated, and what came before the
 * hours that it is about. On a simulated ledger that breaks no rule; no figure of it is to be taken for a real day's.
 */
final class TimeBook {
    private final Map<String, Session> open = new TreeMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final NeighbourTimes neighbours = new NeighbourTimes();
    private boolean simulated;

    /** When a session that is not closed delivers, and how many readings came too early. */
    private static final class Session {
        private final Instant start;
        private final Instant end;
        private long early;

        Session(Instant start, Instant end, long early) {
            this.start = start;
            this.end = end;
            this.early = early;
        }
    }

    boolean isSimulated() {
        return simulated;
    }

    List<Notice> notices() {
        return Stream.concat(notices.stream(), neighbours.notice().stream()).toList();
    }

    void enter(List<WrittenRecord> transaction) {
        transaction.stream().findFirst().ifPresent(any -> neighbours.enter(any.source()));
        for (WrittenRecord written : transaction) {
            if (written.record() instanceof ClockRecord clock) {
                simulated = clock.simulated();
            } else if (written.record() instanceof SessionRecord session) {
                open.put(session.sessionId(), new Session(session.startOf(0), session.end(), 0));
            } else if (written.record() instanceof ReadingRecord read) {
                reading(read, written.source().timestamp());
            } else if (written.record() instanceof PhaseRecord phase && !phase.closing()) {
                phase(phase, written.source().timestamp());
            }
        }
    }

    private void reading(ReadingRecord read, Instant handedIn) {
        Session session = open.get(read.reading().sessionId());
        if (session != null && handedIn.isBefore(read.reading().end())) {
            session.early++;
        }
    }

    private void phase(PhaseRecord phase, Instant now) {
        Session session = open.get(phase.sessionId());
        if (session == null) {
            return;
        }
        if (phase.phase() == Phase.SETTLED && now.isBefore(session.end)) {
            boolean before = now.isBefore(session.start);
            notices.add(new Notice(
                    Notice.Code.SETTLED_BEFORE_ITS_TIME,
                    phase.sessionId(),
                    "session %s was settled %s before its %s"
                            .formatted(
                                    phase.sessionId(),
                                    words(Duration.between(now, before ? session.start : session.end)),
                                    before ? "first period began" : "last period ended")));
        }
        if (phase.phase().isOver()) {
            if (session.early > 0) {
                notices.add(new Notice(
                        Notice.Code.READINGS_BEFORE_THEIR_TIME,
                        phase.sessionId(),
                        "%d readings of session %s are older than the end of their period"
                                .formatted(session.early, phase.sessionId())));
            }
            open.remove(phase.sessionId());
        }
    }

    /** Days and hours, hours, or minutes. */
    private static String words(Duration time) {
        if (time.toHours() >= 48) {
            return "%d days %d h".formatted(time.toDays(), time.toHoursPart());
        }
        return time.toHours() > 0 ? time.toHours() + " h" : Math.max(1, time.toMinutes()) + " min";
    }

    JsonObject snapshot() {
        JsonObject.Builder sessions = JsonObject.builder();
        open.forEach((id, session) -> sessions.put(
                id,
                JsonObject.builder()
                        .put("startUtc", session.start.toString())
                        .put("endUtc", session.end.toString())
                        .put("early", session.early)
                        .build()));
        JsonObject.Builder told = JsonObject.builder();
        for (int i = 0; i < notices.size(); i++) {
            Notice notice = notices.get(i);
            told.put(
                    "%06d".formatted(i),
                    JsonObject.builder()
                            .put("code", notice.code().name())
                            .put("sessionId", notice.sessionId())
                            .put("detail", notice.detail())
                            .build());
        }
        return JsonObject.builder()
                .put("simulated", simulated)
                .put("open", sessions.build())
                .put("notices", told.build())
                .put("neighbours", neighbours.snapshot())
                .build();
    }

    void resume(JsonObject snapshot) {
        simulated = Values.flag(snapshot, "simulated").orElse(false);
        neighbours.resume(Values.object(snapshot, "neighbours"));
        Values.members(snapshot, "open")
                .forEach((id, json) -> open.put(
                        id,
                        new Session(
                                Instant.parse(Values.text(json, "startUtc")),
                                Instant.parse(Values.text(json, "endUtc")),
                                Values.number(json, "early"))));
        Values.members(snapshot, "notices")
                .forEach((number, json) -> notices.add(new Notice(
                        Notice.Code.valueOf(Values.text(json, "code")),
                        Values.text(json, "sessionId"),
                        Values.text(json, "detail"))));
    }
}
