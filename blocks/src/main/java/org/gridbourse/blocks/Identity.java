package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Who signed: an organisation's member by its certificate.
 *
 * @param bytes the serialized identity, as it was signed
 * @param mspId the organisation that it claims
 * @param certificate PEM text
 */
public record Identity(ByteString bytes, String mspId, ByteString certificate) {

    /** @throws MalformedException if the bytes are no identity */
    public static Identity parse(ByteString bytes) {
        SerializedIdentity identity = Wire.parse(SerializedIdentity.parser(), bytes, "identity");
        return new Identity(bytes, identity.getMspid(), identity.getIdBytes());
    }
}
