package org.gridbourse.gateway.agent;

import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.settings.AgentSettings.SessionSettings;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * Does what is next for one node, seen from the ledger alone: it may be asked at any time and as often as one likes, and
 * after a restart it goes on where the ledger stands.
 */
final class NodeAgent {
    private final Node node;
    private final LedgerView view;
    private final StepDesk desk;
    private final SealedBidding bidding;
    private final Metering metering;

    NodeAgent(Node node, LedgerView view, StepDesk desk, SealedBidding bidding, Metering metering) {
        this.node = node;
        this.view = view;
        this.desk = desk;
        this.bidding = bidding;
        this.metering = metering;
    }

    Node node() {
        return node;
    }

    String participantId() {
        return node.participantId();
    }

    void act() {
        for (SessionSettings session : node.settings().sessions()) {
            Optional<PhaseRecord> phase = view.phase(session.sessionId());
            if (phase.isPresent() && !phase.get().closing()) {
                act(session, phase.get().phase());
            }
        }
    }

    private void act(SessionSettings session, Phase phase) {
        switch (phase) {
            case QUOTATION -> attempt(session, AgentStep.COMMIT, bidding::commit);
            case REVEAL -> attempt(session, AgentStep.REVEAL, bidding::reveal);
            case PREPAYMENT -> attempt(session, AgentStep.PREPAY, bidding::prepay);
            case DELIVERY, SETTLED -> attempt(session, AgentStep.DELIVER, metering::deliver);
            case ANNOUNCED, CLEARED, CLOSED, CANCELLED -> {
                // The grid company's turn, or nobody's.
            }
        }
    }

    /** Inputs that allow no step end it; everything else is tried again. */
    private void attempt(SessionSettings session, AgentStep step, Consumer<SessionSettings> work) {
        try {
            work.accept(session);
        } catch (InputRefusedException | UnservableLoadException | IllegalArgumentException problem) {
            desk.fail(session.sessionId(), step, problem.getMessage());
        }
    }
}
