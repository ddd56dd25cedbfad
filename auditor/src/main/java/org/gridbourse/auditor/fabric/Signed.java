package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.Identity;
import org.gridbourse.blocks.MalformedException;

/**
 * Something that an identity signed. Whether the signature fits the identity's certificate depends on nothing else, so it
 * is found out once, by whichever thread asks first; whether the identity may sign is another question.
 */
public final class Signed {
    private final ByteString identity;
    private final List<ByteString> data;
    private final ByteString signature;
    private volatile Boolean fits;
    private volatile Optional<X509Certificate> certificate;

    /**
     * @param identity serialized, of the signer
     * @param data what was signed, in parts
     * @param signature DER
     */
    public Signed(ByteString identity, List<ByteString> data, ByteString signature) {
        this.identity = identity;
        this.data = List.copyOf(data);
        this.signature = signature;
    }

    ByteString identity() {
        return identity;
    }

    /** Whether the signature fits the data and the key in the identity's certificate; false too where one is unreadable. */
    public boolean fits() {
        Boolean known = fits;
        if (known == null) {
            known = certificate()
                    .map(certificate -> verify(certificate.getPublicKey()))
                    .orElse(false);
            fits = known;
        }
        return known;
    }

    /** Whether there is no other way to write the signature: DER to the letter, with nothing after it. Edwards signatures have one. */
    boolean isStrictlyEncoded() {
        boolean isElliptic = certificate()
                .map(certificate -> certificate.getPublicKey() instanceof ECPublicKey)
                .orElse(true);
        return !isElliptic
                || EcdsaSignature.parse(signature)
                        .map(numbers -> numbers.isEncodedAs(signature))
                        .orElse(false);
    }

    /** The signer's certificate, if it can be read. */
    Optional<X509Certificate> certificate() {
        Optional<X509Certificate> known = certificate;
        if (known == null) {
            known = readCertificate();
            certificate = known;
        }
        return known;
    }

    private Optional<X509Certificate> readCertificate() {
        try {
            return Optional.of(Certificates.certificate(Identity.parse(identity).certificate()));
        } catch (MalformedException | Certificates.UnreadableException e) {
            return Optional.empty();
        }
    }

    private boolean verify(PublicKey key) {
        return key instanceof ECPublicKey elliptic ? verifyEcdsa(elliptic) : verifyEdwards(key);
    }

    private boolean verifyEcdsa(ECPublicKey key) {
        Optional<EcdsaSignature> numbers = EcdsaSignature.parse(signature);
        if (numbers.isEmpty() || !numbers.get().isLowS(key.getParams().getOrder())) {
            return false;
        }
        try {
            // The JDK hashes several times as fast as the provider, which verifies several times as fast as the JDK.
            return verify(
                    "NONEwithECDSA",
                    key,
                    List.of(Hashes.sha256(data)),
                    numbers.get().der());
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private boolean verifyEdwards(PublicKey key) {
        return key.getAlgorithm().equals("Ed25519") && verify("Ed25519", key, data, signature.toByteArray());
    }

    private static boolean verify(String algorithm, PublicKey key, List<ByteString> message, byte[] bytes) {
        try {
            Signature verifier = Signature.getInstance(algorithm, Certificates.PROVIDER);
            verifier.initVerify(key);
            for (ByteString part : message) {
                for (ByteBuffer buffer : part.asReadOnlyByteBufferList()) {
                    verifier.update(buffer);
                }
            }
            return verifier.verify(bytes);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
