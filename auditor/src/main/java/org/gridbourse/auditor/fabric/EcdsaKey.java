package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointPreCompInfo;
import org.bouncycastle.math.ec.FixedPointUtil;
import org.bouncycastle.math.raw.Nat;

/**
 * A key on P-256 that has signed often. A ledger has few signers and many signatures: multiples of such a key are worth a table
 * (Lim and Lee's comb, 1994), with which a verification takes 43 doublings and 86 additions of points instead of some 340
 * operations. It only ever says yes; whoever hears no asks the crypto provider, whose word counts.
 */
public final class EcdsaKey {
    private static final ECCurve CURVE =
            CustomNamedCurves.getByName("secp256r1").getCurve();
    private static final ECPoint GENERATOR =
            CustomNamedCurves.getByName("secp256r1").getG();
    private static final BigInteger ORDER = EcdsaSignature.P256_ORDER;
    private static final int COMB_BITS = FixedPointUtil.getCombSize(CURVE);
    /** A table costs about as much as four verifications without it. */
    private static final int WORTH_A_TABLE = 8;

    private static final int REMEMBERED = 5_000;
    private static final Map<ECPoint, EcdsaKey> KEYS = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ECPoint, EcdsaKey> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final ECPoint point;
    private final AtomicInteger uses = new AtomicInteger();

    private EcdsaKey(ECPoint point) {
        this.point = point;
    }

    /** A key that has signed often; empty if it has not yet, or is on another curve. */
    public static Optional<EcdsaKey> frequent(PublicKey key) {
        if (!(key instanceof ECPublicKey elliptic)
                || !elliptic.getQ().getCurve().equals(CURVE)) {
            return Optional.empty();
        }
        ECPoint point = elliptic.getQ();
        EcdsaKey known;
        synchronized (KEYS) {
            known = KEYS.computeIfAbsent(point, EcdsaKey::new);
        }
        return known.uses.incrementAndGet() > WORTH_A_TABLE ? Optional.of(known) : Optional.empty();
    }

    /**
     * Whether this is certainly the key's signature.
     *
     * @param data what was signed, in parts
     * @param signature DER, to the letter
     */
    public boolean signed(List<ByteString> data, ByteString signature) {
        return EcdsaSignature.parse(signature)
                .filter(numbers -> numbers.isEncodedAs(signature))
                .map(numbers -> signed(data, numbers))
                .orElse(false);
    }

    /** FIPS 186-5, section 6.4.2. */
    boolean signed(List<ByteString> data, EcdsaSignature signature) {
        BigInteger r = signature.r();
        BigInteger s = signature.s();
        if (r.signum() <= 0 || r.compareTo(ORDER) >= 0 || s.signum() <= 0 || s.compareTo(ORDER) >= 0) {
            return false;
        }
        BigInteger w = s.modInverse(ORDER);
        BigInteger u1 = new BigInteger(1, sha256(data)).multiply(w).mod(ORDER);
        BigInteger u2 = r.multiply(w).mod(ORDER);
        ECPoint sum = sum(u1, u2);
        return !sum.isInfinity() && hasCoordinate(sum, r);
    }

    /** {@code u1} times the generator plus {@code u2} times the key, both by their tables in one go. */
    private ECPoint sum(BigInteger u1, BigInteger u2) {
        FixedPointPreCompInfo ofGenerator = FixedPointUtil.precompute(GENERATOR);
        FixedPointPreCompInfo ofKey = FixedPointUtil.precompute(point);
        int width = ofKey.getWidth();
        int columns = (COMB_BITS + width - 1) / width;
        int[] bits1 = Nat.fromBigInteger(columns * width, u1);
        int[] bits2 = Nat.fromBigInteger(columns * width, u2);
        ECPoint sum = CURVE.getInfinity();
        for (int column = 0; column < columns; column++) {
            sum = sum.twicePlus(ofGenerator.getLookupTable().lookupVar(teeth(bits1, column, columns, width)))
                    .add(ofKey.getLookupTable().lookupVar(teeth(bits2, column, columns, width)));
        }
        return sum.add(ofGenerator.getOffset()).add(ofKey.getOffset());
    }

    /** The bits under the comb's teeth at a column, from the highest. */
    private static int teeth(int[] bits, int column, int columns, int width) {
        int index = 0;
        for (int bit = columns * width - 1 - column; bit >= 0; bit -= columns) {
            index = index << 1 | bits[bit >>> 5] >>> (bit & 31) & 1;
        }
        return index;
    }

    /** Whether the affine x is r modulo the order; x = X / Z², so that no division is needed. */
    private static boolean hasCoordinate(ECPoint point, BigInteger r) {
        ECFieldElement z = point.getZCoord(0);
        ECFieldElement zz = z.square();
        for (BigInteger x = r; CURVE.isValidFieldElement(x); x = x.add(ORDER)) {
            if (CURVE.fromBigInteger(x).multiply(zz).equals(point.getXCoord())) {
                return true;
            }
        }
        return false;
    }

    private static byte[] sha256(List<ByteString> data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteString part : data) {
                for (ByteBuffer buffer : part.asReadOnlyByteBufferList()) {
                    digest.update(buffer);
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
