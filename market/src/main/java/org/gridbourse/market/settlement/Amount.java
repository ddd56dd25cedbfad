package org.gridbourse.market.settlement;

import java.util.Optional;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Money;

/**
 * One line of a statement: what a participant gets (positive) or pays (negative), and for what.
 *
 * @param reason for what
 * @param money how much
 * @param tradeId the trade that it is for, empty where it is for none
 */
public record Amount(Reason reason, Money money, Optional<String> tradeId) {

    /** Whether the buyer has prepaid it: the price of a contract, to either side, and the grid fee. */
    boolean isPaidFromEscrow() {
        return reason == Reason.DELIVERED || reason == Reason.CONTRACT || reason == Reason.GRID_FEE;
    }
}
