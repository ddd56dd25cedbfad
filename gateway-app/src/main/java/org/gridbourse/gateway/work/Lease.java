package org.gridbourse.gateway.work;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The right to lead, held for some seconds at a time. The database's clock counts, so that no instance's need be right. */
final class Lease {
    /** Renewed three times as often; a leader that is killed is missed for so long. */
    static final Duration LENGTH = Duration.ofSeconds(5);

    private final JdbcClient database;
    private final String holder = UUID.randomUUID().toString();

    Lease(JdbcClient database) {
        this.database = database;
    }

    /** Takes or keeps it; false if another instance has it. */
    boolean hold() {
        return database.sql("update lease set holder = :holder, ends = current_timestamp + interval '5' second"
                                + " where name = 'leader' and (holder = :holder or ends < current_timestamp)")
                        .param("holder", holder)
                        .update()
                == 1;
    }

    /** Gives it back, so that nobody waits for its end. */
    void release() {
        database.sql("update lease set ends = current_timestamp where name = 'leader' and holder = :holder")
                .param("holder", holder)
                .update();
    }
}
