package org.gridbourse.gateway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gridbourse.gateway.people.OutsideLogins.Outsider;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.web.RefusedCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Lets in whom a provider knows, as the account here that belongs to it; a page says why somebody was not let in. */
@Component
class OutsideEntry implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(OutsideEntry.class);

    private final Joining joining;
    private final PageSession sessions;
    private final AuditTrail audit;
    private final String userClaim;

    OutsideEntry(Joining joining, PageSession sessions, AuditTrail audit, GatewaySettings settings) {
        this.joining = joining;
        this.sessions = sessions;
        this.audit = audit;
        this.userClaim = settings.provider().userClaim();
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        Optional<String> code = InvitedRequest.taken(request);
        Outsider outsider = outsider((OidcUser) authentication.getPrincipal());
        try {
            Account account = joining.enter(outsider, code, request.getRemoteAddr());
            AuditTrail.tried(request, account.user());
            sessions.open(account, request, response);
            audit.note(request, HttpStatus.OK.value());
            response.sendRedirect("/mine");
        } catch (RefusedCall refused) {
            AuditTrail.tried(request, outsider.name());
            audit.note(request, refused.status().value());
            response.sendRedirect("/login?refused=" + refused.code());
        }
    }

    private Outsider outsider(OidcUser user) {
        String name = Optional.ofNullable(user.getClaimAsString(userClaim)).orElse(user.getSubject());
        return new Outsider(user.getIssuer().toString(), user.getSubject(), name);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        log.warn("a login at the provider failed: {}", problem.getMessage());
        InvitedRequest.taken(request);
        response.sendRedirect("/login?refused=OUTSIDE_FAILED");
    }
}
