package org.gridbourse.optimizer;

import java.util.List;

/**
 * A piece of work that can wait: a wash, a pump, a batch.
 *
 * @param earliest when it may begin
 * @param latest when it must be done
 * @param work what it takes
 */
public record DeferrableBlock(String name, DayTime earliest, DayTime latest, Work work) implements FlexibleLoad {
    /** What a block takes. */
    public sealed interface Work permits Energy, Profile {}

    /**
     * An energy: at any powers up to a highest one with pauses as it pays, or at the highest power without a break.
     *
     * @param energyKwh to be taken, neither more nor less
     * @param maxKw highest power
     * @param minKw least power when it runs
     * @param interruptible false: it runs at {@code maxKw} without a break, its last step at what is left
     */
    public record Energy(double energyKwh, double maxKw, double minKw, boolean interruptible) implements Work {
        public Energy {
            Checks.notNegative("energyKwh", energyKwh);
            Checks.positive("maxKw", maxKw);
            Checks.within("minKw", minKw, 0, maxKw);
        }
    }

    /**
     * Powers in a fixed order.
     *
     * @param powerKw each for so long as {@code minutes} says, at least 0
     * @param minutes of each power; 0: one step of the day
     * @param interruptible whether it may pause between two of them
     */
    public record Profile(List<Double> powerKw, double minutes, boolean interruptible) implements Work {
        public Profile {
            powerKw = List.copyOf(powerKw);
            powerKw.forEach(power -> Checks.notNegative("powerKw", power));
            Checks.notNegative("minutes", minutes);
            if (powerKw.isEmpty()) {
                throw new IllegalArgumentException("a profile needs at least one power");
            }
        }
    }
}
