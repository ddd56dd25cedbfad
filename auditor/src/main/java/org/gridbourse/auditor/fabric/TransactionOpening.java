package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChaincodeName;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.EndorserTransaction;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.SignatureHeader;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.TransactionAction;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Opens a transaction part by part, from the envelope inwards: each part with what its own bytes say against the
 * transaction. What lies behind a flaw that hides it is nothing.
 */
final class TransactionOpening {
    private TransactionOpening() {}

    /**
     * A part that was looked at.
     *
     * @param part if it could be read
     * @param flaw what its bytes say against the transaction
     */
    record Opened<T>(Optional<T> part, Optional<Refusal> flaw) {
        static <T> Opened<T> nothing() {
            return new Opened<>(Optional.empty(), Optional.empty());
        }

        static <T> Opened<T> flawed(TxValidationCode code, String reason) {
            return new Opened<>(Optional.empty(), refuse(code, reason));
        }
    }

    /** @param sender who signed, if that could be read as well */
    record Headers(EnvelopePayload content, ChannelHeader channel, Optional<Sender> sender) {}

    record Sender(SignatureHeader signer, Signed creator) {}

    record Action(TransactionAction action, EndorsedAction endorsed, List<Signed> endorsements) {}

    record Result(ChaincodeResult answer, ReadWriteSet readWrites) {}

    static Opened<Headers> headers(ByteString bytes) {
        SignedEnvelope envelope;
        EnvelopePayload content;
        ChannelHeader channel;
        try {
            envelope = SignedEnvelope.parse(bytes);
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.INVALID_OTHER_REASON, e.getMessage());
        }
        try {
            content = envelope.content();
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.BAD_PAYLOAD, e.getMessage());
        }
        try {
            channel = content.readChannelHeader();
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.BAD_COMMON_HEADER, e.getMessage());
        }
        try {
            SignatureHeader signer = content.readSignatureHeader();
            Signed creator = new Signed(signer.creator(), List.of(envelope.payload()), envelope.signature());
            return new Opened<>(
                    Optional.of(new Headers(content, channel, Optional.of(new Sender(signer, creator)))),
                    headerFlaw(channel, signer));
        } catch (MalformedException e) {
            return new Opened<>(
                    Optional.of(new Headers(content, channel, Optional.empty())),
                    refuse(TxValidationCode.BAD_COMMON_HEADER, e.getMessage()));
        }
    }

    private static Optional<Refusal> headerFlaw(ChannelHeader channel, SignatureHeader signer) {
        if (!List.of(HeaderType.ENDORSER_TRANSACTION_VALUE, HeaderType.CONFIG_UPDATE_VALUE, HeaderType.CONFIG_VALUE)
                .contains(channel.type())) {
            return refuse(TxValidationCode.BAD_COMMON_HEADER, "header type " + channel.type());
        }
        if (channel.epoch() != 0) {
            return refuse(TxValidationCode.BAD_COMMON_HEADER, "epoch " + Long.toUnsignedString(channel.epoch()));
        }
        return isComplete(signer)
                ? Optional.empty()
                : refuse(TxValidationCode.BAD_COMMON_HEADER, "no nonce or no creator");
    }

    static Opened<Action> action(Headers headers) {
        ChannelHeader header = headers.channel();
        if (header.isConfig()) {
            return Opened.nothing();
        }
        if (!header.isEndorserTransaction()) {
            return Opened.flawed(TxValidationCode.UNSUPPORTED_TX_PAYLOAD, "header type " + header.type());
        }
        SignatureHeader signer = headers.sender().orElseThrow().signer();
        String expected = Hashes.transactionId(signer.nonce(), signer.creator());
        if (!expected.equals(header.transactionId())) {
            return Opened.flawed(TxValidationCode.BAD_PROPOSAL_TXID, "id should be " + expected);
        }
        try {
            EndorserTransaction transaction = headers.content().transaction();
            if (transaction.actions().size() != 1) {
                return Opened.flawed(
                        TxValidationCode.INVALID_ENDORSER_TRANSACTION,
                        transaction.actions().size() + " actions instead of one");
            }
            TransactionAction action = transaction.actions().get(0);
            if (!isComplete(action.readSignatureHeader())) {
                return Opened.flawed(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "action without nonce or creator");
            }
            return endorsed(headers.content(), action);
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.INVALID_ENDORSER_TRANSACTION, e.getMessage());
        }
    }

    private static Opened<Action> endorsed(EnvelopePayload content, TransactionAction action) {
        EndorsedAction endorsed = action.endorsedAction();
        List<Signed> endorsements = endorsed.endorsements().stream()
                .map(endorsement -> new Signed(
                        endorsement.endorser(),
                        List.of(endorsed.responsePayload(), endorsement.endorser()),
                        endorsement.signature()))
                .toList();
        ByteString proposalHash =
                Hashes.proposalHash(content.channelHeader(), action.signatureHeader(), endorsed.proposalPayload());
        return new Opened<>(
                Optional.of(new Action(action, endorsed, endorsements)),
                endorsed.proposalHash().equals(proposalHash)
                        ? Optional.empty()
                        : refuse(
                                TxValidationCode.INVALID_ENDORSER_TRANSACTION,
                                "what was endorsed is another proposal"));
    }

    static Opened<Result> result(Headers headers, Action action) {
        ChaincodeName addressed;
        ChaincodeResult answer;
        ReadWriteSet readWrites;
        try {
            addressed = headers.channel().chaincode();
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.BAD_HEADER_EXTENSION, e.getMessage());
        }
        try {
            answer = action.endorsed().result();
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.BAD_RESPONSE_PAYLOAD, e.getMessage());
        }
        try {
            readWrites = answer.readWrites();
        } catch (MalformedException e) {
            return Opened.flawed(TxValidationCode.BAD_RWSET, e.getMessage());
        }
        return new Opened<>(
                Optional.of(new Result(answer, readWrites)),
                nameFlaw(addressed, answer.chaincode())
                        .or(() -> eventFlaw(addressed, answer))
                        .or(() -> namespaceFlaw(readWrites)));
    }

    private static Optional<Refusal> nameFlaw(ChaincodeName addressed, ChaincodeName answered) {
        if (!addressed.present() || !answered.present()) {
            return refuse(TxValidationCode.INVALID_OTHER_REASON, "no chaincode named");
        }
        if (addressed.name().isEmpty() || !addressed.name().equals(answered.name())) {
            return refuse(
                    TxValidationCode.INVALID_CHAINCODE,
                    "asked of \"%s\", answered by \"%s\"".formatted(addressed.name(), answered.name()));
        }
        return answered.version().isEmpty()
                ? refuse(TxValidationCode.INVALID_CHAINCODE, "no chaincode version")
                : Optional.empty();
    }

    private static Optional<Refusal> eventFlaw(ChaincodeName addressed, ChaincodeResult result) {
        try {
            Optional<ChaincodeEvent> event = result.readEvent();
            return event.isPresent() && !event.get().chaincode().equals(addressed.name())
                    ? refuse(TxValidationCode.INVALID_OTHER_REASON, "event of another chaincode")
                    : Optional.empty();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.INVALID_OTHER_REASON, e.getMessage());
        }
    }

    private static Optional<Refusal> namespaceFlaw(ReadWriteSet readWrites) {
        Set<String> seen = new HashSet<>();
        for (NamespaceReadWrites namespace : readWrites.namespaces()) {
            if (!seen.add(namespace.namespace())) {
                return refuse(TxValidationCode.ILLEGAL_WRITESET, "namespace " + namespace.namespace() + " twice");
            }
        }
        return Optional.empty();
    }

    private static boolean isComplete(SignatureHeader header) {
        return !header.nonce().isEmpty() && !header.creator().isEmpty();
    }

    private static Optional<Refusal> refuse(TxValidationCode code, String reason) {
        return Optional.of(new Refusal(code, reason));
    }
}
