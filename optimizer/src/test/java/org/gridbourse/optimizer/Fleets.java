package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Random sites with several devices, on random days of a village. */
public final class Fleets {
    private Fleets() {}

    /** What a site has. */
    public record Size(int storages, int vehicles, int blocks) {}

    /** A convex one has no least powers and no blocks that must not pause. */
    public static Days.Case random(long seed, int steps, Size size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Storage> storages = new ArrayList<>();
        for (int k = 0; k < size.storages(); k++) {
            storages.add(storage("storage-" + k, random));
        }
        List<FlexibleLoad> loads = new ArrayList<>();
        for (int k = 0; k < size.vehicles(); k++) {
            loads.add(vehicle("car-" + k, random));
        }
        for (int k = 0; k < size.blocks(); k++) {
            int earliest = 6 + random.nextInt(5);
            loads.add(new DeferrableBlock(
                    "block-" + k,
                    DayTime.ofClock(earliest, 0),
                    DayTime.ofClock(earliest + 8 + random.nextInt(5), 0),
                    new DeferrableBlock.Energy(5 + 25 * random.nextDouble(), 5 * (1 + random.nextInt(3)), 0, false)));
        }
        Plant plant = new Plant(OptionalDouble.empty(), 0, 0);
        Site site = new Site(
                "fleet-" + seed,
                new TieLine(250, 60 + 100 * random.nextInt(3), 0),
                Optional.of(plant),
                Optional.empty(),
                storages,
                loads,
                0.5);
        return new Days.Case("fleet-" + seed + "@" + steps, site, day(random, steps));
    }

    private static Storage storage(String name, SplittableRandom random) {
        double capacity = 50 + 150 * random.nextDouble();
        double power = capacity * (0.15 + 0.35 * random.nextDouble());
        double soc = 0.2 + 0.6 * random.nextDouble();
        return new Storage(
                name,
                capacity,
                new Storage.Power(power, power, 0.88 + 0.1 * random.nextDouble(), 0.88 + 0.1 * random.nextDouble()),
                new Storage.Window(0.1, 0.95, soc, soc),
                0.02 * random.nextDouble(),
                0.05,
                Storage.Running.FREE,
                List.of(),
                Storage.Standing.NONE,
                Storage.Contract.FREE);
    }

    private static Vehicle vehicle(String name, SplittableRandom random) {
        int[][] stays = {{0, 6}, {7, 15}, {8, 17}, {9, 18}, {17, 24}};
        int[] stay = stays[random.nextInt(stays.length)];
        double power = random.nextBoolean() ? 11 : 22;
        double energy = Math.min(8 + 37 * random.nextDouble(), 0.8 * power * (stay[1] - stay[0]));
        return new Vehicle(
                name,
                new Vehicle.Charging(power, random.nextBoolean() ? 1.4 : 4.1, 0, 1, 1, 0),
                List.of(new Vehicle.Trip(DayTime.ofClock(stay[0], 0), DayTime.ofClock(stay[1], 0), energy, 0, energy)));
    }

    private static Day day(SplittableRandom random, int steps) {
        List<DayStep> day = new ArrayList<>();
        double base = 20 + 30 * random.nextDouble();
        for (int t = 0; t < steps; t++) {
            double hour = 24.0 * t / steps;
            double evening = 30 * Math.exp(-(hour - 19) * (hour - 19) / 4);
            double sun = Math.max(0, Math.sin((hour - 6) * Math.PI / 12));
            double tariff = hour >= 18 && hour < 22 ? 0.3 : hour >= 7 ? 0.2 : 0.1;
            double buy = tariff + 0.05 * random.nextDouble();
            day.add(new DayStep(
                    base + evening + 10 * random.nextDouble(),
                    100 * sun * (0.7 + 0.3 * random.nextDouble()),
                    0,
                    buy,
                    buy * 0.4,
                    OptionalDouble.empty()));
        }
        return Day.of(day);
    }
}
