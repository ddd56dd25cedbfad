package org.gridbourse.market.signature;

import java.util.Objects;

/**
 * A meter's public key.
 *
 * @param algorithm which signature scheme
 * @param publicKey base64 of the SubjectPublicKeyInfo, DER
 * @param holder who signs with it
 */
public record MeterKey(Algorithm algorithm, String publicKey, Holder holder) {
    public MeterKey {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(publicKey, "publicKey");
        Objects.requireNonNull(holder, "holder");
    }

    /** A key that the meter itself holds. */
    public MeterKey(Algorithm algorithm, String publicKey) {
        this(algorithm, publicKey, Holder.METER);
    }

    /** Where a meter's private key lies: how far its readings can be trusted. */
    public enum Holder {
        /** In the meter: nobody between meter and ledger can change a reading. */
        METER,
        /** In the node or gateway-app that received what the meter showed. */
        NODE
    }

    /** Signature schemes of meters. */
    public enum Algorithm {
        /** ECDSA on P-256 over SHA-256; the signature is the DER sequence of r and s. */
        ECDSA_P256,
        /** Ed25519 (RFC 8032); the signature has 64 bytes. */
        ED25519
    }
}
