package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions.Definition;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInterest;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** One organisation's endorser: checks a proposal, executes it on its own, and signs what came out. */
public final class Endorser {
    /** Answers from here on are errors of the chaincode and are not endorsed. */
    private static final int ERROR_STATUS = 400;

    private final SigningIdentity identity;
    private final ByteString serializedIdentity;
    private final Ledger ledger;
    private final Chaincodes chaincodes;
    private final SystemChaincodes systemChaincodes;
    private final ProposalChecks checks;

    public Endorser(
            SigningIdentity identity, Ledger ledger, Chaincodes chaincodes, Duration timeWindow, InstantSource clock) {
        this.identity = identity;
        this.serializedIdentity = identity.serialized().toByteString();
        this.ledger = ledger;
        this.chaincodes = chaincodes;
        this.systemChaincodes = new SystemChaincodes(identity.mspId(), ledger, chaincodes);
        this.checks = new ProposalChecks(ledger, timeWindow, clock);
    }

    public String mspId() {
        return identity.mspId();
    }

    public ProposalAnswer process(Proposal proposal) {
        Optional<String> turnedAway = checks.turnAway(proposal);
        if (turnedAway.isPresent()) {
            return new ProposalAnswer.TurnedAway(turnedAway.get());
        }
        String channel = proposal.channel();
        boolean system = systemChaincodes.has(proposal.chaincode());
        if (!channel.isEmpty() && !channel.equals(ledger.config().channel())) {
            return failed("channel '%s' not found".formatted(channel));
        }
        Optional<String> refusal = checks.refusal(proposal, system || channel.isEmpty());
        if (refusal.isPresent()) {
            return new ProposalAnswer.Refused(refusal.get());
        }
        if (system) {
            return answered(proposal, systemChaincodes.answer(proposal), SystemChaincodes.VERSION);
        }
        if (channel.isEmpty()) {
            return failed(("make sure the chaincode %s has been successfully defined on channel  and try again: "
                            + "could not get channel config for channel ''")
                    .formatted(proposal.chaincode()));
        }
        return execute(proposal);
    }

    private ProposalAnswer execute(Proposal proposal) {
        try (Simulator simulator = new Simulator(ledger.snapshot())) {
            Optional<Definition> definition = Chaincodes.definition(simulator, proposal.chaincode());
            if (definition.isEmpty()) {
                return failed(
                        ("make sure the chaincode %1$s has been successfully defined on channel %2$s and try again: "
                                        + "chaincode %1$s not found")
                                .formatted(proposal.chaincode(), proposal.channel()));
            }
            Invocation invocation = new Invocation(
                    proposal.channel(),
                    proposal.transactionId(),
                    proposal.chaincode(),
                    proposal.input(),
                    proposal.signed(),
                    simulator);
            Chaincodes.Completed completed = chaincodes.execute(identity.mspId(), invocation);
            ByteString payload = payload(
                    proposal,
                    completed,
                    simulator.results(),
                    definition.get().endorsement().getVersion());
            return answered(completed.response(), payload, simulator.interest());
        } catch (ExecutionFailure e) {
            return failed("error in simulation: failed to execute transaction %s: %s"
                    .formatted(proposal.transactionId(), e.getMessage()));
        }
    }

    private ProposalAnswer answered(Proposal proposal, Response response, String version) {
        Chaincodes.Completed completed = new Chaincodes.Completed(response, Optional.empty());
        ByteString payload = payload(proposal, completed, ByteString.EMPTY, version);
        return answered(response, payload, ChaincodeInterest.getDefaultInstance());
    }

    private ProposalAnswer answered(Response response, ByteString payload, ChaincodeInterest interest) {
        ProposalResponse.Builder answer =
                ProposalResponse.newBuilder().setResponse(response).setPayload(payload);
        if (response.getStatus() < ERROR_STATUS) {
            ByteString signature = ByteString.copyFrom(
                    identity.sign(payload.concat(serializedIdentity).toByteArray()));
            answer.setVersion(1)
                    .setInterest(interest)
                    .setEndorsement(Endorsement.newBuilder()
                            .setEndorser(serializedIdentity)
                            .setSignature(signature));
        }
        return new ProposalAnswer.Executed(answer.build());
    }

    private static ByteString payload(
            Proposal proposal, Chaincodes.Completed completed, ByteString results, String version) {
        boolean keepsEvent = completed.response().getStatus() < ERROR_STATUS;
        ChaincodeAction action = ChaincodeAction.newBuilder()
                .setResults(results)
                .setEvents(completed
                        .event()
                        .filter(event -> keepsEvent)
                        .map(ChaincodeEvent::toByteString)
                        .orElse(ByteString.EMPTY))
                .setResponse(completed.response())
                .setChaincodeId(
                        ChaincodeID.newBuilder().setName(proposal.chaincode()).setVersion(version))
                .build();
        return ProposalResponsePayload.newBuilder()
                .setProposalHash(proposal.hash())
                .setExtension(action.toByteString())
                .build()
                .toByteString();
    }

    /** A failure on the peer's side: status 500 and no payload, so that the gateway may try another peer. */
    private static ProposalAnswer failed(String message) {
        return new ProposalAnswer.Executed(ProposalResponse.newBuilder()
                .setResponse(Response.newBuilder().setStatus(500).setMessage(message))
                .build());
    }
}
