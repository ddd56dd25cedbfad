package org.gridbourse.node.trading;

import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.UnservableLoadException;

/**
 * Does what is next for one node, seen from the ledger alone: it may be asked at any time and as often as one likes, and
 * after a restart it goes on where the ledger stands.
 */
public final class NodeAgent {
    private final Node node;
    private final LedgerAccess market;
    private final NodeJournal journal;
    private final Steps steps;
    private final SealedBidding bidding;
    private final Steering steering;
    private final Metering metering;

    public NodeAgent(Node node, Node.Ports ports) {
        this.node = node;
        this.market = ports.market();
        this.journal = ports.journal();
        this.steps = new Steps(ports.market(), ports.journal());
        this.bidding = new SealedBidding(node, ports, steps);
        this.steering = new Steering(node, ports);
        this.metering = new Metering(ports, steps);
    }

    public String participantId() {
        return node.participantId();
    }

    /**
     * Takes the next step of each session; one that has to wait holds no other up.
     *
     * @throws NotReadyException if something that a step needs is not there yet
     */
    public void act() {
        Optional<NotReadyException> waiting = Optional.empty();
        for (String sessionId : node.sessions().get()) {
            Optional<PhaseRecord> phase = market.phase(sessionId);
            if (phase.isPresent() && !phase.get().closing()) {
                try {
                    act(sessionId, phase.get().phase());
                } catch (NotReadyException notReady) {
                    waiting = waiting.or(() -> Optional.of(notReady));
                }
            }
        }
        waiting.ifPresent(notReady -> {
            throw notReady;
        });
    }

    /**
     * What it foresees, plans and would order in a session, and why; nothing is sent.
     *
     * @throws NotReadyException if its account is not on the ledger yet
     */
    public Outlook outlook(SessionRecord session) {
        return bidding.outlook(session);
    }

    private void act(String sessionId, Phase phase) {
        switch (phase) {
            case QUOTATION -> attempt(sessionId, NodeStep.COMMIT, bidding::commit);
            case REVEAL -> attempt(sessionId, NodeStep.REVEAL, bidding::reveal);
            case PREPAYMENT -> attempt(sessionId, NodeStep.PREPAY, bidding::prepay);
            case DELIVERY -> {
                attempt(sessionId, NodeStep.STEER, steering::steer);
                attempt(sessionId, NodeStep.DELIVER, metering::deliver);
            }
            case SETTLED -> attempt(sessionId, NodeStep.DELIVER, metering::deliver);
            case ANNOUNCED, CLEARED, CLOSED, JOINED, CANCELLED -> {
                // The grid company's turn, or nobody's.
            }
        }
    }

    /** Inputs that allow no step end it; everything else is tried again. */
    private void attempt(String sessionId, NodeStep step, Consumer<String> work) {
        if (!isIts(sessionId, step)) {
            return;
        }
        try {
            work.accept(sessionId);
        } catch (InputRefusedException | UnservableLoadException | IllegalArgumentException problem) {
            steps.fail(sessionId, step, problem.getMessage());
        }
    }

    /** Whether the step is this node's; where somebody else trades for its owner it ends what it has sealed itself. */
    private boolean isIts(String sessionId, NodeStep step) {
        return switch (step) {
            case COMMIT, STEER -> node.trades().getAsBoolean();
            case REVEAL, PREPAY ->
                node.trades().getAsBoolean() || journal.sealedOrders(sessionId).isPresent();
            case DELIVER -> node.conduct().takes(sessionId, step);
        };
    }
}
