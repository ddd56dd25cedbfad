package org.gridbourse.node.forecast;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;

/** Made series of whole days from Monday, 1 January 2024, seeded. */
final class Series {
    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private Series() {}

    /** What a slot of a day is. */
    interface Shape {
        double at(LocalDate date, double hour, Random random);
    }

    static DayGrid of(int days, int stepMinutes, long seed, Shape shape) {
        Random random = new Random(seed);
        DayGrid grid = new DayGrid(FIRST, stepMinutes);
        for (int day = 0; day < days; day++) {
            for (int slot = 0; slot < grid.slotsPerDay(); slot++) {
                double hour = (slot + 0.5) * stepMinutes / 60;
                grid.put(day, slot, shape.at(FIRST.plusDays(day), hour, random));
            }
        }
        return grid;
    }

    /** A household: a base, two peaks that move with the weekday, and appliances at random. */
    static double household(LocalDate date, double hour, Random random) {
        boolean weekend = date.getDayOfWeek().getValue() > 5;
        double evening = Math.exp(-Math.pow((hour - 19) / 2.5, 2));
        double noon = (weekend ? 0.7 : 0.3) * Math.exp(-Math.pow((hour - 12) / 2, 2));
        double appliance = random.nextDouble() < 0.06 ? 1.5 * random.nextDouble() : 0;
        return 0.15 + 0.6 * evening + noon + appliance + 0.05 * random.nextDouble();
    }

    /** A roof at 48 degrees north, 12 degrees east, by the clock of UTC+1: a clear sky times the day's clearness. */
    static final class Roof implements Shape {
        private final SunPath sun = new SunPath(48, 12.2, Optional.empty());
        private LocalDate today = LocalDate.EPOCH;
        private double clearness;

        @Override
        public double at(LocalDate date, double hour, Random random) {
            if (!date.equals(today)) {
                today = date;
                clearness = 0.15 + 0.85 * random.nextDouble();
            }
            double sine = Math.sin(Math.toRadians(sun.elevationDegrees(date, hour)));
            return sine <= 0 ? 0 : sine * clearness * (0.8 + 0.2 * random.nextDouble());
        }
    }
}
