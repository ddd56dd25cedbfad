package org.gridbourse.network.embedded.gateway;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.gridbourse.network.embedded.execution.Endorser;
import org.gridbourse.network.embedded.execution.Proposal;
import org.gridbourse.network.embedded.execution.ProposalAnswer;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** One peer's Endorser service, for clients that collect endorsements themselves, such as Fabric's {@code peer} command. */
public final class EndorserService extends EndorserGrpc.EndorserImplBase {
    private final Endorser endorser;

    public EndorserService(Endorser endorser) {
        this.endorser = endorser;
    }

    @Override
    public void processProposal(SignedProposal signed, StreamObserver<ProposalResponse> client) {
        try {
            ProposalAnswer answer = endorser.process(Proposal.parse(signed));
            if (answer instanceof ProposalAnswer.Executed executed) {
                client.onNext(executed.response());
                client.onCompleted();
            } else if (answer instanceof ProposalAnswer.Refused refused) {
                refuse(client, refused.message());
            } else {
                refuse(client, ((ProposalAnswer.TurnedAway) answer).message());
            }
        } catch (Proposal.MalformedProposalException e) {
            refuse(client, e.getMessage());
        }
    }

    private static void refuse(StreamObserver<ProposalResponse> client, String why) {
        client.onError(Status.UNKNOWN.withDescription(why).asRuntimeException());
    }
}
