package org.gridbourse.network.suite;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A client at a gateway: the SDK for what it can do, the bare protocol for what it would never send. */
final class Client implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final SigningIdentity identity;
    private final ManagedChannel channel;
    private final Gateway gateway;

    Client(ConnectionFile.Organisation organisation, SigningIdentity identity) {
        this.identity = identity;
        this.channel = NetworkUnderTest.connect(organisation.gateway(), organisation.tlsRootCert());
        this.gateway = Gateway.newInstance()
                .identity(new X509Identity(identity.mspId(), identity.certificate()))
                // handed the whole message instead of its hash, so that one implementation signs everything
                .hash(Hash.NONE)
                .signer(identity::sign)
                .connection(channel)
                .evaluateOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS))
                .connect();
    }

    SigningIdentity identity() {
        return identity;
    }

    Network network() {
        return gateway.getNetwork(NetworkUnderTest.CHANNEL);
    }

    Contract contract() {
        return network().getContract(NetworkUnderTest.CHAINCODE);
    }

    String submit(String function, String... arguments) throws Exception {
        return text(contract().submitTransaction(function, arguments));
    }

    String evaluate(String function, String... arguments) throws Exception {
        return text(contract().evaluateTransaction(function, arguments));
    }

    static String text(byte[] bytes) {
        return ByteString.copyFrom(bytes).toStringUtf8();
    }

    /** What each peer has to say to a refusal. */
    static List<ErrorDetail> details(StatusRuntimeException refusal) throws InvalidProtocolBufferException {
        List<ErrorDetail> details = new ArrayList<>();
        for (Any detail : StatusProto.fromThrowable(refusal).getDetailsList()) {
            details.add(detail.unpack(ErrorDetail.class));
        }
        return details;
    }

    Optional<Throwable> failureOf(Callable<?> call) {
        try {
            call.call();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e);
        }
    }

    GatewayGrpc.GatewayBlockingStub service() {
        return GatewayGrpc.newBlockingStub(channel).withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    GatewayGrpc.GatewayStub asyncService() {
        return GatewayGrpc.newStub(channel);
    }

    EndorserGrpc.EndorserBlockingStub endorserService() {
        return EndorserGrpc.newBlockingStub(channel).withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    DeliverGrpc.DeliverStub deliverService() {
        return DeliverGrpc.newStub(channel);
    }

    EndorseRequest endorseRequest(SignedProposal proposal, String... organisations) {
        return EndorseRequest.newBuilder()
                .setTransactionId(ProposalDraft.transactionId(proposal))
                .setChannelId(NetworkUnderTest.CHANNEL)
                .setProposedTransaction(proposal)
                .addAllEndorsingOrganizations(List.of(organisations))
                .build();
    }

    EvaluateRequest evaluateRequest(SignedProposal proposal) {
        return EvaluateRequest.newBuilder()
                .setTransactionId(ProposalDraft.transactionId(proposal))
                .setChannelId(NetworkUnderTest.CHANNEL)
                .setProposedTransaction(proposal)
                .build();
    }

    /** Has a proposal endorsed and signs the transaction. */
    Envelope endorse(SignedProposal proposal, String... organisations) {
        return sign(service().endorse(endorseRequest(proposal, organisations)).getPreparedTransaction());
    }

    Envelope sign(Envelope envelope) {
        return envelope.toBuilder()
                .setSignature(
                        ByteString.copyFrom(identity.sign(envelope.getPayload().toByteArray())))
                .build();
    }

    void send(Envelope envelope) {
        service().submit(submitRequest(envelope));
    }

    SubmitRequest submitRequest(Envelope envelope) {
        return SubmitRequest.newBuilder()
                .setTransactionId("any")
                .setChannelId(NetworkUnderTest.CHANNEL)
                .setPreparedTransaction(envelope)
                .build();
    }

    SignedCommitStatusRequest statusRequest(String transactionId) {
        ByteString request = CommitStatusRequest.newBuilder()
                .setTransactionId(transactionId)
                .setChannelId(NetworkUnderTest.CHANNEL)
                .setIdentity(identity.serialized().toByteString())
                .build()
                .toByteString();
        return SignedCommitStatusRequest.newBuilder()
                .setRequest(request)
                .setSignature(ByteString.copyFrom(identity.sign(request.toByteArray())))
                .build();
    }

    CommitStatusResponse status(String transactionId) {
        return service().commitStatus(statusRequest(transactionId));
    }

    /** Sends an envelope and waits for its validation code. */
    TxValidationCode commit(Envelope envelope) throws InvalidProtocolBufferException {
        send(envelope);
        return status(ProposalDraft.transactionId(envelope)).getResult();
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
