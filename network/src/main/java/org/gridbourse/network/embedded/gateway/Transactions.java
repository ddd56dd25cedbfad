package org.gridbourse.network.embedded.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridbourse.network.embedded.execution.Proposal;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** Puts proposals and endorsements together into transactions. */
public final class Transactions {
    private Transactions() {}

    /** The transaction that the client has still to sign. */
    public static Envelope unsigned(
            Proposal proposal, ByteString responsePayload, Collection<Endorsement> endorsements) {
        Map<ByteString, Endorsement> once = new LinkedHashMap<>();
        endorsements.forEach(endorsement -> once.putIfAbsent(endorsement.getEndorser(), endorsement));
        ChaincodeActionPayload action = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal.payloadWithoutTransient())
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(responsePayload)
                        .addAllEndorsements(once.values()))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(proposal.header().getSignatureHeader())
                        .setPayload(action.toByteString()))
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(proposal.header())
                .setData(transaction.toByteString())
                .build();
        return Envelope.newBuilder().setPayload(payload.toByteString()).build();
    }

    /** What the chaincode has answered, out of what was endorsed. */
    static ByteString result(ProposalResponse response) throws InvalidProtocolBufferException {
        ByteString extension =
                ProposalResponsePayload.parseFrom(response.getPayload()).getExtension();
        return ChaincodeAction.parseFrom(extension).getResponse().getPayload();
    }
}
