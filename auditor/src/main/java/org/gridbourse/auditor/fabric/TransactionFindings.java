package org.gridbourse.auditor.fabric;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.MalformedException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Says what is wrong with a transaction: with what the peer noted, and with what no honest orderer would have let in. */
final class TransactionFindings {
    private final ChannelConfig config;
    private final Findings findings;

    TransactionFindings(ChannelConfig config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    void judge(
            Block block,
            OrderedTransaction transaction,
            TransactionCheck.Verdict verdict,
            String channelId,
            Instant clock) {
        Place place = new Place(block.number(), transaction.transactionId());
        Optional<Refusal> refusal = verdict.refusal();
        if (!transaction.isCanonical()) {
            place.add(FindingCode.ENVELOPE_NOT_CANONICAL, "holds bytes that nobody signed");
        }
        TxValidationCode own = verdict.code();
        TxValidationCode recorded = block.recordedCode(transaction.index());
        if (own == TxValidationCode.BAD_CREATOR_SIGNATURE) {
            creator(transaction, refusal.orElseThrow(), place);
        } else if (recorded == TxValidationCode.VALID && refusal.isPresent()) {
            cause(transaction, refusal.get(), verdict.failure(), place);
        }
        if (own != recorded) {
            place.add(
                    FindingCode.VALIDATION_CODE_MISMATCH,
                    "transaction %d is noted as %s, follows %s%s"
                            .formatted(
                                    transaction.index(),
                                    recorded,
                                    own,
                                    refusal.map(r -> ": " + r.reason()).orElse("")));
        }
        if (transaction.hasHeader()) {
            admission(transaction, own, channelId, clock, place);
        }
    }

    /** Where findings of one transaction belong. */
    private final class Place {
        private final long block;
        private final String transactionId;

        Place(long block, String transactionId) {
            this.block = block;
            this.transactionId = transactionId;
        }

        void add(FindingCode code, String detail) {
            findings.add(code, block, transactionId, detail);
        }
    }

    /** No orderer lets such a transaction in, whatever its code says afterwards. */
    private void creator(OrderedTransaction transaction, Refusal refusal, Place place) {
        Optional<Member.Flaw> flaw =
                config.membership().member(transaction.creatorIdentity()).flaw();
        FindingCode code = flaw.map(f -> switch (f.kind()) {
                    case REVOKED -> FindingCode.CREATOR_REVOKED;
                    case UNKNOWN_ORGANISATION, UNREADABLE, UNTRUSTED, NO_CLEAR_ROLE -> FindingCode.CREATOR_UNKNOWN;
                })
                .orElse(FindingCode.CREATOR_SIGNATURE_INVALID);
        place.add(code, refusal.reason());
    }

    private void cause(
            OrderedTransaction transaction, Refusal refusal, Optional<EndorsementCheck.Failure> failure, Place place) {
        switch (refusal.code()) {
            case BAD_PROPOSAL_TXID -> place.add(FindingCode.TRANSACTION_ID_WRONG, refusal.reason());
            case INVALID_ENDORSER_TRANSACTION ->
                place.add(
                        transaction.hasEndorsed()
                                ? FindingCode.PROPOSAL_HASH_MISMATCH
                                : FindingCode.TRANSACTION_MALFORMED,
                        refusal.reason());
            case DUPLICATE_TXID -> place.add(FindingCode.TRANSACTION_DUPLICATED, refusal.reason());
            case INVALID_CHAINCODE ->
                place.add(
                        transaction.actionFlaw().isPresent()
                                ? FindingCode.TRANSACTION_MALFORMED
                                : FindingCode.CHAINCODE_UNDEFINED,
                        refusal.reason());
            case MVCC_READ_CONFLICT -> place.add(FindingCode.READ_CONFLICT_IGNORED, refusal.reason());
            case PHANTOM_READ_CONFLICT -> place.add(FindingCode.PHANTOM_READ_IGNORED, refusal.reason());
            case ENDORSEMENT_POLICY_FAILURE -> endorsement(transaction, failure, refusal, place);
            default -> place.add(FindingCode.TRANSACTION_MALFORMED, refusal.reason());
        }
    }

    private void endorsement(
            OrderedTransaction transaction, Optional<EndorsementCheck.Failure> failure, Refusal refusal, Place place) {
        boolean anyNamed = false;
        for (Signed endorsement : transaction.endorsements()) {
            Member member = config.membership().member(endorsement.identity());
            if (!member.isValid()) {
                place.add(
                        FindingCode.ENDORSER_UNKNOWN,
                        member.flaw().orElseThrow().detail());
                anyNamed = true;
            } else if (!endorsement.fits()) {
                place.add(
                        FindingCode.ENDORSEMENT_SIGNATURE_INVALID,
                        "endorsement of %s does not fit".formatted(member.mspId()));
                anyNamed = true;
            }
        }
        List<Member> signers = config.membership().signers(transaction.endorsements());
        Optional<Policy> policy = failure.flatMap(EndorsementCheck.Failure::policy);
        if (policy.isPresent() && signers.size() < policy.get().fewestSigners()) {
            place.add(FindingCode.ENDORSEMENT_MISSING, refusal.reason());
        } else if (!anyNamed) {
            place.add(FindingCode.ENDORSEMENT_WRONG_ORGANISATION, refusal.reason());
        }
    }

    /** What orderers and endorsers ask before they let a transaction in, and peers do not ask again. */
    private void admission(
            OrderedTransaction transaction, TxValidationCode own, String channelId, Instant clock, Place place) {
        if (!transaction.header().channelId().equals(channelId)) {
            place.add(
                    FindingCode.TRANSACTION_WRONG_CHANNEL,
                    "belongs to channel \"%s\"".formatted(transaction.header().channelId()));
        }
        if (transaction.isConfig() || own != TxValidationCode.VALID) {
            return;
        }
        Member creator = config.membership().member(transaction.creatorIdentity());
        Policy writers = config.policy(ChannelConfig.WRITERS);
        if (!writers.isSatisfiedBy(List.of(creator))) {
            place.add(
                    FindingCode.CREATOR_NOT_A_WRITER,
                    "%s of %s is none of %s".formatted(creator.units(), creator.mspId(), writers.words()));
        }
        Instant at = time(transaction, clock);
        Expiry.of(transaction.creator(), at)
                .ifPresent(detail -> place.add(FindingCode.CREATOR_CERTIFICATE_EXPIRED, detail));
        for (Signed endorsement : transaction.endorsements()) {
            Expiry.of(endorsement, at).ifPresent(detail -> place.add(FindingCode.ENDORSER_CERTIFICATE_EXPIRED, detail));
        }
        if (transaction.header().hasNoTimestamp()) {
            place.add(FindingCode.TRANSACTION_MALFORMED, "says no time, which endorsers ask for");
        }
        if (!transaction.isProposedByCreator()) {
            place.add(FindingCode.PROPOSER_MISMATCH, "the endorsed proposal names another signer or nonce");
        }
        if (hasTransientInput(transaction)) {
            place.add(
                    FindingCode.PROPOSAL_HASH_MISMATCH,
                    "the proposal stands here with its transient input, which endorsers leave out of what they endorse");
        }
    }

    private static boolean hasTransientInput(OrderedTransaction transaction) {
        try {
            return transaction.endorsed().hasTransientInput();
        } catch (MalformedException e) {
            return false; // whoever asks for the input tells
        }
    }

    /** A transaction is no older than those in the blocks before it; the client's own clock may say it is younger. */
    private static Instant time(OrderedTransaction transaction, Instant clock) {
        try {
            Instant own = transaction.header().timestamp();
            return own.isAfter(clock) ? own : clock;
        } catch (MalformedException e) {
            return clock;
        }
    }
}
