package org.gridbourse.network.genesis;

import java.util.Optional;
import org.gridbourse.network.identity.OrganisationFolder;

/**
 * An organisation of the channel and where its node listens.
 *
 * @param identities the organisation's certificates
 * @param endpoint the anchor peer or the orderer; absent where there is no such port
 */
public record Member(OrganisationFolder identities, Optional<Endpoint> endpoint) {
    public static Member at(OrganisationFolder identities, Endpoint endpoint) {
        return new Member(identities, Optional.of(endpoint));
    }

    public static Member withoutEndpoint(OrganisationFolder identities) {
        return new Member(identities, Optional.empty());
    }

    String mspId() {
        return identities.organisation().mspId();
    }
}
