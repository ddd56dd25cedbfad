package org.gridbourse.gateway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.ProviderSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Logging in at an OpenID Connect provider. It says who somebody is; what that person may do here stays in this
 * instance's own accounts. The provider is asked when somebody comes, so that an instance starts without it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${gridbourse.provider.issuer:}'.isBlank()")
class OutsideConfiguration {
    /** What the provider is called in addresses. */
    static final String PROVIDER = "provider";

    @Bean
    ClientRegistrationRepository providers(GatewaySettings settings) {
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(settings.provider())));
    }

    private static ClientRegistration registration(ProviderSettings provider) {
        return ClientRegistrations.fromIssuerLocation(provider.issuer())
                .registrationId(PROVIDER)
                .clientId(provider.clientId())
                .clientSecret(provider.clientSecret())
                .scope("openid", "profile")
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain outside(HttpSecurity http, ClientRegistrationRepository providers, OutsideEntry entry) {
        return http.securityMatcher("/oauth2/**", "/login/oauth2/**")
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2Login(login -> login.clientRegistrationRepository(providers)
                        .authorizedClientRepository(new NothingKept())
                        .loginPage("/login")
                        .authorizationEndpoint(
                                endpoint -> endpoint.authorizationRequestResolver(new InvitedRequest(providers)))
                        .successHandler(entry)
                        .failureHandler(entry))
                .build();
    }

    /** Of the provider's own tokens none is kept: who somebody is, is all that is wanted of it. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {
        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing is kept
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing was kept
        }
    }
}
