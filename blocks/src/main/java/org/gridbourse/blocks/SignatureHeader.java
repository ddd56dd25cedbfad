package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/**
 * Who signs, and a number used once.
 *
 * @param creator serialized {@link Identity}
 */
public record SignatureHeader(ByteString creator, ByteString nonce) {

    /** @throws MalformedException if the bytes are no signature header */
    public static SignatureHeader parse(ByteString bytes) {
        var header =
                Wire.parse(org.hyperledger.fabric.protos.common.SignatureHeader.parser(), bytes, "signature header");
        return new SignatureHeader(header.getCreator(), header.getNonce());
    }
}
