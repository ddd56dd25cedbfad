package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** One call of a chaincode under way: what it was asked, what it has open, and its answer to come. */
final class Invocation {
    private final String channel;
    private final String transactionId;
    private final String chaincode;
    private final ChaincodeInput input;
    private final SignedProposal proposal;
    private final Simulator simulator;
    private final CompletableFuture<ChaincodeMessage> answer = new CompletableFuture<>();
    private final Map<String, PendingQuery> queries = new HashMap<>();
    private int queriesOpened;

    Invocation(
            String channel,
            String transactionId,
            String chaincode,
            ChaincodeInput input,
            SignedProposal proposal,
            Simulator simulator) {
        this.channel = channel;
        this.transactionId = transactionId;
        this.chaincode = chaincode;
        this.input = input;
        this.proposal = proposal;
        this.simulator = simulator;
    }

    /** The same transaction calling another chaincode. */
    Invocation calling(String otherChaincode, ChaincodeInput otherInput) {
        return new Invocation(channel, transactionId, otherChaincode, otherInput, proposal, simulator);
    }

    /** A question beside this transaction that changes nothing. */
    Invocation askingForSignOfLife(Simulator unused) {
        ChaincodeInput question = ChaincodeInput.newBuilder()
                .addArgs(ByteString.copyFromUtf8("org.hyperledger.fabric:GetMetadata"))
                .build();
        return new Invocation(channel, transactionId + "-life", chaincode, question, proposal, unused);
    }

    String channel() {
        return channel;
    }

    String transactionId() {
        return transactionId;
    }

    String chaincode() {
        return chaincode;
    }

    ChaincodeInput input() {
        return input;
    }

    SignedProposal proposal() {
        return proposal;
    }

    Simulator simulator() {
        return simulator;
    }

    CompletableFuture<ChaincodeMessage> answer() {
        return answer;
    }

    /** Keeps a query open for the chaincode to go on with under the id returned. */
    String open(QueryResults results) {
        String id = transactionId + "-" + queriesOpened++;
        queries.put(id, new PendingQuery(results));
        return id;
    }

    /** An open query, or null. */
    PendingQuery query(String id) {
        return queries.get(id);
    }

    void closeQuery(String id) {
        queries.remove(id);
    }
}
