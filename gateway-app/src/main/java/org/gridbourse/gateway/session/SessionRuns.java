package org.gridbourse.gateway.session;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.record.Phase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that this instance runs, how long it waits in them, and how far that has come. */
final class SessionRuns {
    private final JdbcClient database;

    SessionRuns(JdbcClient database) {
        this.database = database;
    }

    /** Keeps it unless there is one already; says whether it is new. */
    boolean keep(SessionRun run) {
        return database.sql("insert into session_run (session_id, grace_seconds, max_seconds) values (?, ?, ?)"
                                + " on conflict do nothing")
                        .params(
                                run.sessionId(),
                                run.windows().graceSeconds(),
                                run.windows().maxSeconds())
                        .update()
                > 0;
    }

    void forget(SessionRun run) {
        database.sql("delete from session_run where session_id = ?")
                .param(run.sessionId())
                .update();
    }

    List<SessionRun> all() {
        return database.sql("select session_id, grace_seconds, max_seconds from session_run order by session_id")
                .query((row, number) -> new SessionRun(
                        row.getString("session_id"),
                        new Windows(row.getInt("grace_seconds"), row.getInt("max_seconds"))))
                .list();
    }

    /** The waiting in a phase, empty before the first look at it. */
    Optional<Wait> waiting(String sessionId, Phase phase) {
        return database.sql("select awaited_millis, silent_millis, looked_at from session_run"
                        + " where session_id = ? and phase = ? and looked_at is not null")
                .params(sessionId, phase.name())
                .query((row, number) -> new Wait(
                        phase,
                        Duration.ofMillis(row.getLong("awaited_millis")),
                        Duration.ofMillis(row.getLong("silent_millis")),
                        row.getTimestamp("looked_at").toInstant()))
                .optional();
    }

    void note(String sessionId, Wait wait) {
        database.sql("update session_run set phase = ?, awaited_millis = ?, silent_millis = ?, looked_at = ?"
                        + " where session_id = ?")
                .params(
                        wait.phase().name(),
                        wait.awaited().toMillis(),
                        wait.silent().toMillis(),
                        Timestamp.from(wait.lookedAt()),
                        sessionId)
                .update();
    }

    /** What a session waits for, in words; empty: for nothing. */
    void say(String sessionId, String waitsFor) {
        database.sql("update session_run set waits_for = ? where session_id = ? and waits_for <> ?")
                .params(waitsFor, sessionId, waitsFor)
                .update();
    }

    /** What a session waits for; empty where it waits for nothing, or another instance runs it. */
    static String waitsFor(JdbcClient database, String sessionId) {
        return database.sql("select waits_for from session_run where session_id = ?")
                .param(sessionId)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
