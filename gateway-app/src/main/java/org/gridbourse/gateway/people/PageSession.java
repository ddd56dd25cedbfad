package org.gridbourse.gateway.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.gateway.access.Scope;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The session of somebody who has logged in on a page: a cookie that no script can read and no other site can send. */
@Component
class PageSession {
    static final Duration LIFE = Duration.ofHours(12);

    private final Credentials credentials;
    private final String cookieName;

    PageSession(Credentials credentials, Home home) {
        this.credentials = credentials;
        this.cookieName = home.cookieName();
    }

    void open(Account account, HttpServletRequest request, HttpServletResponse response) {
        String secret = credentials
                .issue(account.user(), Credential.Kind.PAGE, "page", EnumSet.allOf(Scope.class), LIFE)
                .secret();
        set(secret, LIFE, request, response);
    }

    void close(String user, String id, HttpServletRequest request, HttpServletResponse response) {
        credentials.end(user, id);
        set("", Duration.ZERO, request, response);
    }

    Optional<Credential> of(HttpServletRequest request) {
        return secret(request).flatMap(secret -> credentials.find(secret, Credential.Kind.PAGE));
    }

    private Optional<String> secret(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(Cookie::getValue)
                .findFirst();
    }

    private void set(String value, Duration life, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(cookieName, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
