package org.gridbourse.gateway.people;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.access.Scope;
import org.gridbourse.gateway.web.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Everything below {@code /api} is shut but to those whom a door lets in; pages, health and the description of the
 * interface hold nothing of anybody and are open.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain doors(
            HttpSecurity http, Callers callers, AuditTrail audit, InstantSource clock, ProblemWriter problems) {
        Refusals refusals = new Refusals(problems, audit);
        CookieCsrfTokenRepository csrfTokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return http.securityMatcher("/api/**", "/api")
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterBefore(new CallerFilter(callers, new CallRate(clock), problems), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .csrfTokenRequestHandler(new HeaderAlone())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::isChangeByCookie))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        trouble -> trouble.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(SecurityConfiguration::authorize)
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** From the special to the general; whatever nobody has thought of is the operator's. */
    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(POST, "/api/login", "/api/invitations/*/accept")
                .permitAll()
                .requestMatchers(GET, "/api/login/ways")
                .permitAll()
                .requestMatchers("/api/tokens", "/api/tokens/*", "/api/me/**", "/api/logout")
                .access(Door.of(Scope.READ))
                .requestMatchers("/api/invitations/**", "/api/people/**")
                .access(Door.of(Scope.OPERATE, Role.ADMINISTRATOR, Role.OPERATOR))
                .requestMatchers("/api/audit-log")
                .access(Door.of(Scope.READ, Role.ADMINISTRATOR, Role.AUDITOR))
                .requestMatchers(GET, "/api/**")
                .access(Door.of(Scope.READ))
                .requestMatchers(HEAD, "/api/**")
                .access(Door.of(Scope.READ))
                .requestMatchers(
                        PUT,
                        "/api/sessions/*/orders/*",
                        "/api/sessions/*/opening/*",
                        "/api/participants/*/rule",
                        "/api/participants/*/custody",
                        "/api/transactions/**")
                .access(Door.of(Scope.ORDERS))
                .requestMatchers(DELETE, "/api/sessions/*/orders/*")
                .access(Door.of(Scope.ORDERS))
                .requestMatchers(
                        POST,
                        "/api/sessions/*/preview/*",
                        "/api/sessions/*/prepay/*",
                        "/api/transactions",
                        "/api/certificates/**")
                .access(Door.of(Scope.ORDERS))
                .requestMatchers(POST, "/api/consents", "/api/consents/recall")
                .access(Door.of(Scope.ORDERS))
                .requestMatchers(POST, "/api/readings", "/api/sessions/*/readings")
                .access(Door.of(Scope.READINGS))
                .anyRequest()
                .access(Door.of(Scope.OPERATE, Role.OPERATOR));
    }

    /** A cookie goes with whatever a browser sends; a header is there because somebody put it there. */
    private static boolean isChangeByCookie(HttpServletRequest request) {
        boolean changes = !Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
        Authentication shown = SecurityContextHolder.getContext().getAuthentication();
        return changes
                && shown != null
                && shown.getPrincipal() instanceof Caller caller
                && caller.shown() == Caller.Shown.PAGE_SESSION;
    }

    /** Looks for the token in the header alone, never in the body, which nobody has read yet. */
    private static final class HeaderAlone extends CsrfTokenRequestAttributeHandler {
        HeaderAlone() {
            setCsrfRequestAttributeName(null); // so that every answer sets the cookie that a page needs
        }

        @Override
        public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
            return request.getHeader(token.getHeaderName());
        }
    }
}
