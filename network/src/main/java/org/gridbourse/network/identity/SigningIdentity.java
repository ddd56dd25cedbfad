package org.gridbourse.network.identity;

import com.google.protobuf.ByteString;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.gridbourse.fabric.identity.Keys;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Somebody who can sign: an organisation's member with certificate and private key.
 *
 * @param mspId the organisation that vouches for it
 * @param certificatePem the certificate exactly as on file; these bytes are its name on the ledger
 * @param certificate the same, parsed
 * @param privateKey the key to it
 */
public record SigningIdentity(String mspId, String certificatePem, X509Certificate certificate, PrivateKey privateKey) {

    /** The identity as creator, endorser or block signer. */
    public SerializedIdentity serialized() {
        return SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(ByteString.copyFromUtf8(certificatePem))
                .build();
    }

    /** ECDSA over SHA-256 of the message, DER, low S. */
    public byte[] sign(byte[] message) {
        return Keys.sign(privateKey, message);
    }

    @Override
    public String toString() {
        return mspId + ":" + certificate.getSubjectX500Principal();
    }
}
