package org.gridbourse.market.storage;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * What both sides of one period want at the proposed price, in sums that can be carried from chunk to chunk.
 *
 * @param buy demand
 * @param sell supply
 */
public record PeriodSums(SideSum buy, SideSum sell) {
    public static final PeriodSums NONE = new PeriodSums(SideSum.NONE, SideSum.NONE);

    /**
     * One side.
     *
     * @param firmWh what must be filled whole [Wh]
     * @param atPriceWh what may be filled in part [Wh]
     * @param storages how many storage orders have something firm on this side: each can give way by one Wh
     */
    public record SideSum(long firmWh, long atPriceWh, int storages) {
        static final SideSum NONE = new SideSum(0, 0, 0);

        SideSum plus(SideSum other) {
            return new SideSum(
                    Math.addExact(firmWh, other.firmWh),
                    Math.addExact(atPriceWh, other.atPriceWh),
                    Math.addExact(storages, other.storages));
        }

        long allWh() {
            return Math.addExact(firmWh, atPriceWh);
        }
    }

    /**
     * What one storage order adds. At the end of the band the grid stands behind the longer side at the same price, so that
     * there nothing needs to be filled whole.
     */
    static PeriodSums of(OwnerPeriod.Position position, Tariff tariff, UnitPrice price) {
        UnitPrice end = position.side() == Side.BUY ? tariff.cap() : tariff.floor();
        SideSum sum = price.equals(end)
                ? new SideSum(0, position.allWh(), 0)
                : new SideSum(position.firmWh(), position.atLimitWh(), position.firmWh() > 0 ? 1 : 0);
        return NONE.plus(position.side(), sum);
    }

    /** What the step orders of a period add. */
    public static PeriodSums of(OrderBook book, UnitPrice price) {
        PeriodSums sums = NONE;
        for (Order order : book.orders()) {
            SideSum sum = new SideSum(
                    order.quantityBetter(price).wh(), order.quantityAt(price).wh(), 0);
            sums = sums.plus(order.side(), sum);
        }
        return sums;
    }

    public PeriodSums plus(PeriodSums other) {
        try {
            return new PeriodSums(buy.plus(other.buy), sell.plus(other.sell));
        } catch (ArithmeticException overflow) {
            throw new RefusedException(
                    Refusal.AMOUNT_OUT_OF_RANGE, "the orders of a period are beyond the range of 64 bits");
        }
    }

    PeriodSums plus(Side side, SideSum sum) {
        return plus(side == Side.BUY ? new PeriodSums(sum, SideSum.NONE) : new PeriodSums(SideSum.NONE, sum));
    }

    public SideSum of(Side side) {
        return side == Side.BUY ? buy : sell;
    }

    /** What is traded. */
    public long volumeWh() {
        return Math.min(buy.allWh(), sell.allWh());
    }

    /** By how many Wh storage orders of a side must give way. */
    public long excessWh(Side side) {
        return Math.max(0, of(side).firmWh() - volumeWh());
    }

    /** Refuses sums in which what must be traded whole finds no partner. */
    public void requireBalanced(int period) {
        for (Side side : Side.values()) {
            long excess = excessWh(side);
            if (excess > of(side).storages()) {
                throw new RefusedException(
                        Refusal.PROPOSAL_NOT_BALANCED,
                        "period %s: %s must trade %s Wh, the other side has %s; storage orders can give way by %s"
                                .formatted(
                                        period,
                                        side,
                                        of(side).firmWh(),
                                        of(side.other()).allWh(),
                                        of(side).storages()));
            }
        }
    }
}
