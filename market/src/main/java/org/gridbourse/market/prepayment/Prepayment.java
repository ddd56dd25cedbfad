package org.gridbourse.market.prepayment;

import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/** What is locked for a trade before it is delivered (rulebook, section 3); of a void trade exactly that returns. */
public final class Prepayment {
    private static final int SPREAD_PART = 4;

    private Prepayment() {}

    /** The buyer's escrow: quantity x (P + G). */
    public static Money escrow(Trade trade, Tariff tariff) {
        return trade.price().plus(tariff.gridFee()).times(trade.quantity());
    }

    /** The seller's performance bond: rate x max(R - G - P, S / 4 rounded up) x quantity, rounded up. */
    public static Money performanceBond(BondRate rate, Trade trade, Tariff tariff) {
        UnitPrice replacement = tariff.cap().minus(trade.price());
        UnitPrice least = new UnitPrice(Proportion.ceil(tariff.spread().microPerKwh(), 1, SPREAD_PART));
        return rate.of(replacement.max(least).times(trade.quantity()));
    }
}
