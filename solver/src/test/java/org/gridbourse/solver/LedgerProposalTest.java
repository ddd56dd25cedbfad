package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.storage.SessionBook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger makes of proposals chunk by chunk is what the market's classes make of them as a whole. */
class LedgerProposalTest {

    @ParameterizedTest
    @CsvSource({"1,80000,120", "2,80000,7", "3,-20000,120", "4,-20000,5"})
    void fills_and_score_are_those_of_the_whole_though_it_came_in_chunks(int seed, long feedInMicro, int storages) {
        LedgerSession session = new LedgerSession(
                new Villages(seed, 24, "tou", 0).withFeedIn(feedInMicro).day(9, storages));
        SessionBook book = session.book();
        JointSolver.Found found = JointSolver.propose(book).orElseThrow();

        session.propose(book, found);
        session.clear(200);

        ProposalRecord proposal = session.get(Keys.proposal(LedgerSession.S, "GridMSP", 1), RecordType.PROPOSAL);
        assertThat(proposal.checked().score()).isEqualTo(found.clearing().score());
        assertThat(session.chunkKeys()).hasSize((storages + 99) / 100);
        for (int t = 0; t < book.periods(); t++) {
            assertThat(session.fills(t)).as("period %s", t).isEqualTo(fills(found, t));
        }
    }

    private static TreeMap<String, Energy> fills(JointSolver.Found found, int period) {
        TreeMap<String, Energy> fills = new TreeMap<>();
        for (Fill fill : found.clearing().periods().get(period).fills()) {
            if (!fill.filled().isZero()) {
                fills.put(fill.order().participantId(), fill.filled());
            }
        }
        return fills;
    }

    @Test
    @Tag("long")
    void a_thousand_storage_owners_of_a_day_in_quarter_hours_stay_within_what_a_transaction_carries() {
        LedgerSession session = new LedgerSession(new Villages(5, 96, "tou", 80_000).day(50, 1_000));
        SessionBook book = session.book();

        session.propose(book, JointSolver.propose(book).orElseThrow());
        session.clear(5_000);

        assertThat(session.chunkKeys()).hasSize(10);
        assertThat(session.mostChars).isLessThan(1_700_000);
    }
}
