package org.gridbourse.gateway.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.gridbourse.gateway.access.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes down every call that was to change something: who made it, by what, and how it ended. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class AuditTrail extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String TRIED_USER = AuditTrail.class.getName() + ".user";
    private static final String CODE = "/api/invitations/[^/]+/accept";
    private static final int PATH_MAX = 300;
    private static final int USER_MAX = 64;

    private final ObjectProvider<JdbcClient> database;
    private final InstantSource clock;

    AuditTrail(ObjectProvider<JdbcClient> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One call.
     *
     * @param user who was known, or whose name was given in vain
     * @param credential id of the token or session; empty for the instance's own token
     */
    record Entry(long number, String at, String user, String credential, String method, String path, int status) {}

    /** Says whose name was given where nobody is known yet. */
    static void tried(HttpServletRequest request, String user) {
        request.setAttribute(TRIED_USER, user);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                || !request.getServletPath().startsWith("/api/");
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        note(request, response.getStatus());
    }

    void note(HttpServletRequest request, int status) {
        Authentication shown = SecurityContextHolder.getContext().getAuthentication();
        String user = String.valueOf(request.getAttribute(TRIED_USER));
        String credential = "";
        if (shown != null && shown.getPrincipal() instanceof Caller caller) {
            user = caller.user();
            credential = caller.credentialId();
        }
        String path = request.getRequestURI().replaceAll(CODE, "/api/invitations/*/accept");
        try {
            database.getObject()
                    .sql("insert into audit_entry (at, user_name, credential, method, path, status)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(
                            Timestamp.from(clock.instant()),
                            cut(user, USER_MAX),
                            credential,
                            request.getMethod(),
                            cut(path, PATH_MAX),
                            status)
                    .update();
        } catch (RuntimeException away) {
            log.error("not in the audit log: {} {} {} {}", user, request.getMethod(), path, status, away);
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** What was done after an entry, oldest first, at most so many. */
    List<Entry> after(long number, int most) {
        return database.getObject()
                .sql("select number, at, user_name, credential, method, path, status from audit_entry"
                        + " where number > ? order by number limit ?")
                .params(number, most)
                .query((row, line) -> new Entry(
                        row.getLong("number"),
                        row.getTimestamp("at").toInstant().toString(),
                        row.getString("user_name"),
                        row.getString("credential"),
                        row.getString("method"),
                        row.getString("path"),
                        row.getInt("status")))
                .list();
    }
}
