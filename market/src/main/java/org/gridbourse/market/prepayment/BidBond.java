package org.gridbourse.market.prepayment;

import java.util.List;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;

/**
 * The bid bond of a participant for a session (rulebook, section 1): at commit for what it may ask or bid at most, after
 * the reveal for what it does, after clearing for what is matched. Always rounded up, once per session.
 */
public final class BidBond {
    private BidBond() {}

    /** max(rate, 100 %) x declared maximum x sum of S over the periods that take orders. */
    public static Money atCommit(BondRate rate, Energy declaredMax, List<Tariff> tariffs) {
        UnitPrice spreads = UnitPrice.ZERO;
        for (Tariff tariff : tariffs) {
            spreads = tariff.takesOrders() ? spreads.plus(tariff.spread()) : spreads;
        }
        return rate.atLeastWhole().of(spreads.times(declaredMax));
    }

    /** max(rate, 100 %) x sum of quantity x S, of an order schedule or of what is matched of it. */
    public static Money ofQuantities(BondRate rate, List<PeriodQuantity> quantities) {
        Money atRisk = Money.ZERO;
        for (PeriodQuantity quantity : quantities) {
            atRisk = atRisk.plus(quantity.tariff().spread().times(quantity.energy()));
        }
        return rate.atLeastWhole().of(atRisk);
    }

    /**
     * Energy asked, bid or matched in a period.
     *
     * @param energy how much
     * @param tariff of the period
     */
    public record PeriodQuantity(Energy energy, Tariff tariff) {}
}
