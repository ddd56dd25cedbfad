package org.gridbourse.gateway.people;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.access.Scope;
import org.gridbourse.gateway.web.AccessToken;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who a call comes from: by a token, the instance's own or a person's; by the cookie of a page's session; or, where
 * tokens are made and nowhere else, by user and password.
 */
@Component
class Callers {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String TOKENS = "/api/tokens";

    private final AccessToken instanceToken;
    private final Accounts accounts;
    private final Credentials credentials;
    private final PageSession sessions;
    private final Login login;

    Callers(AccessToken instanceToken, Accounts accounts, Credentials credentials, PageSession sessions, Login login) {
        this.instanceToken = instanceToken;
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.login = login;
    }

    /** Empty where nothing that holds was shown; what was shown in the header goes before a cookie. */
    Optional<Caller> of(HttpServletRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown == null) {
            return sessions.of(request)
                    .flatMap(session -> caller(session, Caller.Shown.PAGE_SESSION, session.scopes()));
        }
        if (shown.startsWith(BEARER)) {
            return byToken(shown.substring(BEARER.length()).strip());
        }
        return shown.startsWith(BASIC) && request.getServletPath().equals(TOKENS)
                ? byPassword(shown.substring(BASIC.length()).strip(), request.getRemoteAddr())
                : Optional.empty();
    }

    private Optional<Caller> byToken(String token) {
        if (instanceToken.is(token)) {
            return Optional.of(new Caller(
                    Caller.INSTANCE,
                    Caller.Shown.INSTANCE_TOKEN,
                    "",
                    EnumSet.of(Role.ADMINISTRATOR, Role.OPERATOR),
                    EnumSet.allOf(Scope.class),
                    Set.of()));
        }
        return credentials
                .find(token, Credential.Kind.TOKEN)
                .flatMap(credential -> caller(credential, Caller.Shown.TOKEN, credential.scopes()));
    }

    private Optional<Caller> caller(Credential credential, Caller.Shown shown, Set<Scope> scopes) {
        return accounts.find(credential.user())
                .filter(account -> !account.disabled())
                .map(account -> caller(account, shown, credential.id(), scopes));
    }

    private Optional<Caller> byPassword(String text, String address) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        Account account = login.check(pair.substring(0, colon), pair.substring(colon + 1), address);
        return Optional.of(caller(account, Caller.Shown.PASSWORD, "", EnumSet.allOf(Scope.class)));
    }

    private static Caller caller(Account account, Caller.Shown shown, String credentialId, Set<Scope> scopes) {
        return new Caller(account.user(), shown, credentialId, account.roles(), scopes, account.participants());
    }
}
