package org.gridbourse.market.settlement;

import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.tariff.Tariff;

/**
 * What meters are taken to have measured that are silent at the deadline: what costs their participant more. An estimate
 * moves money and no energy; when the session is CLOSED, one still open becomes {@link MeteredEnergy#NONE}.
 */
public final class Estimate {
    private Estimate() {}

    /**
     * Of all silent meters of a participant together.
     *
     * @param contract of the participant
     * @param measured what its other meters measured, which counts
     * @param tariff of the period
     */
    public static MeteredEnergy of(Contract contract, MeteredEnergy measured, Tariff tariff) {
        boolean takingNothingCostsMore = tariff.feedIn().plus(tariff.gridFee()).isNegative();
        Energy rest = contract.netBought().above(measured.netImported());
        return takingNothingCostsMore ? MeteredEnergy.NONE : new MeteredEnergy(rest, Energy.ZERO);
    }
}
