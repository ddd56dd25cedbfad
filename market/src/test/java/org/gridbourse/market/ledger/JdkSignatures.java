package org.gridbourse.market.ledger;

import java.security.Security;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.signature.SignatureVerifier;

/** Meter signatures by the JDK's own provider. */
final class JdkSignatures {
    static final SignatureVerifier VERIFIER = new JcaSignatureVerifier(Security.getProvider("SunEC"));

    private JdkSignatures() {}
}
