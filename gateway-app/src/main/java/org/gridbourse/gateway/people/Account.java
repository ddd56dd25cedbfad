package org.gridbourse.gateway.people;

import java.util.Set;
import org.gridbourse.gateway.access.Role;

/**
 * A person who may log in.
 *
 * @param participants that the person trades for
 */
record Account(String user, String passwordHash, Set<Role> roles, boolean disabled, Set<String> participants) {
    Account {
        roles = Set.copyOf(roles);
        participants = Set.copyOf(participants);
    }

    /** Never the hash. */
    @Override
    public String toString() {
        return user;
    }
}
