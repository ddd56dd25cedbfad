package org.gridbourse.node.forecast;

/**
 * How a forecaster did on days that it had not seen, beside the same day last week.
 *
 * @param days days scored
 * @param maeRelative mean absolute error over the mean of what was measured (its absolute value); NaN if that is 0
 * @param naiveMaeRelative the same for the same day last week, on the same steps
 * @param coverage share of the steps that lay in the band, not counting those that were certain and came true
 * @param coverageAllSteps the same over all steps
 * @param biasRelative mean of forecast less measured, over the mean of what was measured
 */
public record Backtest(
        int days,
        double maeRelative,
        double naiveMaeRelative,
        double coverage,
        double coverageAllSteps,
        double biasRelative) {

    /** Forecasts each day of a range, first and last included, and compares. */
    public static Backtest of(DayGrid grid, Forecaster forecaster, int firstDay, int lastDay) {
        Score score = new Score();
        int days = 0;
        for (int day = firstDay; day <= lastDay; day++) {
            days += score.add(grid, day, forecaster.forecast(day)) ? 1 : 0;
        }
        return score.of(days);
    }

    /** Part of the last week's error that is gone: 0.2 is 20 % better. */
    public double skill() {
        return 1 - maeRelative / naiveMaeRelative;
    }

    private static final class Score {
        private double misses;
        private double naiveMisses;
        private double measured;
        private double bias;
        private int steps;
        private int banded;
        private int held;
        private int counted;
        private int countedHeld;

        private boolean add(DayGrid grid, int day, DayForecast forecast) {
            boolean any = false;
            for (int slot = 0; slot < grid.slotsPerDay(); slot++) {
                double actual = grid.value(day, slot);
                if (Double.isNaN(actual)) {
                    continue;
                }
                any = true;
                addToBand(forecast, slot, actual);
                double naive = grid.value(day - 7, slot);
                if (!Double.isNaN(naive)) {
                    steps++;
                    misses += Math.abs(forecast.mean()[slot] - actual);
                    naiveMisses += Math.abs(naive - actual);
                    measured += actual;
                    bias += forecast.mean()[slot] - actual;
                }
            }
            return any;
        }

        private void addToBand(DayForecast forecast, int slot, double actual) {
            boolean inside = forecast.holds(slot, actual);
            banded++;
            held += inside ? 1 : 0;
            if (forecast.counts(slot, actual)) {
                counted++;
                countedHeld += inside ? 1 : 0;
            }
        }

        private Backtest of(int days) {
            double scale = steps == 0 || measured == 0 ? Double.NaN : Math.abs(measured);
            return new Backtest(
                    days,
                    misses / scale,
                    naiveMisses / scale,
                    counted == 0 ? Double.NaN : (double) countedHeld / counted,
                    banded == 0 ? Double.NaN : (double) held / banded,
                    bias / scale);
        }
    }
}
