package org.gridbourse.network.embedded.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gridbourse.network.embedded.execution.Proposal;
import org.gridbourse.network.embedded.ledger.Committed;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.SignedBytes;
import org.gridbourse.network.embedded.ordering.Orderer;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Fabric's Gateway service at one organisation's peer. */
public final class GatewayService extends GatewayGrpc.GatewayImplBase {
    private final Ledger ledger;
    private final Endorsing endorsing;
    private final Orderer orderer;
    private final BlockFeed feed;

    public GatewayService(Ledger ledger, Endorsing endorsing, Orderer orderer, BlockFeed feed) {
        this.ledger = ledger;
        this.endorsing = endorsing;
        this.orderer = orderer;
        this.feed = feed;
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> client) {
        answer(client, () -> {
            SignedProposal signed = request.getProposedTransaction();
            if (signed.getProposalBytes().isEmpty()) {
                throw GatewayErrors.of(
                        Code.INVALID_ARGUMENT, "failed to unpack transaction proposal: a signed proposal is required");
            }
            Proposal proposal = parse(signed, "failed to unpack transaction proposal: ");
            requireChannel(proposal.channel(), Code.UNAVAILABLE);
            return endorsing.evaluate(proposal, request.getTargetOrganizationsList());
        });
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> client) {
        answer(client, () -> {
            SignedProposal signed = request.getProposedTransaction();
            if (signed.getProposalBytes().isEmpty()) {
                throw GatewayErrors.of(
                        Code.INVALID_ARGUMENT, "the proposed transaction must contain a signed proposal");
            }
            return endorsing.endorse(parse(signed, ""), request.getEndorsingOrganizationsList());
        });
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> client) {
        answer(client, () -> {
            if (!request.hasPreparedTransaction()) {
                throw GatewayErrors.of(Code.INVALID_ARGUMENT, "a prepared transaction is required");
            }
            if (request.getPreparedTransaction().getSignature().isEmpty()) {
                throw GatewayErrors.of(Code.INVALID_ARGUMENT, "prepared transaction must be signed");
            }
            requireChannel(request.getChannelId(), Code.FAILED_PRECONDITION);
            Orderer.Answer answer = orderer.broadcast(request.getPreparedTransaction());
            return switch (answer.status()) {
                case SUCCESS -> SubmitResponse.getDefaultInstance();
                case SERVICE_UNAVAILABLE ->
                    throw GatewayErrors.of(Code.UNAVAILABLE, "no orderers could successfully process transaction");
                default ->
                    throw GatewayErrors.of(
                            Code.ABORTED,
                            "received unsuccessful response from orderer: status=%s, info=%s"
                                    .formatted(answer.status(), answer.info()));
            };
        });
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest signed, StreamObserver<CommitStatusResponse> client) {
        CommitStatusRequest request;
        try {
            require(!signed.getRequest().isEmpty(), "a commit status request is required");
            request = CommitStatusRequest.parseFrom(signed.getRequest());
            require(!request.getIdentity().isEmpty(), "no identity provided");
            require(!request.getChannelId().isEmpty(), "no channel ID provided");
            require(!request.getTransactionId().isEmpty(), "transaction ID should not be empty");
            requireReader(
                    request.getChannelId(),
                    new SignedBytes(request.getIdentity(), signed.getSignature(), signed.getRequest()));
        } catch (InvalidProtocolBufferException e) {
            client.onError(GatewayErrors.of(Code.INVALID_ARGUMENT, "invalid status request: " + e.getMessage()));
            return;
        } catch (StatusRuntimeException e) {
            client.onError(e);
            return;
        }
        answerWhenCommitted(request.getTransactionId(), (ServerCallStreamObserver<CommitStatusResponse>) client);
    }

    private void answerWhenCommitted(String transactionId, ServerCallStreamObserver<CommitStatusResponse> client) {
        CompletableFuture<Committed> committed = ledger.await(transactionId);
        client.setOnCancelHandler(() -> ledger.forget(transactionId, committed));
        committed.thenAccept(outcome -> {
            if (!client.isCancelled()) {
                client.onNext(CommitStatusResponse.newBuilder()
                        .setResult(outcome.code())
                        .setBlockNumber(outcome.block())
                        .build());
                client.onCompleted();
            }
        });
    }

    @Override
    public void chaincodeEvents(SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> client) {
        try {
            require(!signed.getRequest().isEmpty(), "a chaincode events request is required");
            ChaincodeEventsRequest request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
            requireReader(
                    request.getChannelId(),
                    new SignedBytes(request.getIdentity(), signed.getSignature(), signed.getRequest()));
            ChaincodeEvents events = new ChaincodeEvents(request);
            long start = startBlock(request);
            feed.prepare((ServerCallStreamObserver<ChaincodeEventsResponse>) client)
                    .start(start, events::of);
        } catch (InvalidProtocolBufferException e) {
            client.onError(
                    GatewayErrors.of(Code.INVALID_ARGUMENT, "invalid chaincode events request: " + e.getMessage()));
        } catch (StatusRuntimeException e) {
            client.onError(e);
        }
    }

    private long startBlock(ChaincodeEventsRequest request) {
        Optional<Committed> after = ledger.find(request.getAfterTransactionId());
        if (after.isPresent()) {
            return after.get().block();
        }
        SeekPosition start = request.getStartPosition();
        return switch (start.getTypeCase()) {
            case SPECIFIED -> start.getSpecified().getNumber();
            case NEXT_COMMIT, TYPE_NOT_SET -> ledger.height();
            case OLDEST -> throw invalidStart("Oldest");
            case NEWEST -> throw invalidStart("Newest");
        };
    }

    private static StatusRuntimeException invalidStart(String type) {
        return GatewayErrors.of(Code.INVALID_ARGUMENT, "invalid start position type: *orderer.SeekPosition_" + type);
    }

    private interface Answer<T> {
        T make();
    }

    private static <T> void answer(StreamObserver<T> client, Answer<T> answer) {
        T made;
        try {
            made = answer.make();
        } catch (StatusRuntimeException e) {
            client.onError(e);
            return;
        }
        if (!((ServerCallStreamObserver<T>) client).isCancelled()) {
            client.onNext(made);
            client.onCompleted();
        }
    }

    private static Proposal parse(SignedProposal signed, String prefix) {
        try {
            return Proposal.parse(signed);
        } catch (Proposal.MalformedProposalException e) {
            throw GatewayErrors.of(Code.INVALID_ARGUMENT, prefix + e.getMessage());
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw GatewayErrors.of(Code.INVALID_ARGUMENT, otherwise);
        }
    }

    private void requireChannel(String channel, Code otherwise) {
        if (!channel.equals(ledger.config().channel())) {
            throw GatewayErrors.of(
                    otherwise,
                    "failed to get config for channel [%1$s]: could not get last config for channel %1$s"
                            .formatted(channel));
        }
    }

    private void requireReader(String channel, SignedBytes request) {
        if (!channel.equals(ledger.config().channel())) {
            throw GatewayErrors.of(
                    Code.PERMISSION_DENIED, "Failed to get policy manager for channel [%s]".formatted(channel));
        }
        Optional<String> refusal = ledger.config().accessRefusal(ChannelConfig.APPLICATION_READERS, request);
        if (refusal.isPresent()) {
            throw GatewayErrors.of(Code.PERMISSION_DENIED, refusal.get());
        }
    }
}
