package org.gridbourse.gateway.people;

import java.time.Instant;
import java.util.Set;
import org.gridbourse.gateway.access.Scope;

/** A program's token or a page's session, without its secret. */
record Credential(
        String id, String user, Kind kind, String name, Set<Scope> scopes, Instant createdAt, Instant expiresAt) {
    enum Kind {
        TOKEN,
        PAGE
    }

    Credential {
        scopes = Set.copyOf(scopes);
    }
}
