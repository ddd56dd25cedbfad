package org.gridbourse.auditor.fabric;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Whether a certificate had expired when it was used. Peers do not ask this again when they validate a block; orderers and
 * endorsers do when they accept a request.
 */
final class Expiry {
    // the library reads the date from its text each time it is asked
    private static final Map<X509Certificate, Instant> ENDS = Collections.synchronizedMap(new WeakHashMap<>());

    private Expiry() {}

    /** @return what to say if the signer's certificate had expired by then */
    static Optional<String> of(Signed signed, Instant at) {
        Optional<X509Certificate> certificate = signed.certificate();
        if (certificate.isEmpty() || !at.isAfter(end(certificate.get()))) {
            return Optional.empty();
        }
        return Optional.of("certificate of %s expired at %s, used at %s"
                .formatted(certificate.get().getSubjectX500Principal().getName(), end(certificate.get()), at));
    }

    private static Instant end(X509Certificate certificate) {
        return ENDS.computeIfAbsent(certificate, each -> each.getNotAfter().toInstant());
    }
}
