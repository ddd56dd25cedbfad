package org.gridbourse.network.embedded.gateway;

import com.google.rpc.Code;
import org.gridbourse.network.embedded.execution.ProposalAnswer;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.Response;

/**
 * What a gateway makes of a peer's answer, as the Fabric gateway does.
 *
 * @param code OK if the answer is good
 * @param message what to tell the client, empty if the answer is good
 * @param askAnother whether another peer might do better
 * @param response the answer, default instance if it was refused
 */
record PeerReply(Code code, String message, boolean askAnother, ProposalResponse response) {
    private static final int INTERNAL_ERROR = 500;

    /** @param remote whether the answer comes from another organisation's peer, over the wire */
    static PeerReply of(ProposalAnswer answer, boolean remote) {
        if (answer instanceof ProposalAnswer.Executed executed) {
            return of(executed.response());
        }
        String refusal = answer instanceof ProposalAnswer.Refused refused
                ? refused.message()
                : ((ProposalAnswer.TurnedAway) answer).message();
        if (remote) {
            return failure(Code.UNAVAILABLE, "rpc error: code = Unknown desc = " + refusal, true);
        }
        return answer instanceof ProposalAnswer.Refused
                ? failure(Code.FAILED_PRECONDITION, refusal, false)
                : failure(Code.UNAVAILABLE, refusal, true);
    }

    private static PeerReply of(ProposalResponse response) {
        Response result = response.getResponse();
        if (result.getStatus() >= 200 && result.getStatus() < 400) {
            return new PeerReply(Code.OK, "", false, response);
        }
        if (response.getPayload().isEmpty() && result.getStatus() == INTERNAL_ERROR) {
            // made by the peer, not by the chaincode
            return failure(Code.ABORTED, result.getMessage(), true);
        }
        String message = "chaincode response %d, %s".formatted(result.getStatus(), result.getMessage());
        return failure(Code.UNKNOWN, message, false);
    }

    private static PeerReply failure(Code code, String message, boolean askAnother) {
        return new PeerReply(code, message, askAnother, ProposalResponse.getDefaultInstance());
    }

    boolean isGood() {
        return code == Code.OK;
    }
}
