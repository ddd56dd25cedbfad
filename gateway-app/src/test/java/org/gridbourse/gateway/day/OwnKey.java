package org.gridbourse.gateway.day;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A key that stays where it was made, as a client in any language has it. */
final class OwnKey {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final KeyPair keys;

    OwnKey() {
        this("secp256r1");
    }

    OwnKey(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** What it asks to be called counts for nothing. */
    String signingRequest(String subject) {
        try {
            PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                            new X500Name(subject), keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(request);
            }
            return text.toString();
        } catch (IOException | OperatorCreationException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** Base64 of DER with low S. */
    String sign(String bytesBase64) {
        return signature(bytesBase64, false);
    }

    /** A signature that is right and in the form that Fabric refuses. */
    String signWithHighS(String bytesBase64) {
        return signature(bytesBase64, true);
    }

    private String signature(String bytesBase64, boolean high) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(Base64.getDecoder().decode(bytesBase64));
            ASN1Sequence parts = ASN1Sequence.getInstance(signature.sign());
            BigInteger r = ASN1Integer.getInstance(parts.getObjectAt(0)).getValue();
            BigInteger s = ASN1Integer.getInstance(parts.getObjectAt(1)).getValue();
            BigInteger other = ORDER.subtract(s);
            BigInteger wanted = high ? s.max(other) : s.min(other);
            return Base64.getEncoder()
                    .encodeToString(new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(wanted)})
                            .getEncoded());
        } catch (GeneralSecurityException | IOException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The ways in which the secret number could be written down. */
    List<String> secretTexts() {
        BigInteger secret = ((ECPrivateKey) keys.getPrivate()).getS();
        byte[] encoded = keys.getPrivate().getEncoded();
        String base64 = Base64.getEncoder().encodeToString(secret.toByteArray());
        return List.of(
                secret.toString(16),
                secret.toString(),
                base64,
                Base64.getEncoder().encodeToString(encoded),
                Base64.getEncoder().encodeToString(encoded).substring(40, 80),
                "PRIVATE KEY");
    }
}
