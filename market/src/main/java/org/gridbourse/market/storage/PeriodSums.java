package org.gridbourse.market.storage;

import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.Side;

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
    void requireBalanced(int period) {
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
