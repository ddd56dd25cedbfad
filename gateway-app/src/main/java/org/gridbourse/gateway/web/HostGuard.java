package org.gridbourse.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What an interface needs although those who call must be known: a foreign page in somebody's browser may not speak
 * through it, neither under a name that it lets point here nor by sending forms; and no body is
 * larger than any that the interface takes. Whoever is refused here or behind it can read why, also while it sends.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostGuard extends OncePerRequestFilter {
    /** The longest session, 999 periods with their tariffs, is a tenth of it. */
    static final long BODY_MAX_BYTES = 1L << 20;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ProblemWriter problems;
    private final Set<String> names;

    HostGuard(ProblemWriter problems, GatewaySettings settings) {
        this.problems = problems;
        this.names =
                Stream.concat(LOOPBACK.stream(), settings.names().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private record Objection(HttpStatus status, String code, String detail) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        Optional<Objection> objection = objection(request);
        if (objection.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            Objection refused = objection.get();
            problems.write(request, response, refused.status(), refused.code(), refused.detail());
        }
        RefusedBody.discard(request, response);
    }

    private Optional<Objection> objection(HttpServletRequest request) {
        if (!names.contains(request.getServerName())) {
            return Optional.of(new Objection(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "FOREIGN_HOST",
                    "this instance answers to localhost and its own names only, not to " + request.getServerName()));
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOwn(origin)) {
            return Optional.of(new Objection(
                    HttpStatus.FORBIDDEN, "FOREIGN_ORIGIN", "pages of other hosts may not call this instance"));
        }
        if (request.getContentLengthLong() > BODY_MAX_BYTES) {
            return Optional.of(new Objection(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "TOO_LARGE",
                    "a body has at most %d bytes".formatted(BODY_MAX_BYTES)));
        }
        if (request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            return Optional.of(new Objection(
                    HttpStatus.LENGTH_REQUIRED, "LENGTH_REQUIRED", "a body is sent with its Content-Length"));
        }
        if (request.getQueryString() != null && request.getQueryString().contains("%00")) {
            return Optional.of(new Objection(
                    HttpStatus.UNPROCESSABLE_CONTENT, "BAD_INPUT", "no parameter may have a character 0"));
        }
        return Optional.empty();
    }

    private boolean isOwn(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && names.contains(host);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
