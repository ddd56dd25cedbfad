package org.gridbourse.gateway.signing;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.gateway.web.BadInputException;

/** Reads certificate signing requests (PKCS #10, PEM): of them the key counts alone, if its owner has signed. */
final class SigningRequest {
    private static final String FIELD = "csr";

    private SigningRequest() {}

    /** @throws BadInputException if it is none, is not signed by its own key, or the key is not on P-256 */
    static PublicKey key(String pem) {
        JcaPKCS10CertificationRequest request = read(pem);
        try {
            PublicKey key = request.setProvider(Keys.PROVIDER).getPublicKey();
            if (!Keys.isOnP256(key)) {
                throw new BadInputException(FIELD, "must hold a key on the curve P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(Keys.PROVIDER)
                    .build(key))) {
                throw new BadInputException(FIELD, "is not signed by its own key");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException problem) {
            throw new BadInputException(FIELD, "has a key or signature that cannot be read");
        }
    }

    private static JcaPKCS10CertificationRequest read(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return new JcaPKCS10CertificationRequest(request);
            }
        } catch (IOException | RuntimeException unreadable) {
            // refused below, as any other text
        }
        throw new BadInputException(FIELD, "must be a certificate signing request in PEM form");
    }
}
