package org.gridbourse.market.state;

import java.util.Objects;
import java.util.Optional;

/**
 * Who calls, from the certificate that signed the proposal.
 *
 * @param mspId the organisation's membership service
 * @param role the attribute {@code role}
 * @param participantId the attribute {@code participant}, of prosumers
 */
public record Caller(String mspId, Optional<String> role, Optional<String> participantId) {
    public Caller {
        Objects.requireNonNull(mspId, "mspId");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(participantId, "participantId");
    }
}
