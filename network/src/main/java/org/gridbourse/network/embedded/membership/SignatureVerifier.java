package org.gridbourse.network.embedded.membership;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.fabric.identity.LowS;

/**
 * Checks ECDSA signatures over SHA-256 in DER with low S, the only form Fabric takes. Remembers those that held, for
 * the same envelope is checked by the orderer and by the validator; a failure is never remembered.
 */
public final class SignatureVerifier {
    private static final int REMEMBERED = 20_000;

    private final Provider provider = new BouncyCastleProvider();
    private final Set<ByteString> held = ConcurrentHashMap.newKeySet();

    public boolean verify(PublicKey key, ByteString signature, ByteString... message) {
        if (!isLowS(signature)) {
            return false;
        }
        ByteString digest = Hashes.sha256(message);
        ByteString question = Hashes.sha256(ByteString.copyFrom(key.getEncoded()), digest, signature);
        if (held.contains(question)) {
            return true;
        }
        boolean holds = holds(key, signature, digest);
        if (holds) {
            remember(question);
        }
        return holds;
    }

    Provider provider() {
        return provider;
    }

    private boolean holds(PublicKey key, ByteString signature, ByteString digest) {
        try {
            // the digest is there already, by the runtime's own and quicker SHA-256
            Signature verifier = Signature.getInstance("NONEwithECDSA", provider);
            verifier.initVerify(key);
            verifier.update(digest.asReadOnlyByteBuffer());
            return verifier.verify(signature.toByteArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void remember(ByteString question) {
        if (held.size() >= REMEMBERED) {
            held.clear();
        }
        held.add(question);
    }

    private static boolean isLowS(ByteString signature) {
        try {
            return LowS.holdsFor(signature.toByteArray());
        } catch (RuntimeException e) {
            // no DER sequence of two integers: not a signature at all
            return false;
        }
    }
}
