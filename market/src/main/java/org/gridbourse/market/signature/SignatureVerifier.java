package org.gridbourse.market.signature;

/** Checks keys and signatures of meters. */
public interface SignatureVerifier {

    /** Whether the key can be read and is one of its algorithm. */
    boolean accepts(MeterKey key);

    /** Whether the signature is valid; a key or signature that cannot be read is simply not. */
    boolean verify(MeterKey key, byte[] message, byte[] signature);
}
