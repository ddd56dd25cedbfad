package org.gridbourse.gateway.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.NetworkUnavailableException;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.request.AdvanceSession;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.AskSession;
import org.gridbourse.market.request.AskSession.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a session out of the phase that it is in, step by step, from the step that the ledger says is next. */
final class PhaseChange {
    private static final Logger log = LoggerFactory.getLogger(PhaseChange.class);

    private final MarketContract contract;
    private final WalletIdentity operator;
    private final Map<String, String> told = new HashMap<>();

    PhaseChange(MarketContract contract, WalletIdentity operator) {
        this.contract = contract;
        this.operator = operator;
    }

    /** Whether the peers that must agree to every transaction do so at this moment. */
    boolean isPossible() {
        try {
            contract.requireEndorsement(operator);
            return true;
        } catch (NetworkUnavailableException away) {
            log.debug("nothing can be endorsed", away);
            return false;
        }
    }

    /** Whether the session left the phase, or stands now where proposals are taken; false if the ledger is elsewhere already or does not allow it yet. */
    boolean leave(PhaseRecord state) {
        return contract.beforePayments(() -> leaveStepByStep(state));
    }

    private boolean leaveStepByStep(PhaseRecord state) {
        String sessionId = state.sessionId();
        State ledger = State.read(contract.evaluate(operator, new AskSession(sessionId, false)));
        if (ledger.phase() != state.phase()) {
            return false;
        }
        int step = ledger.step();
        while (true) {
            SubmitOutcome outcome =
                    contract.submit(operator, new AdvanceSession(sessionId, state.phase(), step, Optional.empty()));
            if (!(outcome instanceof Committed committed)) {
                tell(state, outcome);
                return false;
            }
            told.remove(sessionId);
            if (Answer.read(committed.response()).done() || hasBegunProposing(state, ledger)) {
                return true;
            }
            step++;
        }
    }

    private boolean hasBegunProposing(PhaseRecord state, State before) {
        return state.phase() == Phase.REVEAL
                && !before.proposing()
                && State.read(contract.evaluate(operator, new AskSession(state.sessionId(), false)))
                        .proposing();
    }

    /** The same obstacle is told once. */
    private void tell(PhaseRecord state, SubmitOutcome outcome) {
        String obstacle = outcome instanceof Refused refused ? refused.code() : outcome.toString();
        if (!obstacle.equals(told.put(state.sessionId(), obstacle))) {
            log.warn("{} cannot leave {}: {}", state.sessionId(), state.phase(), outcome);
        }
    }
}
