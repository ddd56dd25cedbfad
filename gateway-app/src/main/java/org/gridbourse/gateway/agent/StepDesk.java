package org.gridbourse.gateway.agent;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.request.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a node's transactions and notes how each step ended. What did not end is tried again later. */
final class StepDesk {
    private static final Logger log = LoggerFactory.getLogger(StepDesk.class);

    /** Answers of a ledger that this instance, or an endorsing peer, is behind; nothing is decided by them. */
    private static final Set<Refusal> BEHIND = EnumSet.of(
            Refusal.WRONG_PHASE,
            Refusal.SESSION_UNKNOWN,
            Refusal.PARTICIPANT_UNKNOWN,
            Refusal.METER_UNKNOWN,
            Refusal.COMMITMENT_UNKNOWN,
            Refusal.NOTHING_TO_PREPAY);

    private final String participantId;
    private final MarketContract contract;
    private final AgentJournal journal;

    StepDesk(String participantId, MarketContract contract, AgentJournal journal) {
        this.participantId = participantId;
        this.contract = contract;
        this.journal = journal;
    }

    /** Whether the step came to an end that sending again would not change. */
    boolean isOver(String sessionId, AgentStep step) {
        return journal.result(participantId, sessionId, step).isPresent();
    }

    void skip(String sessionId, AgentStep step, String why) {
        log.info("{} {} skips {}: {}", participantId, sessionId, step, why);
        journal.note(participantId, sessionId, new StepResult(step, StepResult.SKIPPED, why));
    }

    void fail(String sessionId, AgentStep step, String why) {
        log.warn("{} {} cannot {}: {}", participantId, sessionId, step, why);
        journal.note(participantId, sessionId, new StepResult(step, StepResult.FAILED, why));
    }

    void done(String sessionId, AgentStep step, String what) {
        log.info("{} {} {}: {}", participantId, sessionId, step, what);
        journal.note(participantId, sessionId, new StepResult(step, StepResult.DONE, what));
    }

    /**
     * Whether it is on the ledger now; a refusal is noted as the step's end.
     *
     * @throws NotReadyException if it is not known yet, or not decided, what becomes of it
     */
    boolean send(WalletIdentity signer, String sessionId, AgentStep step, Request request) {
        Optional<Refused> refusal = submit(signer, request);
        if (refusal.isEmpty()) {
            return true;
        }
        refused(sessionId, step, refusal.get());
        return false;
    }

    void refused(String sessionId, AgentStep step, Refused refusal) {
        String code = refusal.code();
        if (refusal.refusal().filter(BEHIND::contains).isPresent()) {
            throw new NotReadyException("%s: %s".formatted(code, refusal.detail()));
        }
        log.warn("{} {} {} is refused: {}: {}", participantId, sessionId, step, code, refusal.detail());
        journal.note(participantId, sessionId, new StepResult(step, code, refusal.detail()));
    }

    /** The refusal, if it was one, of whoever can answer to it. */
    Optional<Refused> submit(WalletIdentity signer, Request request) {
        SubmitOutcome outcome = contract.submit(signer, request);
        if (outcome instanceof Committed) {
            return Optional.empty();
        }
        if (outcome instanceof Refused refused) {
            return Optional.of(refused);
        }
        throw new NotReadyException("%s ended in %s".formatted(request.function(), outcome));
    }
}
