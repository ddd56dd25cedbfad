package org.gridbourse.auditor.fabric;

import java.time.Instant;
import java.util.List;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What the transactions of a block that count change, asked of the state in their order. */
final class BlockWrites {
    private final String channelId;
    private final StateStore state;
    private final CommitHashCheck commitHashes;
    private final ValidTransactions listener;
    private final Findings findings;
    private final boolean excerpt;

    BlockWrites(
            String channelId,
            StateStore state,
            CommitHashCheck commitHashes,
            ValidTransactions listener,
            Findings findings,
            boolean excerpt) {
        this.channelId = channelId;
        this.state = state;
        this.commitHashes = commitHashes;
        this.listener = listener;
        this.findings = findings;
        this.excerpt = excerpt;
    }

    /**
     * What a block did.
     *
     * @param updates to the state
     * @param clock the latest time of a transaction so far
     * @param isUnknown whether something was written that cannot be read
     */
    record Outcome(StateUpdates updates, Instant clock, boolean isUnknown) {}

    /** @param verdicts on its transactions, in their order; what their reads say is put in */
    Outcome of(PreparedBlock prepared, List<TransactionCheck.Verdict> verdicts, ChannelConfig config, Instant clock) {
        Block block = prepared.block();
        StateUpdates updates = new StateUpdates();
        StateCheck check = new StateCheck(state, updates);
        ChainCheck.StateView view = new BlockView(state, updates, config);
        TransactionFindings words = new TransactionFindings(config, findings);
        Instant latest = clock;
        boolean unknown = false;
        for (OrderedTransaction transaction : prepared.transactions()) {
            int index = transaction.index();
            boolean isRecordedValid = block.recordedCode(index) == TxValidationCode.VALID;
            if (excerpt && !isRecordedValid) {
                continue;
            }
            if (verdicts.get(index).isValid() && !transaction.isConfig() && !excerpt) {
                verdicts.set(index, TransactionCheck.Verdict.of(check.check(transaction.readWrites())));
            }
            words.judge(block, transaction, verdicts.get(index), channelId, clock);
            unknown |= isRecordedValid && isUnreadable(transaction, verdicts.get(index));
            if (!transaction.isConfig() && counts(prepared, transaction, verdicts.get(index))) {
                listener.transaction(block, transaction, view);
                updates.apply(transaction.readWrites(), new Version(block.number(), index), state::get);
                latest = later(latest, transaction);
            }
        }
        return new Outcome(updates, latest, unknown);
    }

    /** Whether nobody can say what a transaction wrote that the ledger took for valid. */
    private boolean isUnreadable(OrderedTransaction transaction, TransactionCheck.Verdict verdict) {
        return !excerpt && !transaction.isConfig() && !verdict.isValid() && !transaction.hasReadWrites();
    }

    /**
     * Whether the ledger goes on from what a transaction writes. Where the recorded code is wrong, which is a finding, the commit
     * hash says what the ledger went on from, so that what follows honestly from the fault is not a fault again. Never so is a
     * chaincode definition taken over, which would say whom to trust from then on.
     */
    private boolean counts(PreparedBlock prepared, OrderedTransaction transaction, TransactionCheck.Verdict verdict) {
        boolean isRecordedValid = prepared.block().recordedCode(transaction.index()) == TxValidationCode.VALID;
        if (excerpt || verdict.isValid() == isRecordedValid) {
            return verdict.isValid();
        }
        if (isRecordedValid && (!transaction.hasReadWrites() || transaction.writesTo(ChaincodeDefinitions.LIFECYCLE))) {
            return false;
        }
        return isRecordedValid
                || !commitHashes.confirms(prepared.block(), prepared.block().filter(), recorded(prepared));
    }

    /** What a block changes if its recorded codes are taken for true. */
    private StateUpdates recorded(PreparedBlock prepared) {
        Block block = prepared.block();
        StateUpdates updates = new StateUpdates();
        for (OrderedTransaction transaction : prepared.transactions()) {
            if (block.recordedCode(transaction.index()) == TxValidationCode.VALID && transaction.hasReadWrites()) {
                updates.apply(transaction.readWrites(), new Version(block.number(), transaction.index()), state::get);
            }
        }
        return updates;
    }

    /** A time at which the creator's own certificate had ended is a finding; it says nothing about the others' time. */
    private static Instant later(Instant clock, OrderedTransaction transaction) {
        try {
            Instant time = transaction.header().timestamp();
            return time.isAfter(clock) && Expiry.of(transaction.creator(), time).isEmpty() ? time : clock;
        } catch (MalformedException e) {
            return clock;
        }
    }
}
