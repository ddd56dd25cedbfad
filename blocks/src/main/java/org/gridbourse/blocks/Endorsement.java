package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/**
 * One peer's word for a result.
 *
 * @param endorser serialized {@link Identity}
 * @param signature over the response payload and the endorser, DER
 */
public record Endorsement(ByteString endorser, ByteString signature) {

    /** What is signed. */
    public ByteString signedBytes(ByteString responsePayload) {
        return responsePayload.concat(endorser);
    }
}
