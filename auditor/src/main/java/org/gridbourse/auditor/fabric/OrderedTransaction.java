package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.fabric.TransactionOpening.Action;
import org.gridbourse.auditor.fabric.TransactionOpening.Headers;
import org.gridbourse.auditor.fabric.TransactionOpening.Opened;
import org.gridbourse.auditor.fabric.TransactionOpening.Result;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.SignedEnvelope;

/**
 * One transaction as it stands in a block, opened as far as it can be, and what its own bytes say against it. Needs no
 * configuration and no state, so that any thread can make it ahead of time.
 */
public final class OrderedTransaction {
    private final int index;
    private final boolean canonical;
    private final Opened<Headers> headers;
    private final Opened<Action> action;
    private final Opened<Result> result;

    /** @param index its place in the block */
    OrderedTransaction(int index, ByteString envelope) {
        this.index = index;
        this.canonical = isCanonical(envelope);
        this.headers = TransactionOpening.headers(envelope);
        this.action = headers.flaw().isPresent()
                ? Opened.nothing()
                : TransactionOpening.action(headers.part().orElseThrow());
        this.result = action.part()
                .map(opened -> TransactionOpening.result(headers.part().orElseThrow(), opened))
                .orElseGet(Opened::nothing);
    }

    /** Verifies all its signatures; what is found out is remembered. */
    void verifySignatures() {
        headers.part().flatMap(Headers::sender).ifPresent(opened -> opened.creator()
                .fits());
        endorsements().forEach(Signed::fits);
    }

    /** Its place in the block. */
    public int index() {
        return index;
    }

    /** Its id, empty if it has none or cannot be read that far. */
    public String transactionId() {
        return headers.part().map(opened -> opened.channel().transactionId()).orElse("");
    }

    /** Whether its channel header could be read. */
    boolean hasHeader() {
        return headers.part().isPresent();
    }

    /** Its channel header; present in every valid transaction. */
    public ChannelHeader header() {
        return headers.part().orElseThrow().channel();
    }

    /** Who sent it, serialized; present in every valid transaction. */
    public ByteString creatorIdentity() {
        return sender().signer().creator();
    }

    /** Whether what was asked and endorsed could be read. */
    public boolean hasEndorsed() {
        return action.part().isPresent();
    }

    /** What was asked and endorsed; present in every valid endorser transaction. */
    public EndorsedAction endorsed() {
        return action.part().orElseThrow().endorsed();
    }

    /** What the chaincode answered; present in every valid endorser transaction. */
    public ChaincodeResult result() {
        return result.part().orElseThrow().answer();
    }

    /** Whether what it read and wrote could be read. */
    boolean hasReadWrites() {
        return result.part().isPresent();
    }

    /** What it read and wrote; present in every valid endorser transaction. */
    public ReadWriteSet readWrites() {
        return result.part().orElseThrow().readWrites();
    }

    boolean writesTo(String namespace) {
        return readWrites().namespaces().stream()
                .anyMatch(each -> each.namespace().equals(namespace) && each.hasWrites());
    }

    EnvelopePayload content() {
        return headers.part().orElseThrow().content();
    }

    boolean isCanonical() {
        return canonical;
    }

    boolean isConfig() {
        return headers.part().filter(opened -> opened.channel().isConfig()).isPresent();
    }

    Signed creator() {
        return sender().creator();
    }

    private TransactionOpening.Sender sender() {
        return headers.part().flatMap(Headers::sender).orElseThrow();
    }

    List<Signed> endorsements() {
        return action.part().map(Action::endorsements).orElse(List.of());
    }

    /** Whether the endorsed proposal has the transaction's own signature header. */
    boolean isProposedByCreator() {
        return action.part()
                .filter(opened ->
                        opened.action().signatureHeader().equals(content().signatureHeader()))
                .isPresent();
    }

    /** Codes of envelope, payload and headers: before the creator is looked at. */
    Optional<Refusal> headerFlaw() {
        return headers.flaw();
    }

    /** Codes of type, transaction id and proposal hash: after the creator, before the search for its double. */
    Optional<Refusal> bindingFlaw() {
        return action.flaw();
    }

    /** Codes of the endorsed action: after the search for its double, before the endorsements. */
    Optional<Refusal> actionFlaw() {
        return result.flaw();
    }

    private static boolean isCanonical(ByteString envelope) {
        try {
            return SignedEnvelope.parse(envelope).isCanonical();
        } catch (MalformedException e) {
            return true; // its own code says what is wrong
        }
    }
}
