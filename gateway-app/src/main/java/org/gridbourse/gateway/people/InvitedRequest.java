package org.gridbourse.gateway.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** A way to the provider that remembers, in the browser's short session here, the invitation with which it began. */
final class InvitedRequest implements OAuth2AuthorizationRequestResolver {
    private static final String BASE = "/oauth2/authorization";
    private static final String INVITATION = InvitedRequest.class.getName();

    private final DefaultOAuth2AuthorizationRequestResolver usual;

    InvitedRequest(ClientRegistrationRepository providers) {
        usual = new DefaultOAuth2AuthorizationRequestResolver(providers, BASE);
        usual.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return remembered(request, usual.resolve(request));
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return remembered(request, usual.resolve(request, registration));
    }

    private static OAuth2AuthorizationRequest remembered(HttpServletRequest request, OAuth2AuthorizationRequest begun) {
        if (begun != null) {
            request.getSession().setAttribute(INVITATION, request.getParameter("invitation"));
        }
        return begun;
    }

    /** The code with which the way began, and the end of the short session. */
    static Optional<String> taken(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).flatMap(session -> {
            Optional<String> code = Optional.ofNullable((String) session.getAttribute(INVITATION))
                    .filter(given -> !given.isBlank());
            session.invalidate();
            return code;
        });
    }
}
