package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

/**
 * Clients that do without the Gateway service: they ask peers for endorsements, send the transaction to an orderer and
 * wait for its block at a peer, as Fabric's {@code peer} command and the SDKs before version 2.4 do.
 */
class OwnAssemblyTest extends SuiteTest {
    private static final long LIMIT_SECONDS = 30;

    @Test
    void a_transaction_put_together_by_its_client_is_ordered_committed_and_told() throws Exception {
        // given endorsements of two peers
        SignedProposal proposal = put();
        ProposalResponse first = grid.endorserService().processProposal(proposal);
        ProposalResponse second;
        try (Client north = network.client("North", "auditor")) {
            second = north.endorserService().processProposal(proposal);
        }
        assertThat(first.getPayload()).isEqualTo(second.getPayload());
        // and a listener that has closed its own side, for it has nothing more to ask
        BlockingQueue<DeliverResponse> told = new LinkedBlockingQueue<>();
        StreamObserver<Envelope> requests = grid.deliverService().deliverFiltered(collectInto(told));
        requests.onNext(grid.sign(seekFrom(height())));
        requests.onCompleted();
        // when
        BroadcastResponse answer = broadcast(grid.sign(assemble(proposal, List.of(first, second))));
        // then
        assertThat(answer.getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(codeOf(ProposalDraft.transactionId(proposal), told)).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.evaluate("get", key)).isEqualTo("v");
    }

    @Test
    void a_peer_endorses_what_it_has_executed_and_tells_the_chaincodes_errors_with_their_payload() {
        ProposalResponse good = grid.endorserService().processProposal(put());
        assertThat(good.getVersion()).isEqualTo(1);
        assertThat(good.getResponse().getStatus()).isEqualTo(200);
        assertThat(good.getResponse().getPayload().toStringUtf8()).isEqualTo("ok");
        assertThat(good.getEndorsement().getSignature().isEmpty()).isFalse();
        assertThat(good.getInterest().getChaincodes(0).getName()).isEqualTo(NetworkUnderTest.CHAINCODE);

        ProposalResponse bad = grid.endorserService()
                .processProposal(
                        ProposalDraft.of(grid.identity(), "fail", "PRB-0001|x").signed());
        assertThat(bad.getVersion()).isZero();
        assertThat(bad.getResponse().getStatus()).isEqualTo(500);
        assertThat(bad.getResponse().getMessage()).isEqualTo("PRB-0001|x");
        assertThat(bad.getResponse().getPayload().toStringUtf8()).isEqualTo("PROBE-PAYLOAD");
        assertThat(bad.hasEndorsement()).isFalse();

        ProposalResponse nowhere = grid.endorserService()
                .processProposal(ProposalDraft.of(grid.identity(), "get", key)
                        .onChannel("nochannel")
                        .signed());
        assertThat(nowhere.getResponse().getMessage()).isEqualTo("channel 'nochannel' not found");
    }

    @Test
    void a_peer_refuses_proposals_of_whom_it_does_not_know_and_those_out_of_time() {
        SignedProposal good = put();
        assertThatThrownBy(() -> grid.endorserService()
                        .processProposal(good.toBuilder()
                                .setSignature(put().getSignature())
                                .build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(
                        "UNKNOWN: error validating proposal: access denied: channel [energy] creator org [GridMSP]");
        assertThatThrownBy(() -> grid.endorserService()
                        .processProposal(
                                ProposalDraft.of(network.user("Grid", NetworkUnderTest.EXPIRED.name()), "get", key)
                                        .signed()))
                .hasMessage("UNKNOWN: proposal client identity expired");
        assertThatThrownBy(() -> grid.endorserService()
                        .processProposal(ProposalDraft.of(grid.identity(), "get", key)
                                .at(Instant.now().minusSeconds(3_600))
                                .signed()))
                .hasMessageStartingWith("UNKNOWN: request unauthorized due to incorrect timestamp");
    }

    @Test
    void an_orderer_refuses_what_is_no_transaction_of_a_writer_of_its_channel() throws Exception {
        SignedProposal proposal = put();
        Envelope unsigned = assemble(proposal, List.of(grid.endorserService().processProposal(proposal)));
        BroadcastResponse forged = broadcast(
                unsigned.toBuilder().setSignature(proposal.getSignature()).build());
        assertThat(forged.getStatus()).isEqualTo(Status.FORBIDDEN);
        BroadcastResponse garbage = broadcast(Envelope.newBuilder()
                .setPayload(ByteString.copyFromUtf8("\377"))
                .build());
        assertThat(garbage.getStatus()).isEqualTo(Status.BAD_REQUEST);
        assertThat(garbage.getInfo()).startsWith("could not determine channel ID: ");
    }

    private SignedProposal put() {
        return ProposalDraft.of(grid.identity(), "put", key, "v").signed();
    }

    private static Envelope assemble(SignedProposal signed, List<ProposalResponse> responses) throws Exception {
        Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
        Header header = Header.parseFrom(proposal.getHeader());
        ChaincodeActionPayload action = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal.getPayload())
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(responses.get(0).getPayload())
                        .addAllEndorsements(responses.stream()
                                .map(ProposalResponse::getEndorsement)
                                .toList()))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(header.getSignatureHeader())
                        .setPayload(action.toByteString()))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(header)
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private Envelope seekFrom(long block) {
        Instant now = Instant.now();
        ChannelHeader channel = ChannelHeader.newBuilder()
                .setType(HeaderType.DELIVER_SEEK_INFO_VALUE)
                .setChannelId(NetworkUnderTest.CHANNEL)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .build();
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(grid.identity().serialized().toByteString())
                .build();
        SeekInfo seek = SeekInfo.newBuilder()
                .setStart(position(block))
                .setStop(position(Long.MAX_VALUE))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(Header.newBuilder()
                                .setChannelHeader(channel.toByteString())
                                .setSignatureHeader(signer.toByteString()))
                        .setData(seek.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private static SeekPosition position(long block) {
        return SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(block))
                .build();
    }

    private long height() throws Exception {
        return BlockchainInfo.parseFrom(grid.network()
                        .getContract("qscc")
                        .evaluateTransaction("GetChainInfo", NetworkUnderTest.CHANNEL))
                .getHeight();
    }

    private BroadcastResponse broadcast(Envelope envelope) throws InterruptedException {
        try (OrdererClient orderer = new OrdererClient(network)) {
            return orderer.send(envelope);
        }
    }

    private static TxValidationCode codeOf(String transactionId, BlockingQueue<DeliverResponse> told)
            throws InterruptedException {
        while (true) {
            DeliverResponse response = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(response).as("a block with transaction " + transactionId).isNotNull();
            for (FilteredTransaction transaction : response.getFilteredBlock().getFilteredTransactionsList()) {
                if (transaction.getTxid().equals(transactionId)) {
                    return transaction.getTxValidationCode();
                }
            }
        }
    }

    private static <T> StreamObserver<T> collectInto(BlockingQueue<T> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable failure) {
                // no more answers
            }

            @Override
            public void onCompleted() {
                // no more answers
            }
        };
    }
}
