package org.gridbourse.market.bill;

import java.util.Optional;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * One amount of a bill's period; the parts of a line add up to its net.
 *
 * @param kind what it is for
 * @param trade the contract; empty where it is for none in particular
 * @param energy that it is for; zero for {@code OTHER_TRADES}
 * @param price of that energy; empty where it is no single one
 * @param amount paid negative, received positive
 */
public record BillPart(Kind kind, Optional<Trade> trade, Energy energy, Optional<UnitPrice> price, Money amount) {

    /** What an amount is for. */
    public enum Kind {
        /** A contract to sell, whole, at its price. */
        SOLD,
        /** A contract to buy, whole, at its price. */
        BOUGHT,
        /** The wires, for what was taken of contracts. */
        GRID_FEE,
        /** What was sold and not delivered, brought by other peers. */
        NOT_DELIVERED_FROM_PEERS,
        /** What was sold and not delivered, brought by the grid. */
        NOT_DELIVERED_FROM_GRID,
        /** Missing energy without a contract, from peers who had some over, wires included. */
        MISSING_FROM_PEERS,
        /** Missing energy without a contract, from the grid. */
        MISSING_FROM_GRID,
        /** What was bought and not taken, taken by other peers. */
        NOT_TAKEN_TO_PEERS,
        /** What was bought and not taken, taken by the grid. */
        NOT_TAKEN_TO_GRID,
        /** Energy over, to peers who lacked some. */
        EXTRA_TO_PEERS,
        /** Energy over, to the grid. */
        EXTRA_TO_GRID,
        /** The wires between its own connection points. */
        BETWEEN_POINTS,
        /** Import of which only the sum over a gap is known. */
        GAP_IMPORT,
        /** Export of which only the sum over a gap is known. */
        GAP_EXPORT,
        /** What trades of sessions that add to this one changed. */
        OTHER_TRADES
    }
}
