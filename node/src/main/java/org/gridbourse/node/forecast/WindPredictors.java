package org.gridbourse.node.forecast;

import java.util.List;

/**
 * Predictors of a wind plant without a weather forecast: what it gave in the last hours and days, which fades over the
 * day ahead, and what it gives on average. Beyond a few hours nobody knows more without the weather.
 */
final class WindPredictors implements Predictors {
    static final String LAST_WEEK = "last week";
    static final String SIXTY_DAYS = "sixty days";
    static final String FOUR_WEEKS = "four weeks, smoothed";
    private static final String LAST_DAY = "last 24 hours";
    private static final List<String> NAMES = List.of(
            LAST_WEEK,
            SIXTY_DAYS,
            FOUR_WEEKS,
            "seven days",
            "last hour",
            "last 3 hours",
            "last 12 hours",
            LAST_DAY,
            "last 72 hours",
            "last 168 hours",
            "last 3 hours, later",
            "last 24 hours, later",
            "all days");
    private static final int DAYS = 28;

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public double[] startWeights() {
        double[] weights = new double[NAMES.size()];
        weights[NAMES.indexOf(SIXTY_DAYS)] = 0.6;
        weights[NAMES.indexOf(LAST_DAY)] = 0.4;
        return weights;
    }

    @Override
    public double[][] of(Knowledge known) {
        int slots = known.slots();
        double all = orElse(known.meanOfLast(known.day() * slots), 0);
        double[][] rows = new double[NAMES.size()][slots];
        double sixty = orElse(known.meanOfLast(60 * slots), all);
        double threeHours = orElse(known.meanOfLast(Slots.hours(slots, 3)), all);
        double day = orElse(known.meanOfLast(slots), all);
        double[] last = {
            orElse(known.meanOfLast(Slots.hours(slots, 1)), all),
            threeHours,
            orElse(known.meanOfLast(Slots.hours(slots, 12)), all),
            day,
            orElse(known.meanOfLast(3 * slots), all),
            orElse(known.meanOfLast(7 * slots), all)
        };
        for (int slot = 0; slot < slots; slot++) {
            double[] days = new double[DAYS];
            for (int rank = 1; rank <= DAYS; rank++) {
                days[rank - 1] = known.recent(rank, slot);
            }
            rows[0][slot] = orElse(known.ago(7, slot), sixty);
            rows[1][slot] = sixty;
            rows[2][slot] = orElse(Slots.mean(days, DAYS), sixty);
            rows[3][slot] = orElse(Slots.mean(days, 7), sixty);
            for (int i = 0; i < last.length; i++) {
                rows[4 + i][slot] = last[i];
            }
            double later = (double) slot / slots;
            rows[10][slot] = later * threeHours;
            rows[11][slot] = later * day;
            rows[12][slot] = all;
        }
        rows[2] = Slots.smooth(rows[2], 2 * Slots.hours(slots, 1));
        return rows;
    }

    private static double orElse(double value, double other) {
        return Double.isNaN(value) ? other : value;
    }
}
