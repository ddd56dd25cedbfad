package org.gridbourse.market.ledger;

import java.security.Security;

/** Meter signatures by the JDK's own provider. */
final class JdkSignatures {
    static final SignatureVerifier VERIFIER = new JcaSignatureVerifier(Security.getProvider("SunEC"));

    private JdkSignatures() {}
}
