package org.gridbourse.node.meter;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** How much mean power a meter can be believed, one way. */
record Plausibility(double limitKw) {
    /** A house's main fuse, three phases of 63 A, and some: less is never doubted on its size alone. */
    private static final double SMALL_KW = 50;

    private static final double BEYOND_USUAL = 20;
    private static final int FEWEST_FOR_DOUBT = 8;
    private static final int MANY = 40;
    /** Beyond it whole numbers of kWh are rather Wh; beyond the second any numbers are. */
    private static final double LARGE_KW = 100;

    private static final double VERY_LARGE_KW = 500;

    /** A stated limit, or twenty times what the meter itself rarely exceeds. */
    static Plausibility of(List<Flow> flows, OptionalDouble maxKw) {
        // a single jump among few values must not make itself usual
        double usual = flows.size() < MANY ? 2 * quantile(flows, 0.5) : quantile(flows, 0.95);
        return new Plausibility(maxKw.orElse(Math.max(SMALL_KW, BEYOND_USUAL * usual)));
    }

    boolean allows(Flow flow) {
        return flow.milliWh() >= 0 && flow.meanKw() <= limitKw;
    }

    /** Mean power that a share of the flows that are not zero stay below; 0 without any. */
    static double quantile(List<Flow> flows, double share) {
        double[] powers = flows.stream()
                .filter(flow -> flow.milliWh() > 0)
                .mapToDouble(Flow::meanKw)
                .sorted()
                .toArray();
        return powers.length == 0 ? 0 : powers[(int) Math.min(powers.length - 1, Math.floor(share * powers.length))];
    }

    /** The flow length that occurs most; 0 without any. */
    static long usualSeconds(List<Long> seconds) {
        long[] sorted = seconds.stream().mapToLong(each -> each).sorted().toArray();
        long usual = 0;
        int most = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                usual = sorted[from];
            }
            from = to;
        }
        return usual;
    }

    /** A sentence about a unit that the values hardly have; empty text if they may. */
    static String unitDoubt(List<Flow> flows, EnergyUnit unit, OptionalDouble maxKw) {
        double median = quantile(flows, 0.5);
        double highest = quantile(flows, 1);
        boolean whole = flows.stream().allMatch(flow -> flow.milliWh() % EnergyUnit.KWH.oneMilli() == 0);
        if (unit != EnergyUnit.WH && median > maxKw.orElse(whole ? LARGE_KW : VERY_LARGE_KW)) {
            return "stated as %s, half of the values are above %.0f kW; are they Wh?".formatted(unit.label(), median);
        }
        if (unit == EnergyUnit.WH && flows.size() >= FEWEST_FOR_DOUBT && highest > 0 && highest < 0.01) {
            return "stated as Wh, no value is above %.1f W; are they kWh?".formatted(highest * 1000);
        }
        return "";
    }

    @Override
    public String toString() {
        return "%.0f kW".formatted(limitKw);
    }

    static double[] powers(List<Flow> flows) {
        return flows.stream().mapToDouble(Flow::meanKw).toArray();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
