package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalChunkRecord.Proof;
import org.gridbourse.market.record.ProposalChunkRecord.Run;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.ProposalRecord.Checked;
import org.gridbourse.market.record.ProposalRecord.Status;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.request.ProposeClearing;
import org.gridbourse.market.request.ProposeSchedules;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.PeriodSums;
import org.gridbourse.market.storage.StorageCheck;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * Proposals for clearing a session that has storage orders: a head with prices and claimed score, chunks of schedules that
 * are checked one by one, and at last the check of the whole. Whoever represents an organisation may put one.
 */
public final class Proposals {
    private Proposals() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(ProposeClearing.FUNCTION, "ClearingProposed", ProposeClearing::read, Proposals::propose),
                new Action<>(
                        ProposeSchedules.FUNCTION, "SchedulesProposed", ProposeSchedules::read, Proposals::schedules),
                new Action<>(ProveProposal.FUNCTION, "ProposalProven", ProveProposal::read, Proposals::prove));
    }

    private static JsonObject.Builder propose(Transaction transaction, ProposeClearing request) {
        Access.requireRepresentative(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        String mspId = transaction.invocation().caller().mspId();
        ProposalRecord wanted = new ProposalRecord(
                request.sessionId(),
                mspId,
                request.revision(),
                CanonicalBytes.proposalHash(transaction.invocation().channel(), request.sessionId(), request.head()),
                request.head(),
                Status.OPEN,
                Checked.NOTHING);
        Optional<ProposalRecord> existing = transaction.find(wanted.key(), RecordType.PROPOSAL);
        if (existing.isPresent()) {
            Require.that(
                    existing.get().hash().equals(wanted.hash()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "revision %s is another proposal",
                    request.revision());
            return answer(existing.get());
        }
        WindowRecord window = ProposalWindow.requireOpen(transaction, request.sessionId());
        List<ProposalRecord> all = ProposalWindow.proposals(transaction, request.sessionId());
        Optional<ProposalRecord> last =
                all.stream().filter(proposal -> proposal.mspId().equals(mspId)).reduce((earlier, later) -> later);
        int next = last.map(ProposalRecord::revision).orElse(0) + 1;
        Require.that(request.revision() == next, Refusal.REVISION_OUT_OF_ORDER, "the next revision is %s", next);
        JointClearing.requirePrices(session.tariffs(), request.head().pricesMicroPerKwh());
        Require.that(
                request.head().chunkHashes().size() == window.chunks(),
                Refusal.PROPOSAL_INCOMPLETE,
                "it has %s chunks, %s storage orders make %s",
                request.head().chunkHashes().size(),
                window.storageOrders(),
                window.chunks());
        ProposalWindow.best(all).ifPresent(best -> requireBetter(wanted, best));
        last.filter(ProposalRecord::isOpen).ifPresent(open -> transaction.put(open.with(Status.REPLACED)));
        transaction.put(wanted);
        return answer(wanted);
    }

    private static void requireBetter(ProposalRecord wanted, ProposalRecord best) {
        Require.that(
                wanted.isBetterThan(best),
                Refusal.PROPOSAL_NOT_BETTER,
                "its score is %s nano, the best one of %s has %s",
                wanted.head().score().totalNano(),
                best.mspId(),
                best.head().score().totalNano());
    }

    private static JsonObject.Builder schedules(Transaction transaction, ProposeSchedules request) {
        Access.requireRepresentative(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        String mspId = transaction.invocation().caller().mspId();
        Optional<ProposalChunkRecord> existing = transaction.find(
                Keys.proposalChunk(request.sessionId(), mspId, request.revision(), request.chunk()), RecordType.CHUNK);
        if (existing.isPresent()) {
            Require.that(
                    existing.get().schedules().equals(request.storage()),
                    Refusal.CONFLICTING_DUPLICATE,
                    "chunk %s is another",
                    request.chunk());
            return Action.answer(existing.get());
        }
        WindowRecord window = ProposalWindow.requireOpen(transaction, request.sessionId());
        ProposalRecord proposal = ProposalWindow.requireOpen(transaction, request.sessionId(), request.revision());
        requireHashed(transaction, request, proposal);
        List<StorageOrder> orders = new StorageBook(transaction, window).ofChunk(request.chunk(), session.periods());
        JointClearing.requireScheduleEach(orders, request.storage());
        ProposalChunkRecord record = check(session, proposal, request, orders);
        transaction.put(record);
        return Action.answer(record);
    }

    private static void requireHashed(Transaction transaction, ProposeSchedules request, ProposalRecord proposal) {
        List<String> hashes = proposal.head().chunkHashes();
        Require.that(
                request.chunk() < hashes.size(),
                Refusal.PROPOSAL_CHUNK_MISMATCH,
                "the proposal has chunks 0..%s, not %s",
                hashes.size() - 1,
                request.chunk());
        String hash = CanonicalBytes.chunkHash(
                transaction.invocation().channel(), request.sessionId(), request.chunk(), request.storage());
        Require.that(
                hashes.get(request.chunk()).equals(hash),
                Refusal.PROPOSAL_CHUNK_MISMATCH,
                "chunk %s hashes to %s, the proposal says %s",
                request.chunk(),
                hash,
                hashes.get(request.chunk()));
    }

    private static ProposalChunkRecord check(
            SessionRecord session, ProposalRecord proposal, ProposeSchedules request, List<StorageOrder> orders) {
        List<Long> prices = proposal.head().pricesMicroPerKwh();
        StorageCheck check = new StorageCheck(session.tariffs(), prices);
        boolean proves = ProposalCheck.periodsWithRest(session, prices).isEmpty();
        long[] unknownWh = new long[session.periods()];
        List<Run> runs = new ArrayList<>(orders.size());
        List<PeriodSums> sums = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            StorageSchedule schedule = request.storage().get(i);
            sums = plus(sums, check.sums(orders.get(i), schedule));
            runs.add(new Run(
                    schedule,
                    proves ? Optional.of(proof(check.prove(orders.get(i), schedule, unknownWh))) : Optional.empty()));
        }
        return new ProposalChunkRecord(
                proposal.sessionId(), proposal.mspId(), proposal.revision(), request.chunk(), runs, sums);
    }

    static Proof proof(CheckedStorage checked) {
        return new Proof(checked.profitNano(), checked.boundNano());
    }

    /** Sums period by period; nothing and something is something. */
    static List<PeriodSums> plus(List<PeriodSums> some, List<PeriodSums> more) {
        if (some.isEmpty()) {
            return more;
        }
        List<PeriodSums> sums = new ArrayList<>(more.size());
        for (int t = 0; t < more.size(); t++) {
            sums.add(some.get(t).plus(more.get(t)));
        }
        return sums;
    }

    private static JsonObject.Builder prove(Transaction transaction, ProveProposal request) {
        Access.requireRepresentative(transaction);
        SessionRecord session = transaction.session(request.sessionId());
        String mspId = transaction.invocation().caller().mspId();
        Optional<ProposalRecord> existing =
                transaction.find(Keys.proposal(request.sessionId(), mspId, request.revision()), RecordType.PROPOSAL);
        if (existing.isPresent() && request.step() < existing.get().checked().step()) {
            return answer(existing.get());
        }
        WindowRecord window = ProposalWindow.requireOpen(transaction, request.sessionId());
        ProposalRecord proposal = ProposalWindow.requireOpen(transaction, request.sessionId(), request.revision());
        Require.that(
                request.step() == proposal.checked().step(),
                Refusal.STEP_OUT_OF_ORDER,
                "the next step is %s, not %s",
                proposal.checked().step(),
                request.step());
        ProposalRecord checked = new ProposalCheck(transaction, session, window, proposal).step();
        transaction.put(checked);
        return answer(checked);
    }

    private static JsonObject.Builder answer(ProposalRecord proposal) {
        return Action.answer(proposal)
                .put("hash", proposal.hash())
                .put("status", proposal.status().name())
                .put("step", proposal.checked().step())
                .put("done", proposal.isValid());
    }
}
