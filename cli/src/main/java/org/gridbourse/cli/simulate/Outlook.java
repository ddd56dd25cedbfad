package org.gridbourse.cli.simulate;

/**
 * What is left of a day as its owner expects it when its beginning has been measured: generation goes on being as strong
 * against its forecast as it was in the last hours, consumption as far beside it, both less and less with time.
 */
final class Outlook {
    private static final double HOURS = 24;
    /** What was measured longer ago says nothing. */
    private static final double LOOKS_BACK_HOURS = 3;

    private static final double CLOUDS_STAY_HOURS = 6;
    private static final double LOAD_STAYS_HOURS = 2;
    private static final double LOAD_SHARE = 0.5;
    private static final double STRONGEST = 2;
    /** Generation below this in the hours looked at says nothing [Wh]. */
    private static final long DARK_WH = 100;

    private Outlook() {}

    /** Consumption less generation [Wh] of all periods: measured before {@code known}, expected from there on. */
    static long[] netWh(HouseholdDay day, int known) {
        long[] net = day.expectedWh().clone();
        System.arraycopy(day.measuredWh(), 0, net, 0, known);
        double perHour = net.length / HOURS;
        int first = Math.max(0, known - (int) Math.round(LOOKS_BACK_HOURS * perHour));
        if (known == first) {
            return net;
        }
        double strength = strength(day.generation(), first, known);
        double besideWh = besideWh(day, first, known);
        for (int t = known; t < net.length; t++) {
            double hours = (t - known) / perHour;
            double stronger = (strength - 1) * Math.exp(-hours / CLOUDS_STAY_HOURS);
            double more = LOAD_SHARE * besideWh * Math.exp(-hours / LOAD_STAYS_HOURS);
            net[t] += Math.round(more - stronger * day.generation().expectedWh()[t]);
        }
        return net;
    }

    private static double strength(Generation generation, int first, int known) {
        long measured = 0;
        long expected = 0;
        for (int t = first; t < known; t++) {
            measured += generation.measuredWh()[t];
            expected += generation.expectedWh()[t];
        }
        return expected < DARK_WH ? 1 : Math.min(STRONGEST, (double) measured / expected);
    }

    /** By how much consumption was above its forecast, mean per period. */
    private static double besideWh(HouseholdDay day, int first, int known) {
        long sum = 0;
        for (int t = first; t < known; t++) {
            sum += day.measuredWh()[t] + day.generation().measuredWh()[t];
            sum -= day.expectedWh()[t] + day.generation().expectedWh()[t];
        }
        return (double) sum / (known - first);
    }
}
