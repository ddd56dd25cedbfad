package org.gridbourse.gateway.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.web.ProblemWriter;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, before anything of the call's body is read. */
final class CallerFilter extends OncePerRequestFilter {
    private final Callers callers;
    private final CallRate rate;
    private final ProblemWriter problems;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    CallerFilter(Callers callers, CallRate rate, ProblemWriter problems) {
        this.callers = callers;
        this.rate = rate;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            callers.of(request).ifPresent(caller -> {
                requireRate(caller);
                enter(caller, request, response);
            });
        } catch (RefusedCall refused) {
            problems.write(request, response, refused.status(), refused.code(), refused.getMessage());
            return;
        }
        chain.doFilter(request, response);
    }

    private void requireRate(Caller caller) {
        if (!caller.isInstance() && !rate.passes(caller.user())) {
            throw new RefusedCall(
                    HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_CALLS", "more than 50 calls a second; call less often");
        }
    }

    private void enter(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(caller, null, AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
