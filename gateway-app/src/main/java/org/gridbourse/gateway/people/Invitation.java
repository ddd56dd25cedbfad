package org.gridbourse.gateway.people;

import java.time.Instant;
import java.util.Optional;
import org.gridbourse.gateway.access.Role;

/**
 * What somebody becomes who shows an invitation's code.
 *
 * @param participantId whom a prosumer will trade for
 * @param usedBy who has taken it up
 */
record Invitation(
        String codeHash,
        Role role,
        Optional<String> participantId,
        String invitedBy,
        Instant expiresAt,
        Optional<String> usedBy) {}
