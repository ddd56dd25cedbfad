package org.gridbourse.market.settlement;

import java.util.Optional;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;

/**
 * What is known of a participant when one period is settled.
 *
 * @param participantId who
 * @param balances wallet and arrears before
 * @param bond performance bond for the period
 * @param credit score before
 * @param limit L
 * @param metered what all its meters measured, empty where no reading came
 */
public record ParticipantPeriod(
        String participantId,
        Balances balances,
        Money bond,
        CreditScore credit,
        Energy limit,
        Optional<MeteredEnergy> metered) {
    public ParticipantPeriod {
        if (bond.isNegative()) {
            throw new IllegalArgumentException("bond (%s) must not be negative".formatted(bond));
        }
    }

    /** What is settled: measured, or the estimate that costs it more. */
    PeriodEnergy energy(Contract contract, Tariff tariff) {
        return PeriodEnergy.of(metered.orElseGet(() -> Estimate.of(contract, MeteredEnergy.NONE, tariff)));
    }

    /** What it brings into the pool. */
    PoolOffer offer(Deviation deviation, Tariff tariff) {
        return metered.isPresent() ? PoolBudget.of(balances).offer(deviation, tariff) : PoolOffer.NOTHING;
    }
}
