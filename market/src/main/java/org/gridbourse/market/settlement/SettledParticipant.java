package org.gridbourse.market.settlement;

import java.util.Optional;
import org.gridbourse.market.credit.CreditChange;

/**
 * The outcome of a period for one participant.
 *
 * @param statement what it gets and pays
 * @param settlement the money moved
 * @param creditBefore credit score before
 * @param creditChange what the period does to its score as if the session had this one, empty without a trade
 */
public record SettledParticipant(
        Statement statement, Settlement settlement, int creditBefore, Optional<CreditChange> creditChange) {

    /** Credit score after the period, as if the session had this one. */
    public int creditAfter() {
        return creditChange.map(CreditChange::after).orElse(creditBefore);
    }
}
