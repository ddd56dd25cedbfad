package org.gridbourse.node.meter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells registers from energies of intervals by the numbers, where no header does. The result is said aloud. */
enum ValuesGuess {
    /** Hardly ever falls, and stands far above its rises. */
    REGISTERS,
    /** Never falls in the few values that there are. */
    PERHAPS_REGISTERS,
    /** Falls, and is no larger than its rises. */
    INTERVALS,
    /** Does not move, or too few values. */
    UNKNOWN;

    private static final double FAR_ABOVE_RISE = 30;
    private static final double ABOVE_RISE = 5;
    private static final double RESET_SHARE = 0.1;
    private static final int MANY = 20;
    private static final int ENOUGH = 4;

    static ValuesGuess of(List<Long> milliWh) {
        double[] values = milliWh.stream()
                .filter(each -> each != 0)
                .mapToDouble(Math::abs)
                .toArray();
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
            return falls + resets > 0 ? INTERVALS : UNKNOWN;
        }
        double ratio = Plausibility.median(values) / Plausibility.median(Arrays.copyOf(rise, rises));
        int few = Math.max(1, values.length / 10);
        boolean farAbove = ratio > FAR_ABOVE_RISE && falls <= few && resets <= few;
        boolean rarelyFalls = falls <= values.length / MANY && resets <= few;
        if (farAbove || (rarelyFalls && values.length >= MANY)) {
            return REGISTERS;
        }
        if (falls + resets == 0) {
            return ratio > ABOVE_RISE || values.length >= ENOUGH ? PERHAPS_REGISTERS : UNKNOWN;
        }
        return INTERVALS;
    }

    /** What several series of one file are together; empty where they contradict each other or nothing tells. */
    static Optional<ReadOptions.Values> together(List<ValuesGuess> guesses) {
        boolean registers = guesses.contains(REGISTERS);
        boolean intervals = guesses.contains(INTERVALS);
        if (registers && intervals) {
            return Optional.empty();
        }
        if (intervals) {
            return Optional.of(ReadOptions.Values.INTERVALS);
        }
        return registers || guesses.contains(PERHAPS_REGISTERS)
                ? Optional.of(ReadOptions.Values.REGISTERS)
                : Optional.empty();
    }
}
