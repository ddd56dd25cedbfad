package org.gridbourse.market.settlement;

import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Money;

/**
 * The money of a statement, moved: out of escrow and bond when it is first written, as differences with the grid when
 * it is corrected. What met a peer goes through the grid's cash, which all its payments and receipts leave as it was but
 * for the grid fee and the fund's part. What comes in is posted before what goes out, so that nothing becomes arrears that the same period
 * pays for.
 *
 * @param journal the postings
 * @param balances the participant's wallet and arrears after them
 */
public record Settlement(Journal journal, Balances balances) {

    /**
     * Settles a period for one participant. A seller's statement empties its buyers' escrow of the price, a buyer's its
     * own escrow of the grid fee; the rest of a bond returns.
     *
     * @param statement of the participant
     * @param before its wallet and arrears
     * @param bond its performance bond for this period, not negative
     */
    public static Settlement first(Statement statement, Balances before, Money bond) {
        SettlementWriter writer = new SettlementWriter(statement.participantId(), before);
        writer.emptyEscrow(statement);
        writer.exchangeWithGrid(
                statement.amounts().stream()
                        .filter(amount -> !amount.isPaidFromEscrow())
                        .toList(),
                bond);
        writer.payFund(statement.toFund());
        return writer.settlement();
    }

    /**
     * Corrects a settled period for one participant by the differences of two statements. Escrow and bond are long
     * empty: the grid, which had stood in, gets back or pays.
     *
     * @param written the statement as settled or last corrected
     * @param corrected the statement by the new reading, for the same contract, tariff and pooled energy
     * @param before the participant's wallet and arrears now
     */
    public static Settlement correction(Statement written, Statement corrected, Balances before) {
        if (!written.corrected(corrected.energy()).equals(corrected)) {
            throw new IllegalArgumentException("a correction of %s must keep its contract, tariff and what met peers"
                    .formatted(written.participantId()));
        }
        SettlementWriter writer = new SettlementWriter(written.participantId(), before);
        writer.exchangeWithGrid(StatementLines.differences(written, corrected), Money.ZERO);
        return writer.settlement();
    }
}
