package org.gridbourse.market.signature;

import java.util.Objects;

/**
 * A meter's public key.
 *
 * @param algorithm which signature scheme
 * @param publicKey base64 of the SubjectPublicKeyInfo, DER
 */
public record MeterKey(Algorithm algorithm, String publicKey) {
    public MeterKey {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /** Signature schemes of meters. */
    public enum Algorithm {
        /** ECDSA on P-256 over SHA-256; the signature is the DER sequence of r and s. */
        ECDSA_P256,
        /** Ed25519 (RFC 8032); the signature has 64 bytes. */
        ED25519
    }
}
