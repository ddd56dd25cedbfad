package org.gridbourse.network.suite;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A proposal as a client sends it, or as no client should.
 *
 * @param transactionId to claim; the right one if absent
 * @param timestamp the client's clock
 */
record ProposalDraft(
        SigningIdentity identity,
        String channel,
        String chaincode,
        ChaincodeInput input,
        Optional<String> transactionId,
        Instant timestamp,
        long epoch,
        int type) {

    static ProposalDraft of(SigningIdentity identity, String function, String... arguments) {
        ChaincodeInput input = ChaincodeInput.newBuilder()
                .addAllArgs(Stream.concat(Stream.of(function), Stream.of(arguments))
                        .map(ByteString::copyFromUtf8)
                        .toList())
                .build();
        return new ProposalDraft(
                identity,
                NetworkUnderTest.CHANNEL,
                NetworkUnderTest.CHAINCODE,
                input,
                Optional.empty(),
                Instant.now(),
                0,
                HeaderType.ENDORSER_TRANSACTION_VALUE);
    }

    ProposalDraft onChannel(String other) {
        return new ProposalDraft(identity, other, chaincode, input, transactionId, timestamp, epoch, type);
    }

    ProposalDraft to(String otherChaincode) {
        return new ProposalDraft(identity, channel, otherChaincode, input, transactionId, timestamp, epoch, type);
    }

    ProposalDraft with(ChaincodeInput other) {
        return new ProposalDraft(identity, channel, chaincode, other, transactionId, timestamp, epoch, type);
    }

    ProposalDraft claiming(String otherTransactionId) {
        return new ProposalDraft(
                identity, channel, chaincode, input, Optional.of(otherTransactionId), timestamp, epoch, type);
    }

    ProposalDraft at(Instant otherTime) {
        return new ProposalDraft(identity, channel, chaincode, input, transactionId, otherTime, epoch, type);
    }

    ProposalDraft inEpoch(long other) {
        return new ProposalDraft(identity, channel, chaincode, input, transactionId, timestamp, other, type);
    }

    ProposalDraft ofType(HeaderType other) {
        return new ProposalDraft(
                identity, channel, chaincode, input, transactionId, timestamp, epoch, other.getNumber());
    }

    Proposal build() {
        byte[] nonce = new byte[24];
        new SecureRandom().nextBytes(nonce);
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(identity.serialized().toByteString())
                .setNonce(ByteString.copyFrom(nonce))
                .build();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(type)
                .setTxId(transactionId.orElseGet(() -> Hashes.transactionId(signer.getNonce(), signer.getCreator())))
                .setTimestamp(Timestamp.newBuilder()
                        .setSeconds(timestamp.getEpochSecond())
                        .setNanos(timestamp.getNano()))
                .setChannelId(channel)
                .setEpoch(epoch)
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(chaincodeId())
                        .build()
                        .toByteString())
                .build();
        ChaincodeInvocationSpec invocation = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(
                        ChaincodeSpec.newBuilder().setChaincodeId(chaincodeId()).setInput(input))
                .build();
        return Proposal.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(header.toByteString())
                        .setSignatureHeader(signer.toByteString())
                        .build()
                        .toByteString())
                .setPayload(ChaincodeProposalPayload.newBuilder()
                        .setInput(invocation.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    SignedProposal signed() {
        ByteString bytes = build().toByteString();
        return SignedProposal.newBuilder()
                .setProposalBytes(bytes)
                .setSignature(ByteString.copyFrom(identity.sign(bytes.toByteArray())))
                .build();
    }

    static String transactionId(SignedProposal proposal) {
        try {
            Header header = Header.parseFrom(
                    Proposal.parseFrom(proposal.getProposalBytes()).getHeader());
            return ChannelHeader.parseFrom(header.getChannelHeader()).getTxId();
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    static String transactionId(Envelope envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(envelope.getPayload());
        return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getTxId();
    }

    private ChaincodeID chaincodeId() {
        return ChaincodeID.newBuilder().setName(chaincode).build();
    }
}
