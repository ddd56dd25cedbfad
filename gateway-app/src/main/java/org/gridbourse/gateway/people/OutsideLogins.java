package org.gridbourse.gateway.people;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which login at a provider opens which account, in this instance's database. */
@Repository
class OutsideLogins {
    private final JdbcClient database;

    OutsideLogins(JdbcClient database) {
        this.database = database;
    }

    /**
     * Somebody whom a provider knows.
     *
     * @param subject who, for ever the same at its issuer
     * @param name what the person is called there
     */
    record Outsider(String issuer, String subject, String name) {}

    Optional<String> userOf(Outsider outsider) {
        return database.sql("select user_name from outside_login where issuer = ? and subject = ?")
                .params(outsider.issuer(), outsider.subject())
                .query(String.class)
                .optional();
    }

    void keep(Outsider outsider, String user) {
        database.sql("insert into outside_login (issuer, subject, user_name) values (?, ?, ?)")
                .params(outsider.issuer(), outsider.subject(), user)
                .update();
    }
}
