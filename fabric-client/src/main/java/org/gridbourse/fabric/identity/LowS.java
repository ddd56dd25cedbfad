package org.gridbourse.fabric.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;

/**
 * The low-S form of ECDSA signatures on P-256. Of the two values of S that make a signature valid Fabric takes only the
 * one not above half the order of the curve, in transactions as in certificates.
 */
public final class LowS {
    static final BigInteger ORDER = SECNamedCurves.getByName("secp256r1").getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private LowS() {}

    /** The same signature with S not above half the order. */
    public static byte[] of(byte[] derSignature) {
        ASN1Sequence sequence = ASN1Sequence.getInstance(derSignature);
        BigInteger s = value(sequence, 1);
        if (s.compareTo(HALF_ORDER) <= 0) {
            return derSignature;
        }
        try {
            return new DERSequence(
                            new ASN1Integer[] {new ASN1Integer(value(sequence, 0)), new ASN1Integer(ORDER.subtract(s))})
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the signature is in the form that Fabric accepts. */
    public static boolean holdsFor(byte[] derSignature) {
        return value(ASN1Sequence.getInstance(derSignature), 1).compareTo(HALF_ORDER) <= 0;
    }

    private static BigInteger value(ASN1Sequence signature, int index) {
        return ASN1Integer.getInstance(signature.getObjectAt(index)).getValue();
    }
}
