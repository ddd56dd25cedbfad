package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.List;

/** Predictors with the weights that mix them, fitted again each week on the days that were measured since. */
final class Family {
    private static final int REFIT_DAYS = 7;
    private static final int FEWEST_LESSONS = 7;

    private final Predictors predictors;
    private final Memory memory;
    private final RobustRidge ridge;
    private final List<double[][]> rowsByDay = new ArrayList<>();
    private double[] weights;

    /**
     * How long days are remembered.
     *
     * @param byDayType whether weekends scatter differently from workdays
     */
    record Memory(int days, double halfLifeDays, boolean byDayType) {}

    Family(Predictors predictors, Memory memory) {
        this.predictors = predictors;
        this.memory = memory;
        this.ridge = new RobustRidge(predictors.startWeights());
        this.weights = predictors.startWeights();
    }

    /** Its mix for the next day; days follow one another without a gap. */
    double[] forecast(Knowledge known) {
        rowsByDay.add(predictors.of(known));
        if (known.day() % REFIT_DAYS == 0) {
            refit(known);
        }
        return RobustRidge.mix(rowsByDay.get(known.day()), weights);
    }

    /** One of its predictors alone, of the day forecast last. */
    double[] predictor(String name) {
        return rowsByDay.get(rowsByDay.size() - 1)[predictors.names().indexOf(name)];
    }

    private void refit(Knowledge known) {
        List<RobustRidge.Lesson> lessons = new ArrayList<>();
        int first = Math.max(1, known.day() - 1 - memory.days());
        for (int day = first; day <= known.day() - 2; day++) {
            double[] actual = new double[known.slots()];
            for (int slot = 0; slot < actual.length; slot++) {
                actual[slot] = known.ago(known.day() - day, slot);
            }
            double weight = Math.pow(0.5, (known.day() - day) / memory.halfLifeDays());
            int group = memory.byDayType()
                    ? known.calendar().type(known.grid().date(day)).ordinal()
                    : 0;
            lessons.add(new RobustRidge.Lesson(rowsByDay.get(day), actual, weight, group));
        }
        for (int day = 0; day < Math.min(first, known.day()); day++) {
            rowsByDay.set(day, null);
        }
        if (lessons.size() >= FEWEST_LESSONS) {
            weights = ridge.fit(lessons);
        }
    }
}
