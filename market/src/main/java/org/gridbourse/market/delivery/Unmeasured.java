package org.gridbourse.market.delivery;

import java.util.List;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * Energy of which only the sum over several periods, or over time that was skipped, is known. It fills no contract and
 * meets no peer: until the single readings come, all its imports cost the highest R and all its exports earn the lowest
 * F of the periods that it covers, import and export each for itself. So no choice of true readings is better than all
 * of them.
 *
 * @param energy what flowed, gross
 * @param cost what the imports cost; negative where even the highest R is
 * @param revenue what the exports earn; negative where the lowest F is
 */
public record Unmeasured(MeteredEnergy energy, Money cost, Money revenue) {
    public static final Unmeasured NONE = new Unmeasured(MeteredEnergy.NONE, Money.ZERO, Money.ZERO);

    /** The energy of one meter over the periods with these tariffs, of which there is at least one. */
    public static Unmeasured over(List<Tariff> covered, MeteredEnergy energy) {
        UnitPrice retail = covered.get(0).retail();
        UnitPrice feedIn = covered.get(0).feedIn();
        for (Tariff tariff : covered) {
            retail = retail.max(tariff.retail());
            feedIn = feedIn.min(tariff.feedIn());
        }
        return new Unmeasured(energy, retail.times(energy.imported()), feedIn.times(energy.exported()));
    }

    /** Of several meters, each with its own gap. */
    public Unmeasured plus(Unmeasured other) {
        return new Unmeasured(energy.plus(other.energy), cost.plus(other.cost), revenue.plus(other.revenue));
    }

    public boolean isNone() {
        return energy.imported().equals(Energy.ZERO) && energy.exported().equals(Energy.ZERO);
    }
}
