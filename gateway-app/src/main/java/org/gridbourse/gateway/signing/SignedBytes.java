package org.gridbourse.gateway.signing;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.fabric.identity.LowS;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;

/** Checks signatures before they are carried to a peer, so that a wrong one is told in a sentence and changes nothing. */
final class SignedBytes {
    private static final String FIELD = "signature";

    private SignedBytes() {}

    /**
     * The signature, where it is the certificate's key's over exactly these bytes, in the form that Fabric takes.
     *
     * @param text base64 of DER, over SHA-256, S not above half the order
     */
    static byte[] require(String text, byte[] bytes, X509Certificate certificate) {
        byte[] signature = decoded(BadInputException.required(FIELD, text));
        boolean right;
        try {
            if (!LowS.holdsFor(signature)) {
                throw new BadInputException(FIELD, "must have S not above half the order: take the order less S");
            }
            Signature check = Signature.getInstance("SHA256withECDSA", Keys.PROVIDER);
            check.initVerify(certificate.getPublicKey());
            check.update(bytes);
            right = check.verify(signature);
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | ClassCastException
                | IndexOutOfBoundsException unreadable) {
            throw new BadInputException(FIELD, "must be base64 of a DER sequence of r and s");
        }
        if (!right) {
            throw new RefusedCall(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "SIGNATURE_WRONG",
                    "the signature is not this certificate's over bytesToSign; sign exactly those bytes");
        }
        return signature;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException noBase64) {
            throw new BadInputException(FIELD, "must be base64");
        }
    }
}
