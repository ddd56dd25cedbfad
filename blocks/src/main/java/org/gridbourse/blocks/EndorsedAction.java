package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/**
 * What was asked, what came out, and who stands for it.
 *
 * @param proposalPayload the request as hashed into the proposal hash, without its transient map if all was done well
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
        var spec = Wire.parse(ChaincodeInvocationSpec.parser(), proposal().getInput(), "chaincode invocation")
                .getChaincodeSpec();
        return new ChaincodeInput(
                spec.getChaincodeId().getName(), spec.getInput().getArgsList());
    }

    /**
     * Whether the input for the chaincode's eyes only stands here too.
     *
     * @throws MalformedException if the request cannot be read
     */
    public boolean hasTransientInput() {
        return proposal().getTransientMapCount() > 0;
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

    private ChaincodeProposalPayload proposal() {
        return Wire.parse(ChaincodeProposalPayload.parser(), proposalPayload, "chaincode proposal payload");
    }

    private ProposalResponsePayload response() {
        return Wire.parse(ProposalResponsePayload.parser(), responsePayload, "proposal response payload");
    }
}
