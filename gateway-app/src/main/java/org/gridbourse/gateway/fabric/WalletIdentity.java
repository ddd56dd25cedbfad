package org.gridbourse.gateway.fabric;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A certificate with its key, and what the certificate says of its bearer.
 *
 * @param name the folder it was read from, such as {@code north-1@north.example}
 * @param role operator, prosumer, meter or auditor
 * @param participantId whom a prosumer stands for
 */
public record WalletIdentity(
        String name,
        String mspId,
        Optional<String> role,
        Optional<String> participantId,
        X509Certificate certificate,
        PrivateKey key) {

    boolean hasRole(String wanted) {
        return role.filter(wanted::equals).isPresent();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "%s (%s)".formatted(name, mspId);
    }
}
