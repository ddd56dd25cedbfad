package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/**
 * What was asked, what came out, and who stands for it.
 *
 * @param proposalPayload the request without its transient map, as hashed into the proposal hash
 * @param responsePayload proposal hash and result, as the endorsers signed them
 */
public record EndorsedAction(ByteString proposalPayload, ByteString responsePayload, List<Endorsement> endorsements) {
    public EndorsedAction {
        endorsements = List.copyOf(endorsements);
    }

    /**
     * The chaincode's input: function name and arguments.
     *
     * @throws MalformedException if it cannot be read
     */
    public ChaincodeInput input() {
        ChaincodeProposalPayload payload =
                Wire.parse(ChaincodeProposalPayload.parser(), proposalPayload, "chaincode proposal payload");
        var spec = Wire.parse(ChaincodeInvocationSpec.parser(), payload.getInput(), "chaincode invocation")
                .getChaincodeSpec();
        return new ChaincodeInput(
                spec.getChaincodeId().getName(), spec.getInput().getArgsList());
    }

    /** @throws MalformedException if the response payload cannot be read */
    public ByteString proposalHash() {
        return response().getProposalHash();
    }

    /** @throws MalformedException if the response payload or the result in it cannot be read or is missing */
    public ChaincodeResult result() {
        ByteString extension = response().getExtension();
        if (extension.isEmpty()) {
            throw new MalformedException("proposal response payload without result");
        }
        return ChaincodeResult.parse(extension);
    }

    private ProposalResponsePayload response() {
        return Wire.parse(ProposalResponsePayload.parser(), responsePayload, "proposal response payload");
    }
}
