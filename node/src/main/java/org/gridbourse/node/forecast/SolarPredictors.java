package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Predictors of a photovoltaic plant without a weather forecast: means of the last days' share of what a clear sky would
 * have given, times the clear sky of the day; and how clear the last day and the morning before the gate were.
 */
final class SolarPredictors implements Predictors {
    static final String LAST_WEEK = "last week";
    static final String SEVEN_DAYS = "seven days";
    static final String FOURTEEN_DAYS = "fourteen days";
    static final String FOUR_WEEKS = "four weeks";
    private static final List<String> NAMES = List.of(
            LAST_WEEK,
            "three days",
            SEVEN_DAYS,
            FOURTEEN_DAYS,
            FOUR_WEEKS,
            "median of four weeks",
            "four weeks, smoothed",
            "fourteen days, smoothed",
            "highest of three weeks",
            "clearness of the morning",
            "clearness of the last day");
    private static final int DAYS = 28;
    private static final int HIGHEST_OF_DAYS = 21;
    /** Diffuse light at dawn and dusk, as a share of the light from above: keeps the ratio of small numbers tame. */
    private static final double DIFFUSE = 0.1;

    private final ClearSky sky;
    private final StandardProfile coldStart;
    private final List<double[]> highestByDay = new ArrayList<>();

    SolarPredictors(ClearSky sky, StandardProfile coldStart) {
        this.sky = sky;
        this.coldStart = coldStart;
    }

    /** The light that a clear sky would give in each slot of a day, in any unit. */
    interface ClearSky {
        double[] day(Knowledge known, int lagDays);

        /** No sun at all: the days are taken as they are. */
        static ClearSky none() {
            return (known, lagDays) -> null;
        }
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public double[] startWeights() {
        double[] weights = new double[NAMES.size()];
        weights[NAMES.indexOf(SEVEN_DAYS)] = 0.5;
        weights[NAMES.indexOf(FOUR_WEEKS)] = 0.5;
        return weights;
    }

    @Override
    public double[][] of(Knowledge known) {
        int slots = known.slots();
        double[][] light = light(known);
        double[][] shares = new double[DAYS + 2][];
        for (int lag = 1; lag < shares.length; lag++) {
            shares[lag] = share(known, lag, light[lag]);
        }
        double[][] rows = new double[7][slots];
        for (int slot = 0; slot < slots; slot++) {
            double[] days = new double[DAYS];
            for (int rank = 1; rank <= DAYS; rank++) {
                days[rank - 1] = shares[known.lag(rank, slot)][slot];
            }
            rows[0][slot] = shares[7][slot];
            rows[1][slot] = Slots.mean(days, 3);
            rows[2][slot] = Slots.mean(days, 7);
            rows[3][slot] = Slots.mean(days, 14);
            rows[4][slot] = Slots.mean(days, DAYS);
            rows[5][slot] = Slots.median(days, DAYS);
            rows[6][slot] = highest(days);
        }
        remember(known.day(), rows[6]);
        return finished(known, rows, light[0], shares);
    }

    private double[][] finished(Knowledge known, double[][] rows, double[] lightOfDay, double[][] shares) {
        int hour = Slots.hours(known.slots(), 1);
        double[] highest = Slots.smooth(rows[6], hour);
        double[][] finished = {
            rows[0],
            rows[1],
            rows[2],
            rows[3],
            rows[4],
            rows[5],
            Slots.smooth(rows[4], 2 * hour),
            Slots.smooth(rows[3], 2 * hour),
            highest,
            scaled(highest, clearness(known, shares, known.gateSlot())),
            scaled(highest, clearness(known, shares, known.slots()))
        };
        double[] profile = null;
        for (int slot = 0; slot < known.slots(); slot++) {
            double best = rows[4][slot] * lightOfDay[slot];
            if (Double.isNaN(best)) {
                profile = profile == null ? coldStart.day(known) : profile;
                best = profile[slot];
            }
            for (double[] row : finished) {
                row[slot] *= lightOfDay[slot];
                row[slot] = Double.isNaN(row[slot]) ? best : row[slot];
            }
        }
        return finished;
    }

    private double[][] light(Knowledge known) {
        double[][] light = new double[DAYS + 2][];
        for (int lag = 0; lag < light.length; lag++) {
            double[] height = sky.day(known, lag);
            light[lag] = height == null ? Slots.filled(known.slots(), 1) : height.clone();
            for (int slot = 0; height != null && slot < height.length; slot++) {
                light[lag][slot] += height[slot] > 0 ? DIFFUSE : 0;
            }
        }
        return light;
    }

    private static double[] share(Knowledge known, int lag, double[] light) {
        double[] share = new double[light.length];
        for (int slot = 0; slot < light.length; slot++) {
            double value = known.ago(lag, slot);
            share[slot] = light[slot] > 0 || Double.isNaN(value) ? value / light[slot] : 0;
        }
        return share;
    }

    private static double highest(double[] days) {
        double highest = Double.NaN;
        for (int rank = 0; rank < HIGHEST_OF_DAYS; rank++) {
            if (!(days[rank] <= highest)) {
                highest = Double.isNaN(days[rank]) ? highest : days[rank];
            }
        }
        return highest;
    }

    private void remember(int day, double[] highest) {
        while (highestByDay.size() <= day) {
            highestByDay.add(null);
        }
        highestByDay.set(day, highest);
    }

    /** Energy of the last so many slots before the gate over the highest of the three weeks before. */
    private double clearness(Knowledge known, double[][] shares, int steps) {
        double measured = 0;
        double possible = 0;
        for (int back = 1; back <= steps; back++) {
            int step = known.gateSlot() - back;
            int lag = step >= 0 ? 1 : 2;
            int slot = Math.floorMod(step, known.slots());
            int day = known.day() - lag;
            double[] highest = day >= 0 && day < highestByDay.size() ? highestByDay.get(day) : null;
            if (highest != null && !Double.isNaN(shares[lag][slot]) && !Double.isNaN(highest[slot])) {
                measured += shares[lag][slot];
                possible += highest[slot];
            }
        }
        return possible > 0 ? measured / possible : Double.NaN;
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int slot = 0; slot < scaled.length; slot++) {
            scaled[slot] *= factor;
        }
        return scaled;
    }
}
