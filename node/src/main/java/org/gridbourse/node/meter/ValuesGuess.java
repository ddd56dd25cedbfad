package org.gridbourse.node.meter;

import java.util.Arrays;
import java.util.List;

/** Tells registers from energies of intervals by the numbers, where no header does. The result is said aloud. */
final class ValuesGuess {
    private static final double REGISTER_OVER_RISE = 10;
    private static final double CLEARLY_OVER_RISE = 30;
    private static final double RESET_SHARE = 0.1;
    private static final int FEW = 20;
    private static final int FEWEST_RISING = 6;

    private ValuesGuess() {}

    /** AUTO where the numbers do not tell. */
    static ReadOptions.Values of(List<Long> milliWh) {
        double[] values = milliWh.stream()
                .filter(each -> each != 0)
                .mapToDouble(Math::abs)
                .toArray();
        if (values.length < 2) {
            return ReadOptions.Values.AUTO;
        }
        int falls = 0;
        int resets = 0;
        int rises = 0;
        double[] rise = new double[values.length];
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[i - 1]) {
                rise[rises++] = values[i] - values[i - 1];
            } else if (values[i] < RESET_SHARE * values[i - 1]) {
                resets++;
            } else if (values[i] < values[i - 1]) {
                falls++;
            }
        }
        if (rises == 0) {
            // constant, or falling only: no register that counts
            return ReadOptions.Values.INTERVALS;
        }
        double ratio = Plausibility.median(values) / Plausibility.median(Arrays.copyOf(rise, rises));
        boolean rarelyFalls = falls <= values.length / FEW && resets <= Math.max(1, values.length / 10);
        if (rarelyFalls && (ratio > REGISTER_OVER_RISE || values.length >= FEWEST_RISING)) {
            return ReadOptions.Values.REGISTERS;
        }
        if (falls <= Math.max(1, values.length / 10) && ratio > CLEARLY_OVER_RISE) {
            return ReadOptions.Values.REGISTERS;
        }
        return falls + resets > 0 ? ReadOptions.Values.INTERVALS : ReadOptions.Values.AUTO;
    }
}
