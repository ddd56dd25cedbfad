package org.gridbourse.optimizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.input.DayFile;
import org.gridbourse.optimizer.input.SiteFile;

/** Days and sites to test with: the paper's, real ones, and random ones. */
public final class Days {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root", ".."));
    private static final List<String> REAL = List.of(
            "citylearn-aug",
            "citylearn-jan",
            "lemlab-15min-d1",
            "ontario2016-negprice",
            "ontario2016-spread",
            "ontario2016-summer",
            "ouessant-2016-01-20",
            "ouessant-2016-10-18",
            "pymgrid25-mg0-jul20",
            "rts-0101-dayahead",
            "rts-0718-dayahead");

    private Days() {}

    /** A site on a day, with a name for messages. */
    public record Case(String name, Site site, Day day) {
        public Case resampled(int steps) {
            return new Case(name + "@" + steps, site, Days.resampled(day, steps));
        }

        /** The same with a storage that costs to run or is limited in it, and without targets. */
        public Case with(Storage.Running running) {
            Storage old = site.storage().orElseThrow();
            Storage storage = new Storage(
                    old.capacityKwh(),
                    old.power(),
                    old.window(),
                    old.wearCostPerKwh(),
                    old.carbonKgPerDischargedKwh(),
                    running,
                    List.of());
            Site other = new Site(
                    site.name(),
                    site.tieLineKw(),
                    site.pv(),
                    site.wind(),
                    Optional.of(storage),
                    site.gridCarbonKgPerKwh());
            return new Case(name, other, day);
        }

        /** What the plants cost whatever the storage does; programs of other solvers leave it out. */
        public double costOfPlants() {
            double perHour = 0;
            for (DayStep step : day.steps()) {
                perHour +=
                        site.pv().map(plant -> plant.costPerKwh() * step.pvKw()).orElse(0.0);
                perHour += site.wind()
                        .map(plant -> plant.costPerKwh() * step.windKw())
                        .orElse(0.0);
            }
            return perHour * day.stepHours();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static Case paper() {
        Path folder = ROOT.resolve("examples/paper");
        return new Case("paper", SiteFile.read(folder.resolve("site.yaml")), DayFile.read(folder.resolve("day.csv")));
    }

    /** The days of the test resources with the paper's battery, scaled to small sites. */
    public static List<Case> real() {
        Path folder = ROOT.resolve("optimizer/src/test/resources/days");
        return REAL.stream().map(name -> real(folder, name)).toList();
    }

    private static Case real(Path folder, String name) {
        Path factors = folder.resolve(name + ".carbon.csv");
        Optional<Path> carbon = Files.exists(factors) ? Optional.of(factors) : Optional.empty();
        Day day = DayFile.read(folder.resolve(name + ".csv"), OptionalDouble.empty(), carbon);
        double peak = day.steps().stream().mapToDouble(DayStep::loadKw).max().orElseThrow();
        return new Case(name, site(peak < 100 ? peak / 1000 : 1), day);
    }

    /** The paper's site with a tie line of 3 000 kW, plants without ratings and the battery scaled. */
    private static Site site(double scale) {
        Site paper = paper().site();
        Storage storage = paper.storage().orElseThrow();
        Storage scaled = new Storage(
                storage.capacityKwh() * scale,
                new Storage.Power(
                        storage.power().chargeMaxKw() * scale,
                        storage.power().dischargeMaxKw() * scale,
                        storage.power().chargeEfficiency(),
                        storage.power().dischargeEfficiency()),
                storage.window(),
                storage.wearCostPerKwh(),
                storage.carbonKgPerDischargedKwh(),
                storage.running(),
                storage.socTargets());
        return new Site(
                paper.name(),
                3000,
                paper.pv().map(Days::unrated),
                paper.wind().map(Days::unrated),
                Optional.of(scaled),
                paper.gridCarbonKgPerKwh());
    }

    private static Plant unrated(Plant plant) {
        return new Plant(OptionalDouble.empty(), plant.costPerKwh(), plant.carbonKgPerKwh());
    }

    /** Powers run straight from the middle of one given step to that of the next; prices stay those of their step. */
    public static Day resampled(Day day, int steps) {
        List<DayStep> resampled = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            double at = (t + 0.5) * day.size() / steps;
            DayStep prices = day.steps().get(Math.min(day.size() - 1, (int) at));
            int left = Math.max(0, (int) Math.floor(at - 0.5));
            DayStep from = day.steps().get(left);
            DayStep to = day.steps().get(Math.min(day.size() - 1, left + 1));
            double share = Math.max(0, at - 0.5 - left);
            resampled.add(new DayStep(
                    from.loadKw() + share * (to.loadKw() - from.loadKw()),
                    from.pvKw() + share * (to.pvKw() - from.pvKw()),
                    from.windKw() + share * (to.windKw() - from.windKw()),
                    prices.buyPrice(),
                    prices.sellPrice(),
                    prices.gridKgPerKwh()));
        }
        return new Day(day.stepMinutes() * day.size() / steps, resampled);
    }

    /** What may make a random day hard. */
    public record Traits(boolean convex, boolean startCharge, boolean minPower) {
        public static final Traits CONVEX = new Traits(true, false, false);
        public static final Traits ODD_PRICES = new Traits(false, false, false);
        public static final Traits STARTS = new Traits(true, true, false);
        public static final Traits ALL = new Traits(false, true, true);
    }

    /** A random site on a random day: tight and wide tie lines, no plants at times, any state of charge. */
    public static Case random(long seed, int steps, Traits traits) {
        SplittableRandom random = new SplittableRandom(seed);
        double capacity = 50 + 950 * random.nextDouble();
        double power = capacity * (0.1 + 0.6 * random.nextDouble());
        double socMin = 0.3 * random.nextDouble();
        double socMax = 0.6 + 0.4 * random.nextDouble();
        double soc = socMin + (socMax - socMin) * random.nextDouble();
        Storage storage = new Storage(
                capacity,
                new Storage.Power(
                        power,
                        power * (0.5 + random.nextDouble()),
                        0.85 + 0.15 * random.nextDouble(),
                        0.85 + 0.15 * random.nextDouble()),
                new Storage.Window(socMin, socMax, soc, soc),
                random.nextInt(3) == 0 ? 0 : 0.05 * random.nextDouble(),
                0.1 * random.nextDouble(),
                new Storage.Running(
                        traits.startCharge() ? 0.002 * power * random.nextDouble() : 0,
                        traits.minPower() ? 0.2 * power * random.nextDouble() : 0,
                        OptionalDouble.empty()),
                List.of());
        Plant plant = new Plant(OptionalDouble.empty(), 0.1 * random.nextDouble(), 0.06 * random.nextDouble());
        double tieLine = 500 + 1500 * random.nextDouble();
        Site site = new Site(
                "random-" + seed,
                tieLine,
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(plant),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(plant),
                Optional.of(storage),
                0.6 * random.nextDouble());
        List<DayStep> days = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            double buy = (traits.convex() ? 0.02 : -0.15) + random.nextInt(100) / 125.0;
            double sell = traits.convex() ? buy * random.nextInt(3) / 2 : buy + (random.nextInt(41) - 28) / 100.0;
            days.add(new DayStep(
                    500 * random.nextDouble(),
                    400 * random.nextDouble(),
                    random.nextInt(4) == 0 ? 1500 * random.nextDouble() : 300 * random.nextDouble(),
                    buy,
                    sell,
                    OptionalDouble.empty()));
        }
        return new Case(site.name() + "@" + steps, site, Day.of(days));
    }
}
