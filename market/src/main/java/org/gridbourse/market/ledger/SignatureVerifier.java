package org.gridbourse.market.ledger;

/** Checks a meter's signature; a key or signature that cannot be read is simply not valid. */
@FunctionalInterface
public interface SignatureVerifier {

    boolean verify(MeterKey key, byte[] message, byte[] signature);
}
