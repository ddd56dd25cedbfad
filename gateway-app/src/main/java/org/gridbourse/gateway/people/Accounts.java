package org.gridbourse.gateway.people;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridbourse.gateway.access.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts in this instance's database. */
@Repository
class Accounts {
    private final JdbcClient database;
    private final InstantSource clock;

    Accounts(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Row(String user, String passwordHash, Set<Role> roles, boolean disabled) {
        Account with(Set<String> participants) {
            return new Account(user, passwordHash, roles, disabled, participants);
        }
    }

    Optional<Account> find(String user) {
        return rows("where user_name = ?", user).stream().findFirst().map(this::account);
    }

    List<Account> all() {
        return rows("where user_name <> ? order by user_name", "").stream()
                .map(this::account)
                .toList();
    }

    private List<Row> rows(String condition, String parameter) {
        return database.sql("select user_name, password_hash, roles, disabled from account " + condition)
                .param(parameter)
                .query((row, number) -> new Row(
                        row.getString("user_name"),
                        row.getString("password_hash"),
                        roles(row.getString("roles")),
                        row.getBoolean("disabled")))
                .list();
    }

    private Account account(Row row) {
        return row.with(Set.copyOf(database.sql("select participant_id from account_participant where user_name = ?")
                .param(row.user())
                .query(String.class)
                .list()));
    }

    boolean hasAdministrator() {
        return all().stream().anyMatch(account -> account.roles().contains(Role.ADMINISTRATOR));
    }

    void create(String user, String passwordHash) {
        database.sql("insert into account (user_name, password_hash, roles, disabled, created_at)"
                        + " values (?, ?, '', false, ?)")
                .params(user, passwordHash, Timestamp.from(clock.instant()))
                .update();
    }

    void add(String user, Set<Role> roles, Optional<String> participantId) {
        Account account = find(user).orElseThrow();
        Set<Role> all = EnumSet.copyOf(roles);
        all.addAll(account.roles());
        database.sql("update account set roles = ? where user_name = ?")
                .params(text(all), user)
                .update();
        participantId.filter(Predicate.not(account.participants()::contains)).ifPresent(id -> database.sql(
                        "insert into account_participant (user_name, participant_id) values (?, ?)")
                .params(user, id)
                .update());
    }

    void setPassword(String user, String passwordHash) {
        database.sql("update account set password_hash = ? where user_name = ?")
                .params(passwordHash, user)
                .update();
    }

    void setDisabled(String user, boolean disabled) {
        database.sql("update account set disabled = ? where user_name = ?")
                .params(disabled, user)
                .update();
    }

    private static String text(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::name).collect(Collectors.joining(" "));
    }

    private static Set<Role> roles(String text) {
        return Arrays.stream(text.split(" "))
                .filter(Predicate.not(String::isEmpty))
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
