package org.gridbourse.auditor.fabric;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a certificate had expired when it was used. Peers do not ask this again when they validate a block; orderers and
 * endorsers do when they accept a request.
 */
final class Expiry {
    private Expiry() {}

    /** @return what to say if the signer's certificate had expired by then */
    static Optional<String> of(Signed signed, Instant at) {
        Optional<X509Certificate> certificate = signed.certificate();
        if (certificate.isEmpty() || !at.isAfter(certificate.get().getNotAfter().toInstant())) {
            return Optional.empty();
        }
        return Optional.of("certificate of %s expired at %s, used at %s"
                .formatted(
                        certificate.get().getSubjectX500Principal().getName(),
                        certificate.get().getNotAfter().toInstant(),
                        at));
    }
}
