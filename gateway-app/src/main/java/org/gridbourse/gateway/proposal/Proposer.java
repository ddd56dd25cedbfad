package org.gridbourse.gateway.proposal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.work.RepeatingWork;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ProgressRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProposeSchedules;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.solver.JointSolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Proposes for its organisation how to clear each session with storage orders. It looks at the ledger each time; after a
 * restart it comes to the same proposal, whose steps the ledger recognises.
 */
final class Proposer extends RepeatingWork {
    private static final Logger log = LoggerFactory.getLogger(Proposer.class);

    private final LedgerView view;
    private final MarketContract contract;
    private final WalletIdentity representative;
    private final String channel;
    private final Set<String> pending = new ConcurrentSkipListSet<>();
    /** Sessions for which it has done what it can. */
    private final Set<String> done = new ConcurrentSkipListSet<>();

    Proposer(LedgerView view, MarketContract contract, WalletIdentity representative, String channel) {
        super("proposer");
        this.view = view;
        this.contract = contract;
        this.representative = representative;
        this.channel = channel;
    }

    @Override
    public void start() {
        super.start();
        lookAtAll();
    }

    @EventListener
    void onStreamOpened(StreamOpened opened) {
        lookAtAll();
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        advanced.sessionId().ifPresent(sessionId -> {
            pending.add(sessionId);
            poke();
        });
    }

    private void lookAtAll() {
        view.all(RecordType.PHASE).stream()
                .filter(phase -> !phase.phase().isOver())
                .map(PhaseRecord::sessionId)
                .forEach(pending::add);
        poke();
    }

    @Override
    protected void look() {
        for (String sessionId : pending) {
            if (!done.contains(sessionId) && isProposing(sessionId)) {
                if (own(sessionId).noneMatch(ProposalRecord::isValid)) {
                    propose(view.session(sessionId).orElseThrow());
                }
                done.add(sessionId);
            }
            pending.remove(sessionId);
        }
    }

    private boolean isProposing(String sessionId) {
        return view.phase(sessionId)
                        .filter(phase -> phase.phase() == Phase.REVEAL && phase.closing())
                        .isPresent()
                && view.find(Keys.progress(sessionId), RecordType.PROGRESS)
                        .filter(progress -> progress.stage() == ProgressRecord.Stage.PROPOSE)
                        .isPresent();
    }

    private Stream<ProposalRecord> own(String sessionId) {
        return view.ofSession(RecordType.PROPOSAL, sessionId).stream()
                .filter(proposal -> proposal.mspId().equals(representative.mspId()));
    }

    private void propose(SessionRecord session) {
        SessionBook book = RevealedBook.of(session, view.ofSession(RecordType.ORDERS, session.sessionId()));
        Optional<JointSolver.Found> found = JointSolver.propose(book);
        if (found.isEmpty()) {
            log.warn("{}: no proposal is found; without another's its storages will be idle", session.sessionId());
            return;
        }
        ProposalRequests requests = requests(session, book, found.get());
        if (send(requests.head())) {
            for (ProposeSchedules chunk : requests.chunks()) {
                send(chunk);
            }
            prove(session.sessionId(), requests.head().revision());
        }
    }

    /** Under the revision of the open one where it is the same, else under the next. */
    private ProposalRequests requests(SessionRecord session, SessionBook book, JointSolver.Found found) {
        List<ProposalRecord> own = own(session.sessionId()).toList();
        int next = own.size() + 1;
        if (!own.isEmpty()) {
            ProposalRequests same = requests(session, book, found, own.size());
            if (same.head().head().equals(own.get(own.size() - 1).head())) {
                return same;
            }
        }
        return requests(session, book, found, next);
    }

    private ProposalRequests requests(SessionRecord session, SessionBook book, JointSolver.Found found, int revision) {
        return ProposalRequests.of(
                new ProposalRequests.Place(channel, session.sessionId(), revision),
                book.storageOrders(),
                found.proposal(),
                found.clearing().score());
    }

    private void prove(String sessionId, int revision) {
        boolean proven = false;
        for (int step = 0; !proven; step++) {
            SubmitOutcome outcome = contract.submit(representative, new ProveProposal(sessionId, revision, step));
            if (!(outcome instanceof Committed committed)) {
                throw new IllegalStateException("%s: the proof ended in %s".formatted(sessionId, outcome));
            }
            proven = Answer.read(committed.response()).done();
        }
        log.info("{}: proposal {} is proven", sessionId, revision);
    }

    /** Whether it was taken; false where another proposal is as good, or the window is over. */
    private boolean send(Request request) {
        SubmitOutcome outcome = contract.submit(representative, request);
        if (outcome instanceof Committed) {
            return true;
        }
        boolean late = outcome instanceof Refused refused
                && refused.refusal()
                        .filter(code -> code == Refusal.PROPOSAL_NOT_BETTER || code == Refusal.WRONG_PHASE)
                        .isPresent();
        if (!late) {
            throw new IllegalStateException("%s ended in %s".formatted(request.function(), outcome));
        }
        log.info("{}: {}", request.function(), outcome);
        return false;
    }
}
