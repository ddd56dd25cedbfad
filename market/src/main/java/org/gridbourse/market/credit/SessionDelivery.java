package org.gridbourse.market.credit;

import java.util.List;
import org.gridbourse.market.quantity.Energy;

/**
 * What a participant contracted and missed in a session, or in those of its periods that count.
 *
 * @param limit L of the participant
 * @param minutes length of the session [min], above zero; beyond a day it counts as a day
 * @param periods periods of the session that count, with or without a trade of the participant
 * @param contracts one per period in which the participant had a contract
 * @param unmeasured periods that are estimated or unmeasured when the session is closed, contract or not
 */
public record SessionDelivery(Energy limit, long minutes, int periods, List<PeriodDelivery> contracts, int unmeasured) {
    private static final long MINUTES_PER_DAY = 1_440;

    public SessionDelivery {
        contracts = List.copyOf(contracts);
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes (%s) must be above zero".formatted(minutes));
        }
        if (contracts.size() > periods || unmeasured > periods) {
            throw new IllegalArgumentException("contracts (%s) and unmeasured (%s) must not be more than periods (%s)"
                    .formatted(contracts.size(), unmeasured, periods));
        }
    }

    /** H: the length of the session, at most a day [min]. */
    static long countedMinutes(long minutes) {
        return Math.min(minutes, MINUTES_PER_DAY);
    }

    /**
     * One period of it.
     *
     * @param contracted |c|, above zero
     * @param missed what of it was not delivered or not taken, whether it met a peer or not
     */
    public record PeriodDelivery(Energy contracted, Energy missed) {
        public PeriodDelivery {
            if (missed.compareTo(contracted) > 0) {
                throw new IllegalArgumentException(
                        "missed (%s) must not exceed contracted (%s)".formatted(missed, contracted));
            }
        }

        /** Dl of the period. */
        Energy delivered() {
            return contracted.minus(missed);
        }
    }
}
