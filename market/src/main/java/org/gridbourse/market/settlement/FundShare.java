package org.gridbourse.market.settlement;

import java.util.List;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.Proportion;
import org.gridbourse.market.tariff.Tariff;

/**
 * The fund, shared when a session is closed among all that revealed and prepaid, by delivered contract Wh; the rest stays
 * for the next session.
 *
 * @param fund what there is before anybody gets a share, not negative
 * @param delivered delivered contract Wh of all that share
 */
public record FundShare(Money fund, Energy delivered) {
    private static final int SPREAD_PART = 4;

    /**
     * What one of them gets: its part of the fund, rounded down, and no more than a quarter of S per delivered Wh, rounded
     * down once.
     *
     * @param own its delivered contract Wh per period
     */
    public Money of(List<Delivered> own) {
        Energy energy = Energy.ZERO;
        Money spreads = Money.ZERO;
        for (Delivered period : own) {
            energy = energy.plus(period.energy());
            spreads = spreads.plus(period.tariff().spread().times(period.energy()));
        }
        if (energy.isZero()) {
            return Money.ZERO;
        }
        Money part = new Money(Proportion.floor(fund.nano(), energy.wh(), delivered.wh()));
        return part.min(new Money(spreads.nano() / SPREAD_PART));
    }

    /** Contract Wh that were delivered or taken in a period with this tariff. */
    public record Delivered(Energy energy, Tariff tariff) {}
}
