package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The obvious predictors of a load: the same weekday of the weeks before, the days just before, days of the same type,
 * smoothed forms of these, and how far the last hours, day and week lay above or below the same weekdays' mean.
 */
final class LoadPredictors implements Predictors {
    static final String LAST_WEEK = "last week";
    static final String EIGHT_WEEKS = "eight weeks";
    static final String MEDIAN_WEEKS = "median of five weeks";
    static final String DAY_TYPE = "days of the type";
    private static final String FOUR_WEEKS = "four weeks";
    private static final String SEVEN_DAYS = "seven days";
    private static final List<String> NAMES = List.of(
            LAST_WEEK,
            FOUR_WEEKS,
            MEDIAN_WEEKS,
            EIGHT_WEEKS,
            SEVEN_DAYS,
            "median of seven days",
            "last day",
            DAY_TYPE,
            "days of the type, smoothed",
            "four weeks, smoothed",
            "seven days, smoothed",
            "level of the last day",
            "level of the last hours",
            "level of the last week",
            "yesterday's difference");
    private static final int WEEKS = 8;
    private static final int DAYS = 35;
    private static final double WEEK_FADE = 0.85;
    private static final double DAY_FADE = 0.96;

    private final StandardProfile coldStart;
    private final List<double[]> fourWeeksByDay = new ArrayList<>();

    LoadPredictors(StandardProfile coldStart) {
        this.coldStart = coldStart;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public double[] startWeights() {
        double[] weights = new double[NAMES.size()];
        weights[NAMES.indexOf(FOUR_WEEKS)] = 0.3;
        weights[NAMES.indexOf(SEVEN_DAYS)] = 0.3;
        weights[NAMES.indexOf(DAY_TYPE)] = 0.4;
        return weights;
    }

    @Override
    public double[][] of(Knowledge known) {
        int slots = known.slots();
        double[][] rows = new double[8][slots];
        for (int slot = 0; slot < slots; slot++) {
            fillFromWeeks(known, slot, rows);
            fillFromDays(known, slot, rows);
        }
        fillGaps(known, rows);
        int hour = Slots.hours(slots, 1);
        double[] difference = yesterdaysDifference(known);
        return new double[][] {
            rows[0],
            rows[1],
            rows[2],
            rows[3],
            rows[4],
            rows[5],
            rows[6],
            rows[7],
            Slots.smooth(rows[7], hour),
            Slots.smooth(rows[1], hour),
            Slots.smooth(rows[4], hour),
            Slots.filled(slots, level(known, slots)),
            Slots.filled(slots, level(known, Slots.hours(slots, 6))),
            Slots.filled(slots, level(known, 7 * slots)),
            Slots.smooth(difference, 2 * hour)
        };
    }

    private static void fillFromWeeks(Knowledge known, int slot, double[][] rows) {
        double[] weeks = new double[WEEKS];
        Arrays.fill(weeks, Double.NaN);
        int found = 0;
        for (int lag = 2; lag <= 7 * WEEKS && found < WEEKS; lag++) {
            if (known.calendar().weekday(known.date().minusDays(lag))
                    == known.calendar().weekday(known.date())) {
                weeks[found++] = known.ago(lag, slot);
            }
        }
        double sum = 0;
        double weight = 0;
        double share = 1;
        for (double week : weeks) {
            if (!Double.isNaN(week)) {
                sum += share * week;
                weight += share;
            }
            share *= WEEK_FADE;
        }
        rows[0][slot] = weeks[0];
        rows[1][slot] = Slots.mean(weeks, 4);
        rows[2][slot] = Slots.median(weeks, 5);
        rows[3][slot] = weight == 0 ? Double.NaN : sum / weight;
    }

    private static void fillFromDays(Knowledge known, int slot, double[][] rows) {
        double[] days = new double[DAYS];
        double sum = 0;
        double weight = 0;
        double share = 1;
        Calendar.DayType type = known.calendar().type(known.date());
        for (int rank = 1; rank <= DAYS; rank++) {
            double value = known.recent(rank, slot);
            days[rank - 1] = value;
            share *= DAY_FADE;
            if (!Double.isNaN(value) && known.calendar().type(known.date().minusDays(known.lag(rank, slot))) == type) {
                sum += share * value;
                weight += share;
            }
        }
        rows[4][slot] = Slots.mean(days, 7);
        rows[5][slot] = Slots.median(days, 7);
        rows[6][slot] = days[0];
        rows[7][slot] = weight == 0 ? Double.NaN : sum / weight;
        if (Double.isNaN(rows[4][slot])) {
            rows[4][slot] = Slots.mean(days, DAYS);
        }
    }

    /** What a predictor cannot say is taken from the next best; without any history, from a standard profile. */
    private void fillGaps(Knowledge known, double[][] rows) {
        double[] profile = null;
        for (int slot = 0; slot < known.slots(); slot++) {
            double best = Double.NaN;
            for (int row : new int[] {1, 7, 3, 4, 6}) {
                best = Double.isNaN(best) ? rows[row][slot] : best;
            }
            if (Double.isNaN(best)) {
                profile = profile == null ? coldStart.day(known) : profile;
                best = profile[slot];
            }
            for (double[] row : rows) {
                row[slot] = Double.isNaN(row[slot]) ? best : row[slot];
            }
        }
        while (fourWeeksByDay.size() <= known.day()) {
            fourWeeksByDay.add(null);
        }
        fourWeeksByDay.set(known.day(), rows[1]);
    }

    /** Mean difference of the last so many measured steps from the four weeks' mean of their day. */
    private double level(Knowledge known, int steps) {
        int end = (known.day() - 1) * known.slots() + known.gateSlot();
        double sum = 0;
        int count = 0;
        for (int step = Math.max(0, end - steps); step < end; step++) {
            double difference = difference(known, known.day() - step / known.slots(), step % known.slots());
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private double[] yesterdaysDifference(Knowledge known) {
        double[] differences = new double[known.slots()];
        for (int slot = 0; slot < differences.length; slot++) {
            double difference = difference(known, known.lag(1, slot), slot);
            differences[slot] = Double.isNaN(difference) ? 0 : difference;
        }
        return differences;
    }

    private double difference(Knowledge known, int lag, int slot) {
        int day = known.day() - lag;
        if (day < 0 || day >= fourWeeksByDay.size() || fourWeeksByDay.get(day) == null) {
            return Double.NaN;
        }
        return known.ago(lag, slot) - fourWeeksByDay.get(day)[slot];
    }
}
