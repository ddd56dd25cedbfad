package org.gridbourse.gateway.signing;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The certificates that this instance has issued, in its database. */
@Repository
class OwnCertificates {
    private static final String COLUMNS = "select serial, participant_id, user_name, public_key_hash, certificate,"
            + " issued_at, expires_at, revoked_at from own_certificate ";

    private final JdbcClient database;
    private final InstantSource clock;

    OwnCertificates(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param serial hexadecimal */
    record Issued(
            String serial,
            String participantId,
            String user,
            String publicKeyHash,
            String certificate,
            Instant issuedAt,
            Instant expiresAt,
            Optional<Instant> revokedAt) {

        boolean holdsAt(Instant time) {
            return revokedAt.isEmpty() && expiresAt.isAfter(time);
        }
    }

    static String serial(BigInteger number) {
        return number.toString(16);
    }

    void keep(Issued issued) {
        database.sql("insert into own_certificate (serial, participant_id, user_name, public_key_hash, certificate,"
                        + " issued_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        issued.serial(),
                        issued.participantId(),
                        issued.user(),
                        issued.publicKeyHash(),
                        issued.certificate(),
                        Timestamp.from(issued.issuedAt()),
                        Timestamp.from(issued.expiresAt()))
                .update();
    }

    Optional<Issued> find(String serial) {
        return database.sql(COLUMNS + "where serial = ?")
                .param(serial)
                .query(OwnCertificates::read)
                .optional();
    }

    /** A participant's, the newest first. */
    List<Issued> of(String participantId) {
        return database.sql(COLUMNS + "where participant_id = ? order by issued_at desc, serial")
                .param(participantId)
                .query(OwnCertificates::read)
                .list();
    }

    /** Whether the key was certified for another participant. */
    boolean isAnothers(String publicKeyHash, String participantId) {
        return database.sql("select count(*) from own_certificate where public_key_hash = ? and participant_id <> ?")
                        .params(publicKeyHash, participantId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void revoke(String serial) {
        database.sql("update own_certificate set revoked_at = ? where serial = ? and revoked_at is null")
                .params(Timestamp.from(clock.instant()), serial)
                .update();
    }

    private static Issued read(ResultSet row, int number) throws SQLException {
        return new Issued(
                row.getString("serial"),
                row.getString("participant_id"),
                row.getString("user_name"),
                row.getString("public_key_hash"),
                row.getString("certificate"),
                row.getTimestamp("issued_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("revoked_at")).map(Timestamp::toInstant));
    }
}
