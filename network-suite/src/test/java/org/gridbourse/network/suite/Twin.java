package org.gridbourse.network.suite;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** One of two networks on which the same history happens. */
final class Twin implements AutoCloseable {
    private final NetworkUnderTest network;
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final OrdererClient orderer;
    private final long first;

    /** What a call came to: an answer, or why there is none; and the transaction, if there is one to be sent. */
    record Executed(String answer, boolean isRefused, Optional<Envelope> envelope) {}

    Twin(NetworkUnderTest network) {
        this.network = network;
        this.orderer = new OrdererClient(network);
        this.first = height();
    }

    NetworkUnderTest network() {
        return network;
    }

    Executed execute(Step step, SignedProposal proposal) throws InvalidProtocolBufferException {
        Client client = client(step.organisation(), step.user());
        try {
            if (step.isQuery()) {
                String answer = client.service()
                        .evaluate(client.evaluateRequest(proposal))
                        .getResult()
                        .getPayload()
                        .toStringUtf8();
                return new Executed(answer, false, Optional.empty());
            }
            Envelope envelope = client.endorse(proposal, step.endorsers().toArray(String[]::new));
            String answer = SignedEnvelope.parse(envelope.toByteString())
                    .content()
                    .transaction()
                    .actions()
                    .get(0)
                    .endorsedAction()
                    .result()
                    .payload()
                    .toStringUtf8();
            return new Executed(answer, false, Optional.of(envelope));
        } catch (StatusRuntimeException e) {
            return new Executed(text(e), true, Optional.empty());
        }
    }

    private static String text(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        TreeSet<String> details = new TreeSet<>();
        for (ErrorDetail detail : Client.details(failure)) {
            details.add(detail.getMspId() + ": " + detail.getMessage());
        }
        return failure.getStatus().getCode() + " " + failure.getStatus().getDescription() + " " + details;
    }

    /**
     * Sends transactions in order and waits until every organisation's peer has them. By way of the gateway they could
     * overtake each other: it hands each to any of the orderers.
     */
    void commit(List<Envelope> envelopes) throws Exception {
        for (Envelope envelope : envelopes) {
            BroadcastResponse answer = orderer.send(envelope);
            if (answer.getStatus() != Status.SUCCESS) {
                throw new IllegalStateException(network + ": the orderer answers " + answer);
            }
        }
        for (String organisation : List.of("Grid", "North", "South")) {
            for (Envelope envelope : envelopes) {
                client(organisation, "operator").status(ProposalDraft.transactionId(envelope));
            }
        }
    }

    /** All transactions of the history in the order of the ledger. */
    List<Committed> committed(Map<String, String> names) throws Exception {
        List<Committed> found = new ArrayList<>();
        Map<Version, String> writers = new HashMap<>();
        long height = height();
        try (CloseableIterator<org.hyperledger.fabric.protos.common.Block> blocks = client("Grid", "operator")
                .network()
                .newBlockEventsRequest()
                .startBlock(first)
                .build()
                .getEvents()) {
            for (long number = first; number < height; number++) {
                Block block = Block.parse(blocks.next().toByteString());
                for (int i = 0; i < block.envelopes().size(); i++) {
                    EnvelopePayload content =
                            SignedEnvelope.parse(block.envelopes().get(i)).content();
                    String name = names.get(content.readChannelHeader().transactionId());
                    if (name != null) {
                        writers.put(new Version(number, i), name);
                        found.add(Committed.of(
                                name,
                                block.recordedCode(i).name(),
                                content.transaction()
                                        .actions()
                                        .get(0)
                                        .endorsedAction()
                                        .result(),
                                writers));
                    }
                }
            }
        }
        return found;
    }

    private long height() {
        try {
            return BlockchainInfo.parseFrom(client("Grid", "operator")
                            .network()
                            .getContract("qscc")
                            .evaluateTransaction("GetChainInfo", NetworkUnderTest.CHANNEL))
                    .getHeight();
        } catch (Exception e) {
            throw new IllegalStateException(network + " does not tell its height", e);
        }
    }

    private Client client(String organisation, String user) {
        return clients.computeIfAbsent(organisation + "/" + user, key -> network.client(organisation, user));
    }

    @Override
    public void close() {
        orderer.close();
        clients.values().forEach(Client::close);
    }
}
