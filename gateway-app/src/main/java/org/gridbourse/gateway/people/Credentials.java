package org.gridbourse.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridbourse.gateway.access.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens and page sessions in this instance's database; they survive its restart. */
@Repository
class Credentials {
    private static final String COLUMNS = "select id, user_name, kind, name, scopes, created_at, expires_at";

    private final JdbcClient database;
    private final InstantSource clock;

    Credentials(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param secret shown once */
    record Issued(String id, String secret) {
        /** Never the secret. */
        @Override
        public String toString() {
            return id;
        }
    }

    Issued issue(String user, Credential.Kind kind, String name, Set<Scope> scopes, Duration life) {
        Issued issued = new Issued(Secret.freshId(), Secret.fresh());
        Instant now = clock.instant();
        database.sql("delete from credential where expires_at < ?")
                .param(Timestamp.from(now))
                .update();
        database.sql("insert into credential (id, secret_hash, user_name, kind, name, scopes, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        issued.id(),
                        Secret.hash(issued.secret()),
                        user,
                        kind.name(),
                        name,
                        text(scopes),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(life)))
                .update();
        return issued;
    }

    /** What a secret stands for, as long as it holds. */
    Optional<Credential> find(String secret, Credential.Kind kind) {
        return database.sql(COLUMNS + " from credential where secret_hash = ? and kind = ? and expires_at > ?")
                .params(Secret.hash(secret), kind.name(), Timestamp.from(clock.instant()))
                .query(Credentials::read)
                .optional();
    }

    /** A person's tokens, the newest first. */
    List<Credential> tokens(String user) {
        return database.sql(COLUMNS + " from credential where user_name = ? and kind = ? and expires_at > ?"
                        + " order by created_at desc, id")
                .params(user, Credential.Kind.TOKEN.name(), Timestamp.from(clock.instant()))
                .query(Credentials::read)
                .list();
    }

    /** Whether there was one to be ended. */
    boolean end(String user, String id) {
        return database.sql("delete from credential where user_name = ? and id = ?")
                        .params(user, id)
                        .update()
                > 0;
    }

    /** Ends everything that lets a person in. */
    void endAll(String user) {
        database.sql("delete from credential where user_name = ?").param(user).update();
    }

    private static Credential read(ResultSet row, int number) throws SQLException {
        return new Credential(
                row.getString("id"),
                row.getString("user_name"),
                Credential.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                scopes(row.getString("scopes")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static String text(Set<Scope> scopes) {
        return new TreeSet<>(scopes).stream().map(Scope::text).collect(Collectors.joining(" "));
    }

    private static Set<Scope> scopes(String text) {
        return Arrays.stream(text.split(" "))
                .filter(Predicate.not(String::isEmpty))
                .map(scope -> Scope.of(scope).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
    }
}
