package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The band that is meant to hold 80 % of what will be measured, from the forecaster's own misses of the last six weeks.
 *
 * <p>For each part of the day the share of misses cut off below and above is moved a step after each measured day, so
 * that it comes true whatever the series does (adaptive conformal inference, Gibbs and Candes 2021). Where nothing can
 * lie below (a load of zero), the side above takes the whole fifth.
 */
final class ConformalBand {
    /** Share of the measurements that may lie outside. */
    static final double OUTSIDE = 0.2;

    private static final int PARTS_OF_DAY = 4;
    private static final int MEMORY_DAYS = 42;
    private static final int FEWEST_DAYS = 5;
    private static final int FINEST_SLOTS = 96;
    private static final double STEP = 0.1;
    /** Below this share the band is stretched beyond the largest misses that were seen. */
    private static final double SMALLEST_SHARE = 0.02;

    private static final double STRETCH = 5;
    private static final double LEAST = -0.3;
    private static final double MOST = 0.45;
    private static final double SLOW = 0.05;
    private static final double SLOWEST = 0.02;
    private static final double RECALL = 0.5;
    private static final double LARGEST_CORRECTION = 0.03;

    private final int slots;
    private final int parts;
    private final double[] below;
    private final double[] above;
    private final double[] seenBelow;
    private double drift;
    private final List<double[]> misses = new ArrayList<>();
    private final List<DayForecast> forecasts = new ArrayList<>();

    ConformalBand(int slots) {
        this.slots = slots;
        this.parts = Math.min(PARTS_OF_DAY, slots);
        this.below = filled(parts);
        this.above = filled(parts);
        this.seenBelow = filled(parts);
    }

    private static double[] filled(int parts) {
        return Slots.filled(parts, OUTSIDE / 2);
    }

    /**
     * The band around the next day's forecast; days follow one another without a gap.
     *
     * @param certain the range of slots in which nothing has moved for two weeks, such as a plant's night
     */
    DayForecast around(double[] mean, CertainSlots certain, double lowest) {
        double[] low = new double[slots];
        double[] high = new double[slots];
        double[][] pools = pools();
        for (int slot = 0; slot < slots; slot++) {
            double[] pool = pools[group(slot)];
            if (certain.is(slot)) {
                low[slot] = certain.low(slot);
                high[slot] = certain.high(slot);
            } else if (pool.length < FEWEST_DAYS) {
                low[slot] = Math.max(lowest, mean[slot] - Math.abs(mean[slot]));
                high[slot] = mean[slot] + Math.abs(mean[slot]);
            } else {
                int part = part(slot);
                low[slot] = Math.max(lowest, mean[slot] - Math.max(0, -quantileBelow(pool, below[part])));
                high[slot] = mean[slot] + Math.max(0, -quantileBelow(negated(pool), above[part]));
            }
            low[slot] = Math.min(low[slot], mean[slot]);
            high[slot] = Math.max(high[slot], mean[slot]);
        }
        DayForecast forecast = new DayForecast(mean, low, high, certain.mask());
        forecasts.add(forecast);
        return forecast;
    }

    /** Learns from a day that has been measured whole. */
    void learn(int day, double[] actual) {
        DayForecast forecast = forecasts.get(day);
        while (misses.size() <= day) {
            misses.add(null);
        }
        double[] miss = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            miss[slot] = actual[slot] - forecast.mean()[slot];
        }
        misses.set(day, miss);
        if (day >= MEMORY_DAYS) {
            misses.set(day - MEMORY_DAYS, null);
        }
        forecasts.set(day, null);
        adapt(forecast, actual);
    }

    private void adapt(DayForecast forecast, double[] actual) {
        int[] counted = new int[parts];
        double[] under = new double[parts];
        double[] over = new double[parts];
        int all = 0;
        double outside = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (!forecast.counts(slot, actual[slot]) || forecast.certain()[slot]) {
                continue;
            }
            int part = part(slot);
            counted[part]++;
            all++;
            under[part] += actual[slot] < forecast.low()[slot] ? 1 : 0;
            over[part] += actual[slot] > forecast.high()[slot] ? 1 : 0;
            outside += forecast.holds(slot, actual[slot]) ? 0 : 1;
        }
        if (all == 0) {
            return;
        }
        drift = drift * (1 - SLOWEST / 4) + SLOWEST * (outside / all - OUTSIDE);
        double correction = Math.max(-LARGEST_CORRECTION, Math.min(LARGEST_CORRECTION, RECALL * drift));
        for (int part = 0; part < parts; part++) {
            if (counted[part] > 0) {
                double share = (double) counted[part] * parts / slots;
                double shareUnder = under[part] / counted[part];
                seenBelow[part] += SLOW * share * (shareUnder - seenBelow[part]);
                double toAbove = Math.max(OUTSIDE / 2, Math.min(OUTSIDE, OUTSIDE - seenBelow[part]));
                below[part] = moved(below[part], share * (OUTSIDE / 2 - correction - shareUnder));
                above[part] = moved(above[part], share * (toAbove - correction - over[part] / counted[part]));
            }
        }
    }

    private static double moved(double share, double by) {
        return Math.max(LEAST, Math.min(MOST, share + STEP * by));
    }

    /** The misses of each group of neighbouring slots, sorted. */
    private double[][] pools() {
        int groups = Math.min(FINEST_SLOTS, slots);
        int width = (slots + groups - 1) / groups;
        int reach = slots >= 48 ? 2 * width : width;
        double[][] pools = new double[groups][];
        int from = Math.max(0, misses.size() - MEMORY_DAYS);
        for (int group = 0; group < groups; group++) {
            double[] pool = new double[(misses.size() - from) * (2 * reach / width + 2)];
            int count = 0;
            int middle = Math.min(slots - 1, group * slots / groups + width / 2);
            for (int day = from; day < misses.size(); day++) {
                for (int shift = -reach; misses.get(day) != null && shift <= reach; shift += width) {
                    double miss = misses.get(day)[Math.floorMod(middle + shift, slots)];
                    if (!Double.isNaN(miss)) {
                        pool[count++] = miss;
                    }
                }
            }
            pools[group] = Arrays.copyOf(pool, count);
            Arrays.sort(pools[group]);
        }
        return pools;
    }

    /** The miss below which a share of the sorted pool lies, stretched where the share is smaller than a pool can tell. */
    private static double quantileBelow(double[] sorted, double share) {
        double place = Math.max(SMALLEST_SHARE, share) * (sorted.length + 1) - 1;
        double inside = Math.max(0, Math.min(sorted.length - 1, place));
        int index = (int) Math.floor(inside);
        double upper = sorted[Math.min(index + 1, sorted.length - 1)];
        double quantile = sorted[index] + (inside - index) * (upper - sorted[index]);
        return quantile * (1 + STRETCH * Math.max(0, SMALLEST_SHARE - share));
    }

    private static double[] negated(double[] sorted) {
        double[] negated = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            negated[i] = -sorted[sorted.length - 1 - i];
        }
        return negated;
    }

    private int group(int slot) {
        return (int) ((long) slot * Math.min(FINEST_SLOTS, slots) / slots);
    }

    private int part(int slot) {
        return slot * parts / slots;
    }
}
