package org.gridbourse.market.credit;

import java.util.List;
import org.gridbourse.market.quantity.Energy;

/**
 * What a participant contracted and missed in a session. Periods with an outage or a curtailment declared by the
 * operator do not count and are not in it.
 *
 * @param tieLine L of the participant
 * @param periods periods of the session that count, with or without a trade of the participant
 * @param contracts one per period in which the participant had trades that are not void
 */
public record SessionDelivery(Energy tieLine, int periods, List<PeriodDelivery> contracts) {
    public SessionDelivery {
        contracts = List.copyOf(contracts);
        if (contracts.size() > periods) {
            throw new IllegalArgumentException(
                    "contracts (%s) must not be more than periods (%s)".formatted(contracts.size(), periods));
        }
    }

    /**
     * One period of it.
     *
     * @param contracted c, above zero
     * @param missed s or u, at most c
     * @param estimated whether a reading never came
     */
    public record PeriodDelivery(Energy contracted, Energy missed, boolean estimated) {
        public PeriodDelivery {
            if (missed.compareTo(contracted) > 0) {
                throw new IllegalArgumentException(
                        "missed (%s) must not exceed contracted (%s)".formatted(missed, contracted));
            }
        }
    }
}
