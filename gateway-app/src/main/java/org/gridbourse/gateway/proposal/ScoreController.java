package org.gridbourse.gateway.proposal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.ProvenClearing;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.solver.DayScore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How well sessions with storage orders were cleared: who proposed, and what was reached of what could have been. */
@RestController
class ScoreController {
    private static final int MOST_KEPT = 50;

    private final LedgerView view;
    /** Scores do not change once a session is cleared. */
    private final Map<String, DayScore> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DayScore> eldest) {
            return size() > MOST_KEPT;
        }
    });

    ScoreController(LedgerView view) {
        this.view = view;
    }

    /**
     * How a session with storage orders was cleared; money is decimal text in currency units.
     *
     * @param proposals how many were valid
     * @param organisation whose won; null: none, or nothing to propose for
     * @param reached the least part of the possible saving that was reached, 0 to 1; null without a proposal
     * @param saved what all together are better off than each alone at the grid's tariff
     * @param missedAtMost by how much one planner could have done better at most
     * @param worseOffAlone who would have been better off without the market by more than what the rules tolerate
     * @param owners of storages
     */
    record Score(
            String sessionId,
            int proposals,
            String organisation,
            Integer revision,
            String hash,
            String reached,
            String saved,
            String missedAtMost,
            List<String> worseOffAlone,
            List<Owner> owners) {}

    /**
     * The owner of a storage.
     *
     * @param earned by its energy and its storage, at the session's prices
     * @param atMost what no other schedule could have exceeded
     * @param alone what it could have earned at the grid's tariff alone
     */
    record Owner(String participantId, String earned, String atMost, String alone) {}

    @GetMapping("/api/sessions/{sessionId}/score")
    Score score(@PathVariable("sessionId") String sessionId) {
        SessionRecord session =
                view.session(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
        Optional<ChoiceRecord> choice = view.find(Keys.choice(sessionId), RecordType.CHOICE);
        int valid = choice.map(ChoiceRecord::valid).orElse(0);
        Optional<Winner> winner = choice.flatMap(ChoiceRecord::winner);
        if (winner.isEmpty()) {
            return new Score(sessionId, valid, null, null, null, null, null, null, List.of(), List.of());
        }
        DayScore score = known.computeIfAbsent(sessionId, id -> compute(session, winner.get()));
        return score(sessionId, valid, winner.get(), score);
    }

    private static Score score(String sessionId, int valid, Winner winner, DayScore score) {
        return new Score(
                sessionId,
                valid,
                winner.mspId(),
                winner.revision(),
                winner.hash(),
                Decimals.thousandths(score.reachedPermille()),
                money(score.savedNano()),
                money(score.missedNano()),
                score.owners().stream()
                        .filter(owner -> owner.worseNano() > owner.atMostNano() - owner.earnedNano())
                        .map(DayScore.Owner::participantId)
                        .toList(),
                score.owners().stream()
                        .map(owner -> new Owner(
                                owner.participantId(),
                                money(owner.earnedNano()),
                                money(owner.atMostNano()),
                                money(owner.aloneNano())))
                        .toList());
    }

    private static String money(long nano) {
        return Decimals.exact(new Money(nano));
    }

    private DayScore compute(SessionRecord session, Winner winner) {
        String sessionId = session.sessionId();
        SessionBook book = RevealedBook.of(session, view.ofSession(RecordType.ORDERS, sessionId));
        ProposalRecord proposal = view.find(
                        Keys.proposal(sessionId, winner.mspId(), winner.revision()), RecordType.PROPOSAL)
                .orElseThrow();
        List<ProposalChunkRecord> chunks = view.ofSession(RecordType.CHUNK, sessionId).stream()
                .filter(chunk -> chunk.mspId().equals(winner.mspId()) && chunk.revision() == winner.revision())
                .toList();
        return DayScore.of(book, ProvenClearing.of(book, proposal.head(), chunks));
    }
}
