package org.gridbourse.gateway.signing;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.fabric.OfflineTransactions;
import org.gridbourse.gateway.fabric.OfflineTransactions.Endorsement;
import org.gridbourse.gateway.fabric.OfflineTransactions.Endorsement.Agreed;
import org.gridbourse.gateway.fabric.OfflineTransactions.Endorsement.NotAgreed;
import org.gridbourse.gateway.fabric.OfflineTransactions.ToSign;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.projection.Arrivals;
import org.gridbourse.gateway.signing.PendingTransactions.Pending;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.RefusedCall;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.Request;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Transactions of people who hold their own key. The instance makes the bytes, the owner signs them twice: Fabric's
 * proposal, then, with the endorsements in it, the payload of the envelope. Nothing is sent in between that the owner has
 * not signed.
 */
@Tag(name = "Own key")
@RestController
@RequestMapping("/api/transactions")
class TransactionController {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final OfflineTransactions transactions;
    private final PendingTransactions pending;
    private final Enrolment enrolment;
    private final Permission permission;
    private final Arrivals arrivals;

    TransactionController(
            OfflineTransactions transactions,
            PendingTransactions pending,
            Enrolment enrolment,
            Permission permission,
            Arrivals arrivals) {
        this.transactions = transactions;
        this.pending = pending;
        this.enrolment = enrolment;
        this.permission = permission;
        this.arrivals = arrivals;
    }

    /**
     * @param certificate in PEM form, as it was issued here
     * @param function of the chaincode
     * @param request its argument, as the chaincode takes it
     */
    record Wish(String participantId, String certificate, String function, JsonNode request) {}

    /**
     * @param bytesToSign base64 of Fabric's proposal bytes
     * @param expires until when its signature must be here
     */
    record Proposal(String id, String transactionId, String bytesToSign, String expires) {}

    /** @param signature base64 of DER, ECDSA over SHA-256, S not above half the order */
    record Signed(String signature) {}

    /** @param bytesToSign base64 of the payload of Fabric's envelope */
    record Envelope(String bytesToSign, String expires) {}

    /**
     * @param outcome COMMITTED; or CONFLICT: others were faster, make it anew; or UNKNOWN: make it anew, its own ids tell
     *     whether it was there
     * @param block null unless committed
     */
    record Outcome(String outcome, Long block, String transactionId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Proposal propose(@RequestBody Wish body) {
        String participantId = BadInputException.required("participantId", body.participantId());
        permission.requireAct(participantId);
        X509Certificate certificate =
                enrolment.require(BadInputException.required("certificate", body.certificate()), participantId);
        Request request = SignedRequests.read(
                BadInputException.required("function", body.function()),
                BadInputException.required("request", body.request()).toString(),
                participantId);
        ToSign proposal = transactions.propose(certificate, request);
        String id = UUID.randomUUID().toString();
        Pending made = new Pending(
                Caller.now().user(),
                certificate,
                request,
                proposal,
                pending.proposalExpires(),
                Optional.empty(),
                Optional.empty());
        pending.keep(id, made);
        return new Proposal(
                id, proposal.transactionId(), text(proposal), made.expires().toString());
    }

    /** The same again answers the same. */
    @PutMapping("/{id}/proposal-signature")
    Envelope endorse(@PathVariable("id") String id, @RequestBody Signed body) {
        Pending transaction = find(id);
        byte[] signature =
                SignedBytes.require(body.signature(), transaction.proposal().bytesToSign(), transaction.certificate());
        if (transaction.envelope().isEmpty()) {
            requireInTime(transaction);
            transaction = endorsed(id, transaction, signature);
        }
        return new Envelope(
                text(transaction.envelope().orElseThrow()),
                transaction.expires().toString());
    }

    private Pending endorsed(String id, Pending transaction, byte[] signature) {
        Endorsement endorsement =
                transactions.endorse(transaction.request().function(), transaction.proposal(), signature);
        if (endorsement instanceof NotAgreed refused) {
            SubmitProblem.require(refused.outcome());
        }
        Pending endorsed = transaction.endorsed(((Agreed) endorsement).envelope(), pending.envelopeExpires());
        pending.keep(id, endorsed);
        return endorsed;
    }

    /** The same again answers the same, and sends nothing. */
    @PutMapping("/{id}/signature")
    Outcome submit(@PathVariable("id") String id, @RequestBody Signed body) {
        Pending transaction = find(id);
        ToSign envelope = transaction
                .envelope()
                .orElseThrow(() ->
                        new RefusedCall(HttpStatus.CONFLICT, "NOT_ENDORSED", "the proposal's signature comes first"));
        byte[] signature = SignedBytes.require(body.signature(), envelope.bytesToSign(), transaction.certificate());
        if (transaction.outcome().isEmpty()) {
            requireInTime(transaction);
            enrolment.requireInForce(transaction.certificate());
            SubmitOutcome outcome = transactions.submit(transaction.request().function(), envelope, signature);
            transaction = transaction.ended(outcome);
            pending.keep(id, transaction);
        }
        return outcome(transaction.outcome().orElseThrow());
    }

    private Outcome outcome(SubmitOutcome outcome) {
        if (outcome instanceof Committed committed) {
            Answer.read(committed.response()).key().ifPresent(arrivals::await);
            return new Outcome("COMMITTED", committed.block(), committed.transactionId());
        }
        if (outcome instanceof SubmitOutcome.Refused) {
            SubmitProblem.require(outcome);
        }
        String name = outcome instanceof SubmitOutcome.Conflict ? "CONFLICT" : "UNKNOWN";
        return new Outcome(name, null, outcome.transactionId());
    }

    private Pending find(String id) {
        return pending.find(id, Caller.now().user())
                .orElseThrow(() -> new ForbiddenException("NOT_YOURS", "no transaction of yours has this id"));
    }

    private void requireInTime(Pending transaction) {
        if (pending.isOver(transaction)) {
            throw new RefusedCall(
                    HttpStatus.GONE, "TRANSACTION_EXPIRED", "it was not signed in time; ask for it again");
        }
    }

    private static String text(ToSign bytes) {
        return BASE64.encodeToString(bytes.bytesToSign());
    }
}
