package org.gridbourse.market.settlement;

import java.util.Optional;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;

/**
 * What is known of a participant when one period is settled.
 *
 * @param participantId who
 * @param balances wallet and arrears before
 * @param bond performance bond for the period
 * @param credit score before
 * @param tieLine L
 * @param metered what all its meters measured, empty where no reading came
 */
public record ParticipantPeriod(
        String participantId,
        Balances balances,
        Money bond,
        CreditScore credit,
        Energy tieLine,
        Optional<MeteredEnergy> metered) {
    public ParticipantPeriod {
        if (bond.isNegative()) {
            throw new IllegalArgumentException("bond (%s) must not be negative".formatted(bond));
        }
    }
}
