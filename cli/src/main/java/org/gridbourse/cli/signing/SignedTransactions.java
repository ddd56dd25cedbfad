package org.gridbourse.cli.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.List;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.request.Request;
import org.gridbourse.programs.SurroundingsException;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * Transactions that their owner signs, over REST: the gateway-app makes Fabric's bytes, the key signs them twice, and not
 * before they have been read here and say what was asked for.
 *
 * @param key with its certificate
 */
public record SignedTransactions(GatewayClient gateway, KeyFile key, String participantId) {
    private static final int ATTEMPTS = 5;

    /**
     * What became of a transaction.
     *
     * @param outcome COMMITTED; or CONFLICT or UNKNOWN after several attempts
     */
    public record Outcome(String outcome, long block, String transactionId) {
        public boolean isCommitted() {
            return outcome.equals("COMMITTED");
        }
    }

    /**
     * Sends a request; one that met others' is made again.
     *
     * @throws org.gridbourse.cli.rest.RefusedCallException if the market refuses it
     * @throws SurroundingsException if the gateway-app cannot be reached, or wants something else to be signed
     */
    public Outcome submit(Request request) {
        Outcome outcome = attempt(request);
        for (int attempt = 1; attempt < ATTEMPTS && !outcome.isCommitted(); attempt++) {
            outcome = attempt(request);
        }
        return outcome;
    }

    private Outcome attempt(Request request) {
        JsonObject wish = JsonObject.builder()
                .put("participantId", participantId)
                .put("certificate", key.certificate())
                .put("function", request.function())
                .put("request", request.toJson())
                .build();
        Row proposal = new Row((JsonObject) gateway.post("/api/transactions", wish));
        String path = "/api/transactions/" + proposal.word("id");
        byte[] proposed = bytes(proposal);
        requireAsked(request, ofProposal(proposed));
        Row envelope = new Row((JsonObject) gateway.put(path + "/proposal-signature", signature(proposed)));
        byte[] payload = bytes(envelope);
        requireAsked(request, ofEnvelope(payload));
        Row outcome = new Row((JsonObject) gateway.put(path + "/signature", signature(payload)));
        return new Outcome(outcome.word("outcome"), outcome.whole("block"), outcome.word("transactionId"));
    }

    private static byte[] bytes(Row answer) {
        return Base64.getDecoder().decode(answer.word("bytesToSign"));
    }

    private JsonObject signature(byte[] message) {
        return JsonObject.builder()
                .put("signature", Base64.getEncoder().encodeToString(key.sign(message)))
                .build();
    }

    private void requireAsked(Request request, List<ByteString> arguments) {
        List<ByteString> asked = List.of(
                ByteString.copyFromUtf8(request.function()), ByteString.copyFromUtf8(Json.write(request.toJson())));
        if (!arguments.equals(asked)) {
            throw notAsked();
        }
    }

    private SurroundingsException notAsked() {
        return new SurroundingsException(
                "the gateway-app at %s wants something else to be signed than was asked for; nothing was signed"
                        .formatted(gateway.base()));
    }

    private List<ByteString> ofProposal(byte[] bytes) {
        try {
            return arguments(Proposal.parseFrom(bytes).getPayload());
        } catch (InvalidProtocolBufferException unreadable) {
            throw notAsked();
        }
    }

    private List<ByteString> ofEnvelope(byte[] bytes) {
        try {
            Transaction transaction =
                    Transaction.parseFrom(Payload.parseFrom(bytes).getData());
            if (transaction.getActionsCount() != 1) {
                throw notAsked();
            }
            return arguments(
                    ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload())
                            .getChaincodeProposalPayload());
        } catch (InvalidProtocolBufferException unreadable) {
            throw notAsked();
        }
    }

    private static List<ByteString> arguments(ByteString proposalPayload) throws InvalidProtocolBufferException {
        return ChaincodeInvocationSpec.parseFrom(
                        ChaincodeProposalPayload.parseFrom(proposalPayload).getInput())
                .getChaincodeSpec()
                .getInput()
                .getArgsList();
    }
}
