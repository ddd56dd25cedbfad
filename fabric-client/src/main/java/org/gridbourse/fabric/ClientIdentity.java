package org.gridbourse.fabric;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * A certificate of an organisation's member, with the key that fits it.
 *
 * @param mspId the organisation's membership service
 */
public record ClientIdentity(String mspId, X509Certificate certificate, PrivateKey key) {
    public boolean isValidAt(Instant time) {
        return !time.isBefore(certificate.getNotBefore().toInstant())
                && time.isBefore(certificate.getNotAfter().toInstant());
    }

    /** The better identity comes first: one that is valid at that time, then the one that ends last. */
    public static Comparator<ClientIdentity> bestAt(Instant time) {
        return Comparator.comparing((ClientIdentity identity) -> !identity.isValidAt(time))
                .thenComparing(identity -> identity.certificate().getNotAfter().toInstant(), Comparator.reverseOrder());
    }

    X509Identity certified() {
        return new X509Identity(mspId, certificate);
    }

    Signer signer() {
        return Signers.newPrivateKeySigner(key);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "%s of %s".formatted(certificate.getSubjectX500Principal(), mspId);
    }
}
