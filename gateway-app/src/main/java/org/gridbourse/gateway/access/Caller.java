package org.gridbourse.gateway.access;

import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who makes a call, and by what.
 *
 * @param user name of the account; of the instance's own programs {@link #INSTANCE}
 * @param shown what was shown
 * @param credentialId id of the token or page session; empty for a password and for the instance's own token
 * @param participants that the person trades for
 */
public record Caller(
        String user, Shown shown, String credentialId, Set<Role> roles, Set<Scope> scopes, Set<String> participants) {
    /** The user's name of those who hold the token file of the instance; no account has it. */
    public static final String INSTANCE = "instance";

    /** By what a caller is known. */
    public enum Shown {
        /** The file {@code token} in the data folder: its reader could act by itself anyway. */
        INSTANCE_TOKEN,
        TOKEN,
        PAGE_SESSION,
        PASSWORD
    }

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        participants = Set.copyOf(participants);
    }

    public boolean isInstance() {
        return shown == Shown.INSTANCE_TOKEN;
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Who makes the call that this thread serves; only where a call without one has been refused before. */
    public static Caller now() {
        Authentication shown = SecurityContextHolder.getContext().getAuthentication();
        if (shown != null && shown.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("this thread serves no call of a known caller");
    }
}
