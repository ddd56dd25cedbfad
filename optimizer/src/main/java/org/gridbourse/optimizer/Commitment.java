package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Energy already traded, as mean power per step of the whole day: bought positive, sold negative.
 *
 * <p>What was agreed is paid for already. The plan's cost therefore counts only the deviation from it: import beyond
 * the commitment at the step's buy price, import short of it earns the sell price, exactly as the market settles.
 */
public record Commitment(List<Double> netKw) {
    public Commitment {
        netKw = List.copyOf(netKw);
        netKw.forEach(power -> Checks.finite("netKw", power));
    }

    /** From whole Wh per step, as trades are booked. */
    public static Commitment ofWh(long[] netWh, double stepHours) {
        List<Double> powers = new ArrayList<>(netWh.length);
        for (long energy : netWh) {
            powers.add(energy / (1000 * stepHours));
        }
        return new Commitment(powers);
    }
}
