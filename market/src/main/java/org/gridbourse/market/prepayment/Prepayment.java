package org.gridbourse.market.prepayment;

import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** What is locked for a trade before it is delivered (rulebook, section 6); of a void trade exactly that returns. */
public final class Prepayment {
    private static final int SPREAD_PART = 4;

    private Prepayment() {}

    /** The buyer's escrow: quantity x (P + G + max(0, -F)); where F is negative, what it does not take costs it too. */
    public static Money escrow(Trade trade, Tariff tariff) {
        UnitPrice notTaken = UnitPrice.ZERO.minus(tariff.feedIn()).max(UnitPrice.ZERO);
        return trade.price().plus(tariff.gridFee()).plus(notTaken).times(trade.quantity());
    }

    /**
     * The seller's performance bond: quantity x max(rate x max(R - G - P, S / 4 rounded up), R - G - P), rounded up.
     * Whatever the class, what not delivering costs is pledged whole.
     */
    public static Money performanceBond(BondRate rate, Trade trade, Tariff tariff) {
        UnitPrice replacement = tariff.cap().minus(trade.price());
        UnitPrice least = new UnitPrice(Proportion.ceil(tariff.spread().microPerKwh(), 1, SPREAD_PART));
        return rate.of(replacement.max(least).times(trade.quantity())).max(replacement.times(trade.quantity()));
    }
}
