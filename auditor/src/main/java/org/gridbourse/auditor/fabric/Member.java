package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An identity under an organisation's rules.
 *
 * @param id what makes two identities the same: organisation and certificate hash
 * @param issuers hash of the chain of certificates that issued it
 * @param units its organisational units
 * @param roles those of client, peer, admin, orderer that its units say
 * @param flaw why it is not valid, empty if it is
 */
public record Member(
        String mspId,
        String id,
        X509Certificate certificate,
        ByteString issuers,
        List<String> units,
        Set<Role> roles,
        boolean namedAdmin,
        Optional<Flaw> flaw) {
    public Member {
        units = List.copyOf(units);
        roles = Set.copyOf(roles);
    }

    /** What an organisational unit can make of a member. */
    public enum Role {
        CLIENT,
        PEER,
        ADMIN,
        ORDERER
    }

    /** Why an identity is not valid. */
    public record Flaw(Kind kind, String detail) {
        /** The kinds that call for different words. */
        public enum Kind {
            UNKNOWN_ORGANISATION,
            UNREADABLE,
            UNTRUSTED,
            REVOKED,
            NO_CLEAR_ROLE
        }
    }

    /** Organisation and common name, for findings. */
    String words() {
        return certificate == null ? mspId : "%s %s".formatted(mspId, Certificates.commonName(certificate));
    }

    boolean isValid() {
        return flaw.isEmpty();
    }
}
