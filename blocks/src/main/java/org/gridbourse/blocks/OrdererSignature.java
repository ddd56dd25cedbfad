package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * One orderer's signature under a block.
 *
 * @param signatureHeader names the signer by its identity (Raft); empty with BFT
 * @param identifierHeader names the signer by its number among the consenters (BFT); empty with Raft
 * @param signature ECDSA, DER
 */
public record OrdererSignature(ByteString signatureHeader, ByteString identifierHeader, ByteString signature) {

    /** What is signed: the seal's value, the header that names the signer, the block header. */
    public ByteString signedBytes(ByteString sealValue, ByteString headerDer) {
        ByteString signer = signatureHeader.isEmpty() ? identifierHeader : signatureHeader;
        return sealValue.concat(signer).concat(headerDer);
    }

    /** The signer's serialized identity; empty when it is named by its number. */
    public ByteString creator() {
        return Wire.parse(SignatureHeader.parser(), signatureHeader, "orderer signature header")
                .getCreator();
    }

    /** The signer's number among the channel's consenters (BFT); unsigned 32 bits. */
    public int consenterId() {
        return Wire.parse(IdentifierHeader.parser(), identifierHeader, "orderer identifier header")
                .getIdentifier();
    }
}
