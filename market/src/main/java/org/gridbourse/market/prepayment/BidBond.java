package org.gridbourse.market.prepayment;

import java.util.List;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.tariff.Tariff;

/**
 * The bid bond of a participant for a session (rulebook, sections 3 and 4): at commit for the money that it declares,
 * after the reveal for what its orders risk, after clearing for what its partners would lose. Always max(rate, 100 %),
 * rounded up, once per session: walking away never costs less than keeping the word.
 */
public final class BidBond {
    private BidBond() {}

    /** max(rate, 100 %) x declared money. */
    public static Money atCommit(BondRate rate, Money declared) {
        return rate.atLeastWhole().of(declared);
    }

    /** max(rate, 100 %) x what the opened orders put at stake: sum of quantity x S. */
    public static Money afterReveal(BondRate rate, Money atStake) {
        return rate.atLeastWhole().of(atStake);
    }

    /** max(rate, 100 %) x what the partners would lose by a default, exactly. */
    public static Money afterClearing(BondRate rate, List<Match> matches) {
        Money loss = Money.ZERO;
        for (Match match : matches) {
            loss = loss.plus(match.lossOfPartner());
        }
        return rate.atLeastWhole().of(loss);
    }

    /** Sum of quantity x S: the least that a schedule must declare. */
    public static Money atRisk(List<PeriodQuantity> orders) {
        Money atRisk = Money.ZERO;
        for (PeriodQuantity order : orders) {
            atRisk = atRisk.plus(order.tariff().spread().times(order.energy()));
        }
        return atRisk;
    }

    /**
     * Energy asked or bid in a period.
     *
     * @param energy how much
     * @param tariff of the period
     */
    public record PeriodQuantity(Energy energy, Tariff tariff) {}

    /**
     * What of an order is matched in a period.
     *
     * @param side of the order
     * @param energy how much
     * @param price clearing price, within the tariff's limits
     * @param tariff of the period
     */
    public record Match(Side side, Energy energy, UnitPrice price, Tariff tariff) {

        /** Of a buyer's partner P - F per Wh, of a seller's R - G - P. */
        Money lossOfPartner() {
            UnitPrice perWh = side == Side.BUY
                    ? price.minus(tariff.feedIn())
                    : tariff.cap().minus(price);
            return perWh.times(energy);
        }
    }
}
