package org.gridbourse.gateway.session;

import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether sessions are held, and how fast a playground's follow each other; kept in the database. */
final class Pace {
    private final JdbcClient database;
    private final boolean pausedAtFirst;

    /** @param pausedAtFirst whether a calendar waits to be let go: a playground does until its microgrids are registered */
    Pace(JdbcClient database, boolean pausedAtFirst) {
        this.database = database;
        this.pausedAtFirst = pausedAtFirst;
    }

    /** @param sessionSeconds empty: as the calendar says */
    record Setting(boolean paused, OptionalInt sessionSeconds) {}

    Setting setting() {
        return database.sql("select paused, session_seconds from calendar_pace where id = 1")
                .query((row, number) -> {
                    int seconds = row.getInt("session_seconds");
                    return new Setting(
                            row.getBoolean("paused"), row.wasNull() ? OptionalInt.empty() : OptionalInt.of(seconds));
                })
                .optional()
                .orElseGet(() -> new Setting(pausedAtFirst, OptionalInt.empty()));
    }

    boolean isPaused() {
        return setting().paused();
    }

    void set(Setting setting) {
        Integer seconds = setting.sessionSeconds().isPresent()
                ? Integer.valueOf(setting.sessionSeconds().getAsInt())
                : null;
        int known = database.sql("update calendar_pace set paused = ?, session_seconds = ? where id = 1")
                .params(setting.paused(), seconds)
                .update();
        if (known == 0) {
            database.sql("insert into calendar_pace (id, paused, session_seconds) values (1, ?, ?)")
                    .params(setting.paused(), seconds)
                    .update();
        }
    }
}
