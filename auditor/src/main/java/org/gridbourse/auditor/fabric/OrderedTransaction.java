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
 * One transaction as it stands in a block, opened as far as it can be, and what its own bytes say against it. Needs no
 * configuration and no state, so that any thread can make it ahead of time.
 */
public final class OrderedTransaction {
    private final int index;
    private final boolean canonical;
    private EnvelopePayload content;
    private ChannelHeader header;
    private SignatureHeader signer;
    private Signed creator;
    private TransactionAction action;
    private EndorsedAction endorsed;
    private List<Signed> endorsements = List.of();
    private ChaincodeResult result;
    private ReadWriteSet readWrites;

    private final Optional<Refusal> headerFlaw;
    private final Optional<Refusal> bindingFlaw;
    private final Optional<Refusal> actionFlaw;

    /** @param index its place in the block */
    OrderedTransaction(int index, ByteString envelope) {
        this.index = index;
        this.canonical = isCanonical(envelope);
        this.headerFlaw = openHeaders(envelope);
        this.bindingFlaw = headerFlaw.isPresent() ? Optional.empty() : openAction();
        this.actionFlaw = endorsed == null ? Optional.empty() : openResult();
    }

    /** Verifies all its signatures; what is found out is remembered. */
    void verifySignatures() {
        if (creator != null) {
            creator.fits();
        }
        endorsements.forEach(Signed::fits);
    }

    /** Its place in the block. */
    public int index() {
        return index;
    }

    /** Its id, empty if it has none or cannot be read that far. */
    public String transactionId() {
        return header == null ? "" : header.transactionId();
    }

    /** Its channel header; present in every valid transaction. */
    public ChannelHeader header() {
        return header;
    }

    /** Who sent it, serialized; present in every valid transaction. */
    public ByteString creatorIdentity() {
        return signer.creator();
    }

    /** What was asked and endorsed; present in every valid endorser transaction. */
    public EndorsedAction endorsed() {
        return endorsed;
    }

    /** What the chaincode answered; present in every valid endorser transaction. */
    public ChaincodeResult result() {
        return result;
    }

    /** What it read and wrote; present in every valid endorser transaction. */
    public ReadWriteSet readWrites() {
        return readWrites;
    }

    boolean writesTo(String namespace) {
        return readWrites.namespaces().stream()
                .anyMatch(each -> each.namespace().equals(namespace) && each.hasWrites());
    }

    EnvelopePayload content() {
        return content;
    }

    boolean isCanonical() {
        return canonical;
    }

    boolean isConfig() {
        return header != null && header.isConfig();
    }

    Signed creator() {
        return creator;
    }

    List<Signed> endorsements() {
        return endorsements;
    }

    /** Whether the endorsed proposal has the transaction's own signature header. */
    boolean isProposedByCreator() {
        return action != null && action.signatureHeader().equals(content.signatureHeader());
    }

    /** Codes of envelope, payload and headers: before the creator is looked at. */
    Optional<Refusal> headerFlaw() {
        return headerFlaw;
    }

    /** Codes of type, transaction id and proposal hash: after the creator, before the search for its double. */
    Optional<Refusal> bindingFlaw() {
        return bindingFlaw;
    }

    /** Codes of the endorsed action: after the search for its double, before the endorsements. */
    Optional<Refusal> actionFlaw() {
        return actionFlaw;
    }

    private static boolean isCanonical(ByteString envelope) {
        try {
            return SignedEnvelope.parse(envelope).isCanonical();
        } catch (MalformedException e) {
            return true; // its own code says what is wrong
        }
    }

    private Optional<Refusal> openHeaders(ByteString bytes) {
        SignedEnvelope envelope;
        try {
            envelope = SignedEnvelope.parse(bytes);
        } catch (MalformedException e) {
            return refuse(TxValidationCode.INVALID_OTHER_REASON, e.getMessage());
        }
        try {
            content = envelope.content();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.BAD_PAYLOAD, e.getMessage());
        }
        try {
            header = content.readChannelHeader();
            signer = content.readSignatureHeader();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.BAD_COMMON_HEADER, e.getMessage());
        }
        creator = new Signed(signer.creator(), List.of(envelope.payload()), envelope.signature());
        if (!List.of(HeaderType.ENDORSER_TRANSACTION_VALUE, HeaderType.CONFIG_UPDATE_VALUE, HeaderType.CONFIG_VALUE)
                .contains(header.type())) {
            return refuse(TxValidationCode.BAD_COMMON_HEADER, "header type " + header.type());
        }
        if (header.epoch() != 0) {
            return refuse(TxValidationCode.BAD_COMMON_HEADER, "epoch " + Long.toUnsignedString(header.epoch()));
        }
        return isComplete(signer)
                ? Optional.empty()
                : refuse(TxValidationCode.BAD_COMMON_HEADER, "no nonce or no creator");
    }

    private Optional<Refusal> openAction() {
        if (header.isConfig()) {
            return Optional.empty();
        }
        if (!header.isEndorserTransaction()) {
            return refuse(TxValidationCode.UNSUPPORTED_TX_PAYLOAD, "header type " + header.type());
        }
        String expected = Hashes.transactionId(signer.nonce(), signer.creator());
        if (!expected.equals(header.transactionId())) {
            return refuse(TxValidationCode.BAD_PROPOSAL_TXID, "id should be " + expected);
        }
        try {
            EndorserTransaction transaction = content.transaction();
            if (transaction.actions().size() != 1) {
                return refuse(
                        TxValidationCode.INVALID_ENDORSER_TRANSACTION,
                        transaction.actions().size() + " actions instead of one");
            }
            action = transaction.actions().get(0);
            if (!isComplete(action.readSignatureHeader())) {
                return refuse(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "action without nonce or creator");
            }
            endorsed = action.endorsedAction();
            endorsements = endorsed.endorsements().stream()
                    .map(endorsement -> new Signed(
                            endorsement.endorser(),
                            List.of(endorsed.responsePayload(), endorsement.endorser()),
                            endorsement.signature()))
                    .toList();
            ByteString proposalHash =
                    Hashes.proposalHash(content.channelHeader(), action.signatureHeader(), endorsed.proposalPayload());
            return endorsed.proposalHash().equals(proposalHash)
                    ? Optional.empty()
                    : refuse(TxValidationCode.INVALID_ENDORSER_TRANSACTION, "what was endorsed is another proposal");
        } catch (MalformedException e) {
            return refuse(TxValidationCode.INVALID_ENDORSER_TRANSACTION, e.getMessage());
        }
    }

    private Optional<Refusal> openResult() {
        ChaincodeName addressed;
        try {
            addressed = header.chaincode();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.BAD_HEADER_EXTENSION, e.getMessage());
        }
        try {
            result = endorsed.result();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.BAD_RESPONSE_PAYLOAD, e.getMessage());
        }
        try {
            readWrites = result.readWrites();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.BAD_RWSET, e.getMessage());
        }
        return nameFlaw(addressed, result.chaincode())
                .or(() -> eventFlaw(addressed))
                .or(this::namespaceFlaw);
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

    private Optional<Refusal> eventFlaw(ChaincodeName addressed) {
        try {
            Optional<ChaincodeEvent> event = result.readEvent();
            return event.isPresent() && !event.get().chaincode().equals(addressed.name())
                    ? refuse(TxValidationCode.INVALID_OTHER_REASON, "event of another chaincode")
                    : Optional.empty();
        } catch (MalformedException e) {
            return refuse(TxValidationCode.INVALID_OTHER_REASON, e.getMessage());
        }
    }

    private Optional<Refusal> namespaceFlaw() {
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
