package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.EcdsaKey;
import org.gridbourse.market.ledger.MeterKey;
import org.gridbourse.market.ledger.SignatureVerifier;

/** Knows meters that have signed often, and asks the market's own verifier about all others and whenever a signature does not fit. */
final class FrequentMeters implements SignatureVerifier {
    private static final int REMEMBERED = 10_000;

    private final SignatureVerifier verifier;
    private final Map<MeterKey, Optional<PublicKey>> keys = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MeterKey, Optional<PublicKey>> eldest) {
            return size() > REMEMBERED;
        }
    };

    FrequentMeters(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public boolean accepts(MeterKey key) {
        return verifier.accepts(key);
    }

    @Override
    public boolean verify(MeterKey key, byte[] message, byte[] signature) {
        ByteString signed = UnsafeByteOperations.unsafeWrap(message);
        ByteString der = UnsafeByteOperations.unsafeWrap(signature);
        return publicKey(key)
                        .flatMap(EcdsaKey::frequent)
                        .map(frequent -> frequent.signed(List.of(signed), der))
                        .orElse(false)
                || verifier.verify(key, message, signature);
    }

    private Optional<PublicKey> publicKey(MeterKey key) {
        synchronized (keys) {
            return keys.computeIfAbsent(key, this::read);
        }
    }

    private Optional<PublicKey> read(MeterKey key) {
        if (key.algorithm() != MeterKey.Algorithm.ECDSA_P256 || !verifier.accepts(key)) {
            return Optional.empty();
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(key.publicKey());
            return Optional.of(KeyFactory.getInstance("EC", Certificates.PROVIDER)
                    .generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
