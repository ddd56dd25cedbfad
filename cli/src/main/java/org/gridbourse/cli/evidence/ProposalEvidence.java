package org.gridbourse.cli.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.ProvenClearing;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.solver.DayScore;

/**
 * How sessions with storage orders were cleared.
 *
 * @param proposals as last recorded
 * @param chunks their schedules, as last recorded
 * @param choices which one won, one per session
 */
public record ProposalEvidence(
        List<ProposalRecord> proposals, List<ProposalChunkRecord> chunks, List<ChoiceRecord> choices) {
    public ProposalEvidence {
        proposals = List.copyOf(proposals);
        chunks = List.copyOf(chunks);
        choices = List.copyOf(choices);
    }

    /** What was chosen in a session; empty where there was nothing to choose. */
    public Optional<ChoiceRecord> choice(String sessionId) {
        return choices.stream()
                .filter(choice -> choice.sessionId().equals(sessionId))
                .findFirst();
    }

    /** What a session reached; empty where no proposal cleared it, or what stands there does not prove itself. */
    public Optional<DayScore> score(SessionRecord session, Collection<OrdersRecord> orders) {
        String sessionId = session.sessionId();
        List<OrdersRecord> revealed = orders.stream()
                .filter(each -> each.sessionId().equals(sessionId))
                .toList();
        return choice(sessionId).flatMap(ChoiceRecord::winner).flatMap(winner -> score(session, revealed, winner));
    }

    private Optional<DayScore> score(SessionRecord session, List<OrdersRecord> revealed, Winner winner) {
        SessionBook book = RevealedBook.of(session, revealed);
        List<ProposalChunkRecord> won = chunks.stream()
                .filter(chunk -> chunk.sessionId().equals(session.sessionId())
                        && chunk.mspId().equals(winner.mspId())
                        && chunk.revision() == winner.revision())
                .toList();
        try {
            return proposals.stream()
                    .filter(proposal -> proposal.sessionId().equals(session.sessionId())
                            && proposal.mspId().equals(winner.mspId())
                            && proposal.revision() == winner.revision())
                    .findFirst()
                    .map(proposal -> DayScore.of(book, ProvenClearing.of(book, proposal.head(), won)));
        } catch (RefusedException unproven) {
            // the audit has found it and says so
            return Optional.empty();
        }
    }
}
