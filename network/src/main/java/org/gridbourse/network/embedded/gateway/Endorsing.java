package org.gridbourse.network.embedded.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.gridbourse.network.embedded.execution.Proposal;
import org.gridbourse.network.embedded.execution.ProposalAnswer;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.ledger.VersionedState;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeCall;
import org.hyperledger.fabric.protos.peer.ChaincodeInterest;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.Response;

/** One organisation's gateway at work for its clients: asks peers, compares their answers, puts a transaction together. */
public final class Endorsing {
    private static final String NOT_ENOUGH =
            "failed to collect enough transaction endorsements, see attached details for more info";

    private final Peer own;
    private final List<Peer> ownFirst;
    private final Ledger ledger;
    private final EndorsementPlanner planner;
    private final ExecutorService executor;

    /** @param peers of all organisations, the gateway's own among them */
    public Endorsing(
            String mspId, List<Peer> peers, Ledger ledger, EndorsementPlanner planner, ExecutorService executor) {
        this.own = peers.stream()
                .filter(peer -> peer.mspId().equals(mspId))
                .findFirst()
                .orElseThrow();
        this.ownFirst = new ArrayList<>(List.of(own));
        peers.stream().filter(peer -> peer != own).forEach(ownFirst::add);
        this.ledger = ledger;
        this.planner = planner;
        this.executor = executor;
    }

    /** Has one peer execute; another one only if the first could not. */
    EvaluateResponse evaluate(Proposal proposal, List<String> targetOrganisations) {
        List<Peer> candidates = evaluators(proposal, targetOrganisations);
        List<ErrorDetail> details = new ArrayList<>();
        Code last = Code.UNAVAILABLE;
        for (Peer peer : candidates) {
            PeerReply reply = ask(peer, proposal);
            last = reply.code();
            if (reply.isGood()) {
                return EvaluateResponse.newBuilder()
                        .setResult(result(reply.response()))
                        .build();
            }
            details.add(GatewayErrors.detail(peer, reply.message()));
            if (!reply.askAnother()) {
                throw GatewayErrors.of(
                        reply.code(), "evaluate call to endorser returned error: " + reply.message(), details);
            }
        }
        throw GatewayErrors.of(last, "failed to evaluate transaction, see attached details for more info", details);
    }

    private List<Peer> evaluators(Proposal proposal, List<String> targetOrganisations) {
        // what is secret goes to the client's own organisation unless it names others
        Set<String> wanted = targetOrganisations.isEmpty() && proposal.hasTransient()
                ? Set.of(own.mspId())
                : new HashSet<>(targetOrganisations);
        List<Peer> candidates = ownFirst.stream()
                .filter(peer -> wanted.isEmpty() || wanted.contains(peer.mspId()))
                .toList();
        boolean known = isSystemChaincode(proposal.chaincode()) || isDefined(proposal.chaincode());
        if (candidates.isEmpty() || !known) {
            throw GatewayErrors.of(
                    Code.FAILED_PRECONDITION,
                    "no peers available to evaluate chaincode %s in channel %s"
                            .formatted(proposal.chaincode(), proposal.channel()));
        }
        return candidates;
    }

    private static Response result(ProposalResponse response) {
        try {
            return response.getResponse().toBuilder()
                    .setPayload(Transactions.result(response))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            return response.getResponse();
        }
    }

    /** Collects the endorsements that the policies want, or those of the organisations that the client names. */
    EndorseResponse endorse(Proposal proposal, List<String> organisations) {
        Collected collected = organisations.isEmpty() ? byPolicy(proposal) : byOrganisations(proposal, organisations);
        return EndorseResponse.newBuilder()
                .setPreparedTransaction(Transactions.unsigned(
                        proposal, collected.payload(), collected.endorsements().values()))
                .build();
    }

    /** Endorsements of one payload, by organisation. */
    private record Collected(ByteString payload, Map<String, Endorsement> endorsements) {
        Collected(ByteString payload) {
            this(payload, new LinkedHashMap<>());
        }
    }

    private Collected byOrganisations(Proposal proposal, List<String> organisations) {
        List<Peer> peers = ownFirst.stream()
                .filter(peer -> organisations.contains(peer.mspId()))
                .toList();
        boolean defined = isKnownChannel(proposal) && isDefined(proposal.chaincode());
        Set<String> missing = new HashSet<>();
        List<String> missingInOrder = organisations.stream()
                .filter(name -> !defined
                        || peers.stream().noneMatch(peer -> peer.mspId().equals(name)))
                .filter(missing::add)
                .toList();
        if (!missingInOrder.isEmpty()) {
            throw GatewayErrors.of(
                    Code.UNAVAILABLE,
                    "failed to find any endorsing peers for org(s): " + String.join(", ", missingInOrder));
        }
        List<ErrorDetail> details = new ArrayList<>();
        Collected collected = null;
        for (Map.Entry<Peer, PeerReply> answered : askAll(peers, proposal).entrySet()) {
            if (collected == null && answered.getValue().isGood()) {
                collected = new Collected(answered.getValue().response().getPayload());
            }
            add(collected, answered.getKey(), answered.getValue(), details);
        }
        if (collected == null || !details.isEmpty()) {
            throw GatewayErrors.of(Code.ABORTED, NOT_ENOUGH, details);
        }
        return collected;
    }

    /**
     * The own peer's answer says which policies the transaction meets. Nearly always these are the chaincode's own, so the
     * peers that those want are asked at the same time and not after it.
     */
    private Collected byPolicy(Proposal proposal) {
        ChaincodeInterest called = ChaincodeInterest.newBuilder()
                .addChaincodes(ChaincodeCall.newBuilder().setName(proposal.chaincode()))
                .build();
        List<Set<String>> likely = layouts(proposal, called);
        Map<Peer, PeerReply> replies = askAll(
                ownFirst.stream()
                        .filter(peer -> peer == own || likely.get(0).contains(peer.mspId()))
                        .toList(),
                proposal);
        PeerReply first = replies.get(own);
        if (!first.isGood()) {
            throw GatewayErrors.of(
                    Code.ABORTED,
                    "failed to endorse transaction, see attached details for more info",
                    List.of(GatewayErrors.detail(own, first.message())));
        }
        ChaincodeInterest interest = first.response().getInterest();
        boolean asExpected = interest.getChaincodesCount() == 0 || interest.equals(called);
        return complete(proposal, asExpected ? likely : layouts(proposal, interest), replies);
    }

    /** Asks for what a layout still lacks, layout by layout, until one is complete. */
    private Collected complete(Proposal proposal, List<Set<String>> layouts, Map<Peer, PeerReply> replies) {
        Collected collected = new Collected(replies.get(own).response().getPayload());
        List<ErrorDetail> details = new ArrayList<>();
        Set<String> failed = new HashSet<>();
        for (Set<String> layout : layouts) {
            if (layout.stream().anyMatch(failed::contains)) {
                continue;
            }
            List<Peer> members = ownFirst.stream()
                    .filter(peer -> layout.contains(peer.mspId()))
                    .toList();
            replies.putAll(askAll(
                    members.stream().filter(peer -> !replies.containsKey(peer)).toList(), proposal));
            for (Peer member : members) {
                if (!collected.endorsements().containsKey(member.mspId())
                        && !add(collected, member, replies.get(member), details)) {
                    failed.add(member.mspId());
                }
            }
            if (collected.endorsements().keySet().containsAll(layout)) {
                collected.endorsements().keySet().retainAll(layout);
                return collected;
            }
        }
        throw GatewayErrors.of(Code.ABORTED, NOT_ENOUGH, details);
    }

    private static boolean add(Collected collected, Peer peer, PeerReply reply, List<ErrorDetail> details) {
        if (!reply.isGood()) {
            details.add(GatewayErrors.detail(peer, reply.message()));
            return false;
        }
        if (!reply.response().getPayload().equals(collected.payload())) {
            details.add(GatewayErrors.detail(peer, "ProposalResponsePayloads do not match"));
            return false;
        }
        collected.endorsements().put(peer.mspId(), reply.response().getEndorsement());
        return true;
    }

    private List<Set<String>> layouts(Proposal proposal, ChaincodeInterest interest) {
        if (!isKnownChannel(proposal)) {
            throw nothingKnown(proposal);
        }
        try (VersionedState.Snapshot state = ledger.snapshot()) {
            List<Set<String>> found = planner.layouts(interest, new ChaincodeDefinitions(state), own.mspId());
            if (found.isEmpty()) {
                throw nothingKnown(proposal);
            }
            return found;
        }
    }

    private static StatusRuntimeException nothingKnown(Proposal proposal) {
        return GatewayErrors.of(
                Code.FAILED_PRECONDITION,
                ("no combination of peers can be derived which satisfy the endorsement policy: "
                                + "No metadata was found for chaincode %s in channel %s")
                        .formatted(proposal.chaincode(), proposal.channel()));
    }

    private boolean isKnownChannel(Proposal proposal) {
        return proposal.channel().equals(ledger.config().channel());
    }

    private boolean isDefined(String chaincode) {
        try (VersionedState.Snapshot state = ledger.snapshot()) {
            return new ChaincodeDefinitions(state).find(chaincode).isPresent();
        }
    }

    private static boolean isSystemChaincode(String chaincode) {
        return List.of("qscc", "cscc", "lscc", ChaincodeDefinitions.LIFECYCLE).contains(chaincode);
    }

    /** Asks all at the same time, the first by this thread. */
    private Map<Peer, PeerReply> askAll(List<Peer> peers, Proposal proposal) {
        Map<Peer, CompletableFuture<PeerReply>> asked = new LinkedHashMap<>();
        for (Peer peer : peers.subList(Math.min(1, peers.size()), peers.size())) {
            asked.put(peer, CompletableFuture.supplyAsync(() -> ask(peer, proposal), executor));
        }
        Map<Peer, PeerReply> replies = new LinkedHashMap<>();
        peers.stream().limit(1).forEach(peer -> replies.put(peer, ask(peer, proposal)));
        asked.forEach((peer, reply) -> replies.put(peer, reply.join()));
        return replies;
    }

    private PeerReply ask(Peer peer, Proposal proposal) {
        ProposalAnswer answer = peer.endorser().process(proposal);
        return PeerReply.of(answer, peer != own);
    }
}
