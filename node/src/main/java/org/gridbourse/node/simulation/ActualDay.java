package org.gridbourse.node.simulation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;

/** A day as it might turn out: the forecast, each figure off by a few percent, the same for the same seed. */
final class ActualDay {
    private static final double DEVIATION = 0.03;
    private static final double DEVIATION_MAX = 2 * DEVIATION;

    private ActualDay() {}

    static Day of(Day forecast, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return new Day(
                forecast.stepMinutes(),
                forecast.steps().stream().map(step -> actual(step, random)).toList());
    }

    private static DayStep actual(DayStep step, RandomGenerator random) {
        return new DayStep(
                step.loadKw() * factor(random),
                step.pvKw() * factor(random),
                step.windKw() * factor(random),
                step.buyPrice(),
                step.sellPrice(),
                step.gridKgPerKwh());
    }

    private static double factor(RandomGenerator random) {
        double deviation = random.nextGaussian() * DEVIATION;
        return 1 + Math.max(-DEVIATION_MAX, Math.min(DEVIATION_MAX, deviation));
    }
}
