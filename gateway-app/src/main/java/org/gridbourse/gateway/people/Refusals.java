package org.gridbourse.gateway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gridbourse.gateway.web.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What those are told whom no door lets in. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ProblemWriter problems;
    private final AuditTrail audit;

    Refusals(ProblemWriter problems, AuditTrail audit) {
        this.problems = problems;
        this.audit = audit;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException nobodyKnown)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "TOKEN_MISSING",
                "log in, or show a token that holds: Authorization: Bearer and the token");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            refuse(request, response, "CSRF_MISSING", "the page that sent this is not of this instance; load it again");
        } else if (denied instanceof AuthorizationDeniedException known
                && known.getAuthorizationResult() instanceof Door.Shut shut) {
            refuse(request, response, shut.code(), shut.reason());
        } else {
            refuse(request, response, "FORBIDDEN", "this is not for you");
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String code, String text)
            throws IOException {
        problems.write(request, response, HttpStatus.FORBIDDEN, code, text);
        audit.note(request, HttpStatus.FORBIDDEN.value());
    }
}
