package org.gridbourse.market.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

/** Meter signatures by a JCA provider that the caller chooses, so that every peer checks with the same code. */
public final class JcaSignatureVerifier implements SignatureVerifier {
    private final Provider provider;

    public JcaSignatureVerifier(Provider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    @Override
    public boolean verify(MeterKey key, byte[] message, byte[] signature) {
        try {
            byte[] encoded = Base64.getDecoder().decode(key.publicKey());
            PublicKey publicKey =
                    KeyFactory.getInstance(keyAlgorithm(key), provider).generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance(signatureAlgorithm(key), provider);
            verifier.initVerify(publicKey);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException notReadable) {
            return false;
        }
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
