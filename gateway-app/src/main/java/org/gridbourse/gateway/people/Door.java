package org.gridbourse.gateway.people;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.access.Scope;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What one must be, and what one's token must be good for, to make a kind of call.
 *
 * @param roles one of which is needed; none: any known caller
 */
record Door(Scope scope, Set<Role> roles) implements AuthorizationManager<RequestAuthorizationContext> {

    static Door of(Scope scope, Role... roles) {
        return new Door(scope, roles.length == 0 ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(Arrays.asList(roles)));
    }

    /** Why a known caller may not enter, for people. */
    static final class Shut extends AuthorizationDecision {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String reason;

        Shut(String code, String reason) {
            super(false);
            this.code = code;
            this.reason = reason;
        }

        String code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext call) {
        Authentication shown = authentication.get();
        if (shown == null || !(shown.getPrincipal() instanceof Caller caller)) {
            return new AuthorizationDecision(false);
        }
        if (!caller.scopes().contains(scope)) {
            return new Shut("SCOPE_MISSING", "this token has no scope " + scope.text());
        }
        if (!roles.isEmpty() && caller.roles().stream().noneMatch(roles::contains)) {
            String needed = new TreeSet<>(roles).stream().map(Role::text).collect(Collectors.joining(" or "));
            return new Shut("FORBIDDEN", "this is for the role " + needed);
        }
        return new AuthorizationDecision(true);
    }
}
