package org.gridbourse.market.bill;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.Unmeasured;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * One period of a bill.
 *
 * @param statement in its last revision
 * @param tariff of the period
 * @param price of the contract; empty without one, where all its trades became void, and where they have several
 * @param trades the contract: those that are not void, ascending
 */
public record BillLine(StatementRecord statement, Tariff tariff, Optional<UnitPrice> price, List<Trade> trades) {
    public BillLine {
        trades = List.copyOf(trades);
    }

    /** The energies and prices that the net is made of; their amounts add up to it. */
    public List<BillPart> parts() {
        return BillParts.of(this);
    }

    /** What the period cost (negative) or brought. */
    public Money net() {
        return statement.figures().net();
    }

    /** What the same metered energy would have cost or brought with the grid alone. */
    public Money gridOnly() {
        Unmeasured unmeasured = statement.settled().energy().unmeasured();
        return tariff.gridOnly(
                        statement.figures().metered().imported(),
                        statement.figures().metered().exported())
                .plus(unmeasured.revenue())
                .minus(unmeasured.cost());
    }

    /** What the market was worth beside the grid alone; negative where it cost more. */
    public Money saved() {
        return net().minus(gridOnly());
    }

    /** Of two statements of one participant and period the one that counts. */
    static StatementRecord later(StatementRecord one, StatementRecord other) {
        return other.revision() > one.revision() ? other : one;
    }
}
