package org.gridbourse.auditor.fabric;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Checks 5 and 6: form, creator, id, channel and endorsements of a block's transactions, in their order, under the configuration
 * in force before the block. What they read is another check's matter.
 */
final class TransactionCheck {
    private final StateStore state;
    private final ChannelConfig before;
    private final EndorsementCheck endorsements;
    private final Set<String> ids = new HashSet<>();

    TransactionCheck(StateStore state, ChannelConfig before) {
        this.state = state;
        this.before = before;
        this.endorsements = new EndorsementCheck(state, before);
    }

    /**
     * What becomes of a transaction.
     *
     * @param refusal why it does not count
     * @param failure which policy was not satisfied, if that is why
     */
    record Verdict(Optional<Refusal> refusal, Optional<EndorsementCheck.Failure> failure) {
        static final Verdict VALID = new Verdict(Optional.empty(), Optional.empty());

        static Verdict of(Optional<Refusal> refusal) {
            return new Verdict(refusal, Optional.empty());
        }

        boolean isValid() {
            return refusal.isEmpty();
        }

        TxValidationCode code() {
            return refusal.map(Refusal::code).orElse(TxValidationCode.VALID);
        }
    }

    Verdict check(OrderedTransaction transaction) {
        Optional<Refusal> refusal =
                transaction.headerFlaw().or(() -> creatorFlaw(transaction)).or(transaction::bindingFlaw);
        if (refusal.isPresent() || transaction.isConfig()) {
            return Verdict.of(refusal);
        }
        refusal = doubleFlaw(state.hasTransaction(transaction.transactionId()), "an earlier block")
                .or(transaction::actionFlaw);
        if (refusal.isPresent()) {
            return Verdict.of(refusal);
        }
        Optional<EndorsementCheck.Failure> failure = endorsements.check(transaction);
        return failure.isPresent()
                ? new Verdict(failure.map(EndorsementCheck.Failure::refusal), failure)
                : Verdict.of(doubleFlaw(!ids.add(transaction.transactionId()), "this block"));
    }

    private Optional<Refusal> creatorFlaw(OrderedTransaction transaction) {
        Member creator = before.membership().member(transaction.creatorIdentity());
        if (creator.flaw().isPresent()) {
            return Optional.of(new Refusal(
                    TxValidationCode.BAD_CREATOR_SIGNATURE, creator.flaw().get().detail()));
        }
        return transaction.creator().fits()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        TxValidationCode.BAD_CREATOR_SIGNATURE, "signature does not fit the creator's certificate"));
    }

    private static Optional<Refusal> doubleFlaw(boolean isDouble, String where) {
        return isDouble
                ? Optional.of(new Refusal(TxValidationCode.DUPLICATE_TXID, "the same id stands in " + where))
                : Optional.empty();
    }
}
