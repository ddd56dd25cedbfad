package org.gridbourse.node.trading;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.request.Request;
import org.gridbourse.node.trading.LedgerAccess.RefusedRequest;

/** Sends a node's requests and notes how each step ended. What did not end is tried again later. */
final class Steps {
    /** Answers of a ledger that this node, or an endorsing peer, is behind; nothing is decided by them. */
    private static final Set<Refusal> BEHIND = EnumSet.of(
            Refusal.WRONG_PHASE,
            Refusal.SESSION_UNKNOWN,
            Refusal.PARTICIPANT_UNKNOWN,
            Refusal.METER_UNKNOWN,
            Refusal.COMMITMENT_UNKNOWN,
            Refusal.NOTHING_TO_PREPAY);

    private final LedgerAccess market;
    private final NodeJournal journal;

    Steps(LedgerAccess market, NodeJournal journal) {
        this.market = market;
        this.journal = journal;
    }

    /** Whether the step came to an end that sending again would not change. */
    boolean isOver(String sessionId, NodeStep step) {
        return journal.result(sessionId, step).isPresent();
    }

    void skip(String sessionId, NodeStep step, String why) {
        end(sessionId, new StepResult(step, StepResult.SKIPPED, why));
    }

    void fail(String sessionId, NodeStep step, String why) {
        end(sessionId, new StepResult(step, StepResult.FAILED, why));
    }

    void done(String sessionId, NodeStep step, String what) {
        end(sessionId, new StepResult(step, StepResult.DONE, what));
    }

    void end(String sessionId, StepResult result) {
        journal.note(sessionId, result);
    }

    /**
     * Whether it is on the ledger now; a refusal is noted as the step's end.
     *
     * @throws NotReadyException if it is not known yet, or not decided, what becomes of it
     */
    boolean send(String sessionId, NodeStep step, Request request) {
        Optional<RefusedRequest> refusal = market.submit(request);
        refusal.ifPresent(refused -> refused(sessionId, step, refused));
        return refusal.isEmpty();
    }

    void refused(String sessionId, NodeStep step, RefusedRequest refused) {
        if (refused.refusal().filter(BEHIND::contains).isPresent()) {
            throw new NotReadyException("%s: %s".formatted(refused.code(), refused.detail()));
        }
        end(sessionId, new StepResult(step, refused.code(), refused.detail()));
    }
}
