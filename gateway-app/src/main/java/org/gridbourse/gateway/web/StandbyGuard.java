package org.gridbourse.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gridbourse.gateway.work.Leadership;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** An instance that stands by shows what it can read, and leaves every change to the one that leads. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class StandbyGuard extends OncePerRequestFilter {
    private final ObjectProvider<Leadership> leadership;
    private final ProblemWriter problems;

    StandbyGuard(ObjectProvider<Leadership> leadership, ProblemWriter problems) {
        this.leadership = leadership;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (leadership.getObject().isLeading()) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "STANDS_BY",
                    "another instance of this organisation leads; call that one");
        }
    }
}
