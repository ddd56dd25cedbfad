package org.gridbourse.market.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Meter signatures by a JCA provider that the caller chooses, so that every peer checks with the same code. */
public final class JcaSignatureVerifier implements SignatureVerifier {
    /** Order of the group of P-256 (FIPS 186-4, D.1.2.3), by which it is told from other curves of its size. */
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final int KEYS_KEPT = 1_000;

    private final Provider provider;
    // a key that was read once stays with what the provider has worked out for it; reading it anew costs more than
    // verifying
    private final SortedMap<String, PublicKey> keys = new TreeMap<>();

    public JcaSignatureVerifier(Provider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    @Override
    public boolean accepts(MeterKey key) {
        try {
            publicKey(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException notReadable) {
            return false; // of bytes that are no key at all a provider may say so by any exception
        }
    }

    @Override
    public boolean verify(MeterKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(signatureAlgorithm(key), provider);
            verifier.initVerify(publicKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException notReadable) {
            return false;
        }
    }

    private PublicKey publicKey(MeterKey key) throws GeneralSecurityException {
        String name = key.algorithm() + " " + key.publicKey();
        synchronized (keys) {
            PublicKey known = keys.get(name);
            if (known != null) {
                return known;
            }
        }
        PublicKey publicKey = read(key);
        synchronized (keys) {
            if (keys.size() >= KEYS_KEPT) {
                keys.clear();
            }
            keys.put(name, publicKey);
        }
        return publicKey;
    }

    private PublicKey read(MeterKey key) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(key.publicKey());
        PublicKey publicKey =
                KeyFactory.getInstance(keyAlgorithm(key), provider).generatePublic(new X509EncodedKeySpec(encoded));
        boolean otherCurve = publicKey instanceof ECPublicKey onCurve
                && !onCurve.getParams().getOrder().equals(P256_ORDER);
        if (otherCurve) {
            throw new IllegalArgumentException("the curve must be P-256");
        }
        return publicKey;
    }

    private static String keyAlgorithm(MeterKey key) {
        return switch (key.algorithm()) {
            case ECDSA_P256 -> "EC";
            case ED25519 -> "Ed25519";
        };
    }

    private static String signatureAlgorithm(MeterKey key) {
        return switch (key.algorithm()) {
            case ECDSA_P256 -> "SHA256withECDSA";
            case ED25519 -> "Ed25519";
        };
    }
}
