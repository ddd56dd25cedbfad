package org.gridbourse.market.transaction;

import java.util.Optional;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.storage.ClearedPeriod;

/**
 * How the periods of a session are cleared: each by itself, or, where a proposal won, all as it says. Without one the
 * storages are idle.
 */
final class PeriodClearings {
    private final Transaction transaction;
    private final SessionRecord session;
    private final Optional<Winner> winner;
    private final RevealedOrders orders;
    /** Known once the orders have been read. */
    private ProposedPeriods proposed;

    PeriodClearings(Transaction transaction, SessionRecord session) {
        this.transaction = transaction;
        this.session = session;
        this.winner = ProposalWindow.choice(transaction, session.sessionId()).flatMap(ChoiceRecord::winner);
        this.orders = new RevealedOrders(transaction, session, winner.isEmpty());
    }

    private ProposedPeriods proposed(Winner by) {
        if (proposed == null) {
            StorageBook book = new StorageBook(
                    transaction,
                    ProposalWindow.of(transaction, session.sessionId()).orElseThrow());
            ProposalRecord proposal = transaction
                    .find(Keys.proposal(session.sessionId(), by.mspId(), by.revision()), RecordType.PROPOSAL)
                    .orElseThrow();
            proposed = new ProposedPeriods(
                    session, proposal.head().pricesMicroPerKwh(), orders.storageOrders(), book.chunks(proposal));
        }
        return proposed;
    }

    /** A period; they are asked for in their order. */
    ClearingResult of(int period) {
        OrderBook book = orders.book(period);
        if (winner.isEmpty() || !session.tariffs().get(period).takesOrders()) {
            return Clearing.clear(book);
        }
        ClearedPeriod cleared = proposed(winner.get()).period(period, book).clear();
        return new ClearingResult(
                new Energy(cleared.volumeWh()),
                cleared.price().filter(price -> cleared.volumeWh() > 0).map(price -> new Equilibrium(price, price)),
                cleared.fills(),
                cleared.trades());
    }
}
