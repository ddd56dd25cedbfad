package org.gridbourse.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The invitations in this instance's database, each good for one person. */
@Repository
class Invitations {
    private static final String COLUMNS =
            "select code_hash, role, participant_id, invited_by, expires_at, used_by from invitation ";

    private final JdbcClient database;
    private final InstantSource clock;

    Invitations(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The code, which is shown once. */
    String create(Role role, Optional<String> participantId, String invitedBy, Duration life) {
        String code = Secret.fresh();
        database.sql("insert into invitation (code_hash, role, participant_id, invited_by, expires_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        Secret.hash(code),
                        role.name(),
                        participantId.orElse(null),
                        invitedBy,
                        Timestamp.from(clock.instant().plus(life)))
                .update();
        return code;
    }

    Optional<Invitation> find(String code) {
        return database.sql(COLUMNS + "where code_hash = ?")
                .param(Secret.hash(code))
                .query(Invitations::read)
                .optional();
    }

    /** Those that nobody has taken up, the next to end first. */
    List<Invitation> open() {
        return database.sql(COLUMNS + "where used_by is null and expires_at > ? order by expires_at")
                .param(Timestamp.from(clock.instant()))
                .query(Invitations::read)
                .list();
    }

    boolean isOver(Invitation invitation) {
        return !invitation.expiresAt().isAfter(clock.instant());
    }

    /** Whether this one takes it up; of several at once, one does. */
    boolean take(Invitation invitation, String user) {
        return database.sql("update invitation set used_by = ? where code_hash = ? and used_by is null")
                        .params(user, invitation.codeHash())
                        .update()
                == 1;
    }

    /** Withdraws what nobody has taken up of somebody's. */
    void withdraw(String invitedBy) {
        database.sql("delete from invitation where invited_by = ? and used_by is null")
                .param(invitedBy)
                .update();
    }

    private static Invitation read(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getString("code_hash"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("participant_id")),
                row.getString("invited_by"),
                row.getTimestamp("expires_at").toInstant(),
                Optional.ofNullable(row.getString("used_by")));
    }
}
