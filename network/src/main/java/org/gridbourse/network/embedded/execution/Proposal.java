package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import java.time.Instant;
import org.gridbourse.blocks.Hashes;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A client's request, taken apart. The header keeps its bytes, since they are signed and hashed.
 *
 * @param payloadWithoutTransient what goes into the transaction: the request without its secret part
 * @param hasTransient whether it has a secret part
 */
public record Proposal(
        SignedProposal signed,
        Header header,
        ChannelHeader channelHeader,
        SignatureHeader signatureHeader,
        String chaincode,
        ChaincodeInput input,
        ByteString payloadWithoutTransient,
        boolean hasTransient) {

    /** What is wrong with it, in the words of Fabric's peers. */
    public static final class MalformedProposalException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedProposalException(String message) {
            super(message);
        }
    }

    public static Proposal parse(SignedProposal signed) throws MalformedProposalException {
        String part = "Proposal";
        try {
            var proposal = org.hyperledger.fabric.protos.peer.Proposal.parseFrom(signed.getProposalBytes());
            part = "Header";
            Header header = Header.parseFrom(proposal.getHeader());
            part = "ChannelHeader";
            ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
            part = "SignatureHeader";
            SignatureHeader signatureHeader = SignatureHeader.parseFrom(header.getSignatureHeader());
            part = "ChaincodeHeaderExtension";
            ChaincodeHeaderExtension extension = ChaincodeHeaderExtension.parseFrom(channelHeader.getExtension());
            require(extension.hasChaincodeId(), "ChaincodeHeaderExtension.ChaincodeId is nil");
            String chaincode = extension.getChaincodeId().getName();
            require(!chaincode.isEmpty(), "ChaincodeHeaderExtension.ChaincodeId.Name is empty");
            part = "ChaincodeProposalPayload";
            ChaincodeProposalPayload payload = ChaincodeProposalPayload.parseFrom(proposal.getPayload());
            part = "ChaincodeInvocationSpec";
            ChaincodeInvocationSpec spec = ChaincodeInvocationSpec.parseFrom(payload.getInput());
            require(spec.hasChaincodeSpec(), "chaincode invocation spec did not contain chaincode spec");
            require(spec.getChaincodeSpec().hasInput(), "chaincode input did not contain any input");
            ByteString withoutTransient = ChaincodeProposalPayload.newBuilder()
                    .setInput(payload.getInput())
                    .build()
                    .toByteString();
            return new Proposal(
                    signed,
                    header,
                    channelHeader,
                    signatureHeader,
                    chaincode,
                    spec.getChaincodeSpec().getInput(),
                    withoutTransient,
                    payload.getTransientMapCount() > 0);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedProposalException(
                    "error unmarshalling %s: proto: cannot parse invalid wire-format data".formatted(part));
        }
    }

    private static void require(boolean condition, String otherwise) throws MalformedProposalException {
        if (!condition) {
            throw new MalformedProposalException(otherwise);
        }
    }

    public String channel() {
        return channelHeader.getChannelId();
    }

    public String transactionId() {
        return channelHeader.getTxId();
    }

    ByteString creator() {
        return signatureHeader.getCreator();
    }

    /** The client's clock; one beyond all clocks counts as 1970. */
    Instant timestamp() {
        try {
            return Instant.ofEpochSecond(
                    channelHeader.getTimestamp().getSeconds(),
                    channelHeader.getTimestamp().getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.EPOCH;
        }
    }

    ByteString hash() {
        return Hashes.proposalHash(header.getChannelHeader(), header.getSignatureHeader(), payloadWithoutTransient);
    }
}
