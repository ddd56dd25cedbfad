package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ProgressRecord.Stage;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.state.StateView;

/**
 * The window in which proposals may be put: it opens when it is known who has revealed, where somebody revealed a storage
 * order, and ends with the step that clears by the best of them.
 */
public final class ProposalWindow {
    private ProposalWindow() {}

    /** Counts a revealed storage order in. */
    static void count(StepContext context, OrdersRecord orders) {
        if (orders.schedule().storage().isPresent()) {
            Instant now = context.transaction().second();
            WindowRecord window = of(context.transaction(), context.sessionId())
                    .orElseGet(() -> new WindowRecord(context.sessionId(), now, 0, List.of()));
            context.transaction()
                    .put(window.plus(orders.participantId(), context.session().periods(), now));
        }
    }

    /** Opens the window when all are counted, if there are any. */
    static void open(StepContext context) {
        of(context.transaction(), context.sessionId()).ifPresent(window -> context.transaction()
                .put(window.openedAt(context.transaction().second())));
    }

    /** The window of a session, open or over; empty where it has no storage orders. */
    public static Optional<WindowRecord> of(StateView view, String sessionId) {
        return view.find(Keys.window(sessionId), RecordType.WINDOW);
    }

    /** Whether proposals may be put now. */
    public static boolean isOpen(StateView view, String sessionId) {
        PhaseRecord phase = view.phase(sessionId);
        return phase.phase() == Phase.REVEAL
                && phase.closing()
                && view.find(Keys.progress(sessionId), RecordType.PROGRESS)
                        .filter(progress -> progress.stage() == Stage.PROPOSE)
                        .isPresent();
    }

    static WindowRecord requireOpen(Transaction transaction, String sessionId) {
        Require.that(
                isOpen(transaction, sessionId),
                Refusal.WRONG_PHASE,
                "session %s does not take proposals: it does between its reveals and its clearing, where it has storage"
                        + " orders",
                sessionId);
        return of(transaction, sessionId).orElseThrow();
    }

    /** The open proposal of the caller's organisation. */
    static ProposalRecord requireOpen(Transaction transaction, String sessionId, int revision) {
        String mspId = transaction.invocation().caller().mspId();
        ProposalRecord proposal = transaction.get(
                Keys.proposal(sessionId, mspId, revision), RecordType.PROPOSAL, Refusal.PROPOSAL_NOT_OPEN);
        Require.that(
                proposal.isOpen(),
                Refusal.PROPOSAL_NOT_OPEN,
                "revision %s of %s is %s",
                revision,
                mspId,
                proposal.status());
        return proposal;
    }

    /** All proposals for a session. */
    static List<ProposalRecord> proposals(StateView view, String sessionId) {
        return view.list(Keys.all("proposal", sessionId), RecordType.PROPOSAL);
    }

    /** The best of those that are valid. */
    static Optional<ProposalRecord> best(List<ProposalRecord> proposals) {
        return proposals.stream().filter(ProposalRecord::isValid).min(ProposalRecord.BEST_FIRST);
    }

    /** Ends the window, where there is one: the best valid proposal wins. */
    static Optional<String> choose(StepContext context) {
        Optional<WindowRecord> window = of(context.transaction(), context.sessionId());
        if (window.isPresent()) {
            SessionTimes.requireWindowOver(
                    context.session(),
                    window.get(),
                    context.transaction().invocation().timestamp());
            List<ProposalRecord> all = proposals(context.transaction(), context.sessionId());
            int valid = (int) all.stream().filter(ProposalRecord::isValid).count();
            context.transaction()
                    .put(new ChoiceRecord(
                            context.sessionId(),
                            valid,
                            best(all)
                                    .map(proposal -> new Winner(
                                            proposal.mspId(),
                                            proposal.revision(),
                                            proposal.hash(),
                                            proposal.head().score()))));
        }
        return Optional.empty();
    }

    /** What was chosen; empty where there was nothing to choose. */
    static Optional<ChoiceRecord> choice(StateView view, String sessionId) {
        return view.find(Keys.choice(sessionId), RecordType.CHOICE);
    }
}
