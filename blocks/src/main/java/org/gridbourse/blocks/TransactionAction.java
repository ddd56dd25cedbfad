package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;

/**
 * One action of a transaction, still closed.
 *
 * @param signatureHeader the proposal's signature header
 * @param payload serialized proposal payload and endorsed action
 */
public record TransactionAction(ByteString signatureHeader, ByteString payload) {

    /** @throws MalformedException if it cannot be read */
    public SignatureHeader readSignatureHeader() {
        return SignatureHeader.parse(signatureHeader);
    }

    /** @throws MalformedException if the payload cannot be read or nothing was endorsed */
    public EndorsedAction endorsedAction() {
        ChaincodeActionPayload parsed =
                Wire.parse(ChaincodeActionPayload.parser(), payload, "chaincode action payload");
        if (!parsed.hasAction()) {
            throw new MalformedException("chaincode action payload without endorsed action");
        }
        return new EndorsedAction(
                parsed.getChaincodeProposalPayload(),
                parsed.getAction().getProposalResponsePayload(),
                parsed.getAction().getEndorsementsList().stream()
                        .map(endorsement -> new Endorsement(endorsement.getEndorser(), endorsement.getSignature()))
                        .toList());
    }
}
