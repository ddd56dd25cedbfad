package org.gridbourse.gateway.session;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that this instance runs and how long it waits in them. */
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
}
