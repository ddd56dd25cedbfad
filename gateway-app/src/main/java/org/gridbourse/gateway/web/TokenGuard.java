package org.gridbourse.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Everything below {@code /api} is somebody's matter: it is answered to whoever shows the instance's token. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TokenGuard extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final AccessToken token;
    private final ProblemWriter problems;

    TokenGuard(AccessToken token, ProblemWriter problems) {
        this.token = token;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.equals("/api") && !path.startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean right = shown != null
                && shown.startsWith(SCHEME)
                && token.is(shown.substring(SCHEME.length()).strip());
        if (right) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "TOKEN_MISSING",
                    "show this instance's token: Authorization: Bearer and what the file token beside instance.json holds");
        }
    }
}
