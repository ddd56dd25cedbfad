package org.gridbourse.network.embedded.membership;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;

/**
 * A certificate that one of the channel's organisations has issued.
 *
 * @param serialized the bytes that name it on the ledger
 * @param mspId the organisation
 * @param certificate what it has issued
 * @param expires when it ends
 * @param role client, peer, admin or orderer; empty when the certificate names none of them or several
 * @param units its organisational units
 * @param revoked whether it stands on the organisation's revocation list
 */
public record MemberIdentity(
        ByteString serialized,
        String mspId,
        X509Certificate certificate,
        Instant expires,
        Optional<MSPRoleType> role,
        Set<String> units,
        boolean revoked) {
    public MemberIdentity {
        Objects.requireNonNull(certificate, "certificate");
        units = Set.copyOf(units);
    }

    /** Whether it counts at all. Expiry is no part of it: a block must be judged the same at any time. */
    public boolean isValid() {
        return role.isPresent() && !revoked;
    }

    public boolean isExpired(Instant now) {
        return now.isAfter(expires);
    }

    boolean signed(SignatureVerifier verifier, ByteString signature, ByteString... message) {
        return verifier.verify(certificate.getPublicKey(), signature, message);
    }
}
