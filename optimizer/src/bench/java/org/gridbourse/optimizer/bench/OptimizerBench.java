package org.gridbourse.optimizer.bench;

import com.google.ortools.Loader;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.gridbourse.optimizer.Days;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Fleets;
import org.gridbourse.optimizer.Objective;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.model.PairShift;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.StageCosts;
import org.gridbourse.optimizer.model.StateTube;
import org.gridbourse.optimizer.model.StorageProblem;
import org.gridbourse.optimizer.model.TubeRepair;
import org.gridbourse.optimizer.model.Weights;
import org.gridbourse.optimizer.oracle.ExactDispatch;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.Termination;

/**
 * The dispatcher's figures: gap, time, throughput, front, and other people's solvers and swarms in the same run. Times
 * are taken after warming up; arguments are the folder for the result and the commit.
 */
public final class OptimizerBench {
    private static final int[] RESOLUTIONS = {24, 96, 288};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int LEAST_ROUNDS = 6;
    private static final Dispatcher DISPATCHER = new Dispatcher();

    private static final List<String> FOUR = List.of("paper", "lemlab-15min-d1", "ontario2016-spread", "rts-0718");

    private final StringBuilder report = new StringBuilder();

    private OptimizerBench() {}

    public static void main(String[] arguments) throws IOException {
        Loader.loadNativeLibraries();
        OptimizerBench bench = new OptimizerBench();
        bench.surroundings(arguments[1]);
        bench.gaps();
        bench.times();
        bench.startCharges();
        bench.storages();
        bench.fleets();
        bench.throughput();
        bench.swarms();
        bench.front();
        Path file = Path.of(arguments[0]).resolve("optimizer.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, bench.report);
        System.out.println("written to " + file);
    }

    private void surroundings(String commit) throws IOException {
        String cpu = Files.exists(Path.of("/proc/cpuinfo"))
                ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .orElse("unknown")
                        .replaceFirst(".*: ", "")
                : System.getProperty("os.arch");
        line(
                "%tF, commit %s, %s, %d cores, Java %s, load %.1f at the start.",
                java.time.LocalDate.now(java.time.ZoneId.systemDefault()),
                commit,
                cpu,
                cores(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static List<Days.Case> days(int steps) {
        List<Days.Case> days = new ArrayList<>(List.of(Days.paper().resampled(steps)));
        Days.real().forEach(day -> days.add(day.resampled(steps)));
        return days;
    }

    private static Days.Case named(String name) {
        return days(24).stream()
                .filter(day -> day.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static DispatchPlan plan(Days.Case day, long seed) {
        return DISPATCHER.plan(DispatchRequest.cheapest(day.site(), day.day()).withSeed(seed));
    }

    private void gaps() {
        line("%n## Share of the storage's saving that is lost%n");
        line(
                "%d days (the paper's and real ones) x 100 seeds, against exact dynamic programming. Days with nothing",
                days(24).size());
        line("to save count against a millionth of their cost.%n");
        line("| steps | worst | swarm alone, median | exact solver of the tests, ms |");
        line("|---|---|---|---|");
        for (int steps : RESOLUTIONS) {
            double worst = 0;
            List<Double> alone = new ArrayList<>();
            double millis = 0;
            for (Days.Case day : days(steps)) {
                ExactDispatch exact = new ExactDispatch(day.site(), day.day(), 1, 0);
                double[] best = new double[1];
                millis += millis(() -> best[0] = exact.optimum());
                double saving = Math.max(exact.idle() - best[0], 1e-6 * Math.abs(best[0]));
                for (long seed = 0; seed < 100; seed++) {
                    DispatchPlan plan = plan(day, seed);
                    worst = Math.max(worst, (plan.cost() - best[0]) / saving);
                    if (exact.idle() - best[0] > 1e-3) {
                        alone.add((plan.solver().swarmCost() - best[0]) / saving);
                    }
                }
            }
            alone.sort(null);
            line(
                    "| %d | %.1e | %.0f %% | %.1f |",
                    steps,
                    worst,
                    100 * alone.get(alone.size() / 2),
                    millis / days(steps).size());
        }
    }

    private void times() {
        line("%n## Time per plan, one thread%n");
        line(
                "Whole plan: model, swarm, refinement, marginal values, figures. HiGHS (OR-Tools): building and solving its");
        line(
                "linear program of the same convex day. Processor time of the thread, so that other work on the machine does");
        line("not count.%n");
        line("| steps | ours p50, ms | ours p99, ms | HiGHS p50, ms | HiGHS p99, ms |");
        line("|---|---|---|---|---|");
        for (int steps : RESOLUTIONS) {
            List<Days.Case> days = days(steps).stream()
                    .filter(day -> !day.name().contains("negprice"))
                    .toList();
            int rounds = 4800 / steps;
            double[] ours = new double[rounds * days.size()];
            double[] highs = new double[20 * days.size()];
            for (int warm = 0; warm < 2; warm++) {
                fill(ours, i -> plan(days.get(i % days.size()), i).cost());
            }
            fill(highs, i -> new Highs(
                            days.get(i % days.size()).site(),
                            days.get(i % days.size()).day())
                    .optimum(60_000));
            line(
                    "| %d | %.3f | %.3f | %.2f | %.2f |",
                    steps, quantile(ours, 0.5), quantile(ours, 0.99), quantile(highs, 0.5), quantile(highs, 0.99));
        }
    }

    /** What running costs, as shares of the power limit, and the cycle limit. */
    private record Running(String name, double startCharge, double minPower, OptionalDouble cycles) {}

    private static final List<Running> RUNNING = List.of(
            new Running("start charge", 0.004, 0, OptionalDouble.empty()),
            new Running("least power", 0, 0.1, OptionalDouble.empty()),
            new Running("cycle limit", 0, 0, OptionalDouble.of(0.8)),
            new Running("start charge, least power", 0.004, 0.1, OptionalDouble.empty()),
            new Running("start charge, cycle limit", 0.004, 0, OptionalDouble.of(0.8)),
            new Running("all three", 0.004, 0.1, OptionalDouble.of(0.8)));

    private void startCharges() {
        line("%n## Start charge, least power, cycle limit%n");
        line(
                "Start charge 0.004 per kW of power and hour, least power 10 %% of power, 0.8 full cycles, on four days (the");
        line(
                "paper's, 15 homes, Ontario, RTS). HiGHS: its program of the same day (integer but for the cycle limit alone),");
        line(
                "stopped after 10 s; it takes a plan within 0.01 %% for optimal. Processor time of the thread for ours, wall");
        line(
                "clock for HiGHS, medians. Difference: ours over HiGHS's best, of the cost; negative where ours is better.");
        line("Swarm alone: what its plan loses of the storage's saving against the plan reported.%n");
        line(
                "| steps | on top | ours, ms | HiGHS, ms | HiGHS / ours | difference, median | worst | swarm alone, median |");
        line("|---|---|---|---|---|---|---|---|");
        for (int steps : RESOLUTIONS) {
            for (Running running : RUNNING) {
                startCharges(steps, running);
            }
        }
    }

    private void startCharges(int steps, Running running) {
        List<Days.Case> days = days(steps).stream()
                .filter(day -> FOUR.stream().anyMatch(name -> day.name().startsWith(name)))
                .map(day -> running(day, running))
                .toList();
        double[] ours = new double[days.size()];
        double[] highs = new double[days.size()];
        double[] over = new double[days.size()];
        double[] alone = new double[days.size()];
        for (int i = 0; i < days.size(); i++) {
            Days.Case day = days.get(i);
            DispatchPlan[] plan = new DispatchPlan[1];
            double[] tries = new double[20];
            for (int warm = 0; warm < 2; warm++) {
                fill(tries, round -> (plan[0] = plan(day, 42)).cost());
            }
            ours[i] = quantile(tries, 0.5);
            long started = System.nanoTime();
            double best = day.costOfPlants() + new Highs(day.site(), day.day()).optimum(10_000);
            highs[i] = (System.nanoTime() - started) / 1e6;
            // nothing found in time: any plan is better
            over[i] = Double.isNaN(best) ? 0 : (plan[0].cost() - best) / Math.abs(best);
            double saving = plan[0].costWithoutStorage().orElseThrow() - plan[0].cost();
            alone[i] = (plan[0].solver().swarmCost() - plan[0].cost()) / saving;
        }
        line(
                "| %d | %s | %.2f | %.0f | %.0f | %.4f %% | %.4f %% | %.2f %% |",
                steps,
                running.name,
                quantile(ours, 0.5),
                quantile(highs, 0.5),
                quantile(highs, 0.5) / quantile(ours, 0.5),
                100 * quantile(over, 0.5),
                100 * quantile(over, 1),
                100 * quantile(alone, 0.5));
    }

    private static Days.Case running(Days.Case day, Running running) {
        double power = day.site().storage().orElseThrow().power().chargeMaxKw();
        return day.with(new Storage.Running(
                running.startCharge * power * day.day().stepHours(), running.minPower * power, running.cycles));
    }

    private void storages() {
        line("%n## Several storages, convex: next to the linear program of HiGHS%n");
        line(
                "5 random sites each; a fleet's plan against the program's optimum, as a share of the saving. Processor time of");
        line("the thread, whole plan for ours, building and solving for HiGHS; medians.%n");
        line("| storages | steps | worst gap | ours, ms | HiGHS, ms | HiGHS / ours |");
        line("|---|---|---|---|---|---|");
        for (int storages : new int[] {2, 5}) {
            for (int steps : RESOLUTIONS) {
                fleets(steps, new Fleets.Size(storages, 0, 0), 60_000);
            }
        }
    }

    private void fleets() {
        line(
                "%n## 3 storages, 10 vehicles with a least power, 5 blocks without a break: next to the integer program%n");
        line("Likewise; HiGHS is stopped after 60 s.%n");
        line("| storages | steps | worst gap | ours, ms | HiGHS, ms | HiGHS / ours |");
        line("|---|---|---|---|---|---|");
        fleets(96, new Fleets.Size(3, 10, 5), 60_000);
    }

    private void fleets(int steps, Fleets.Size size, long mostMillis) {
        double[] ours = new double[5];
        double[] highs = new double[5];
        double[] gaps = new double[5];
        for (int i = 0; i < 5; i++) {
            Days.Case day = Fleets.random(i, steps, size);
            DispatchPlan[] plan = new DispatchPlan[1];
            double[] tries = new double[size.vehicles() > 0 ? 20 : 60];
            for (int warm = 0; warm < 2; warm++) {
                fill(tries, round -> (plan[0] = plan(day, 42)).cost());
            }
            ours[i] = quantile(tries, 0.5);
            double[] best = new double[1];
            highs[i] = processorMillis(() -> best[0] = new FleetHighs(day.site(), day.day()).optimum(mostMillis));
            gaps[i] = (plan[0].cost() - best[0]) / (plan[0].costWithoutStorage().orElseThrow() - best[0]);
        }
        double ratio = quantile(highs, 0.5) / quantile(ours, 0.5);
        line(
                "| %d | %d | %.1e | %.2f | %.1f | %.0f |",
                size.storages(), steps, quantile(gaps, 1), quantile(ours, 0.5), quantile(highs, 0.5), ratio);
    }

    private void throughput() {
        line("%n## 1000 different microgrids, all cores%n");
        line(
                "Best of the rounds of %d seconds, after which the virtual machine has compiled what it runs. Bytes: all that a",
                WARM_UP_NANOS / 1_000_000_000);
        line("plan allocates, its inputs and its rows; the inner loops allocate nothing (`AllocationTest`).%n");
        line("| steps | plans per second | bytes per plan |");
        line("|---|---|---|");
        for (int steps : RESOLUTIONS) {
            List<Days.Case> sites = IntStream.range(0, 1000)
                    .mapToObj(seed -> Days.random(seed, steps, Days.Traits.CONVEX))
                    .toList();
            double best = Double.POSITIVE_INFINITY;
            long until = System.nanoTime() + WARM_UP_NANOS;
            for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < until; round++) {
                best = Math.min(best, millis(() -> sites.parallelStream()
                        .mapToDouble(day -> plan(day, 42).cost())
                        .sum()));
            }
            line("| %d | %.0f | %d |", steps, 1e6 / best, bytesPerPlan(sites));
        }
    }

    private static long bytesPerPlan(List<Days.Case> sites) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        sites.forEach(day -> plan(day, 42));
        return (THREADS.getThreadAllocatedBytes(thread) - before) / sites.size();
    }

    private void swarms() {
        line("%n## Swarms of libraries on the same repaired problem, 10 000 evaluations%n");
        line("Median share of the saving lost over 5 seeds; then the same after our pair shift.%n");
        line("| swarm | paper 24 | paper 96 | Ontario spread 24 | after the shift, all three | ms at 96 |");
        line("|---|---|---|---|---|---|");
        swarm("ours, constriction and ring", Library.OURS);
        swarm("jMetal SPSO2007", Library.SPSO2007);
        swarm("jMetal SPSO2011", Library.SPSO2011);
        swarm("hipparchus CMA-ES", Library.CMA_ES);
    }

    private enum Library {
        OURS,
        SPSO2007,
        SPSO2011,
        CMA_ES
    }

    private void swarm(String name, Library library) {
        List<Days.Case> days = List.of(days(24).get(0), days(96).get(0), named("ontario2016-spread"));
        double[] lost = new double[3];
        double[] refined = new double[15];
        double millisAt96 = 0;
        for (int d = 0; d < days.size(); d++) {
            Days.Case day = days.get(d);
            SiteDay siteDay = new SiteDay(DispatchRequest.cheapest(day.site(), day.day()));
            StageCosts costs = new StageCosts(siteDay, Weights.cheapest(siteDay));
            StateTube tube = new StateTube(siteDay, costs);
            StorageProblem problem = new StorageProblem(costs);
            TubeRepair repair = new TubeRepair(costs, tube, 0);
            double[] best = new double[siteDay.steps];
            repair.repair(best);
            double idle = problem.evaluate(best);
            new PairShift(costs, tube).refine(best);
            double optimum = problem.evaluate(best);
            double[] gaps = new double[5];
            for (int seed = 0; seed < 5; seed++) {
                long started = System.nanoTime();
                double[] reached = reached(library, problem, repair, seed);
                millisAt96 = d == 1 ? (System.nanoTime() - started) / 1e6 : millisAt96;
                gaps[seed] = (problem.evaluate(reached) - optimum) / (idle - optimum);
                new PairShift(costs, tube).refine(reached);
                refined[5 * d + seed] = (problem.evaluate(reached) - optimum) / (idle - optimum);
            }
            lost[d] = quantile(gaps, 0.5);
        }
        line(
                "| %s | %.3f %% | %.3f %% | %.3f %% | at most %.0e | %.0f |",
                name, 100 * lost[0], 100 * lost[1], 100 * lost[2], Math.max(0, quantile(refined, 1)), millisAt96);
    }

    private static double[] reached(Library library, StorageProblem problem, TubeRepair repair, long seed) {
        OtherSwarms others = new OtherSwarms(problem, repair);
        int evaluations = 10_000;
        return switch (library) {
            case OURS ->
                new Swarm(problem, repair, 40)
                        .search(List.of(), Termination.after(evaluations / 40 - 1), new SplittableRandom(seed))
                        .position();
            case SPSO2007 -> others.spso2007(evaluations, seed);
            case SPSO2011 -> others.spso2011(evaluations, seed);
            case CMA_ES -> others.cmaEs(evaluations, seed);
        };
    }

    private void front() {
        Days.Case paper = Days.paper();
        DispatchRequest request =
                DispatchRequest.cheapest(paper.site(), paper.day()).withObjective(Objective.PARETO, 0);
        double[] millis = new double[50];
        for (int warm = 0; warm < 2; warm++) {
            fill(millis, i -> DISPATCHER.plan(request).cost());
        }
        int points = DISPATCHER.plan(request).front().size();
        line(
                "%n## Front of the paper's day%n%n%d points, %.2f ms (median). All lie on the exact front to the four decimals of",
                points, quantile(millis, 0.5));
        line("the reference (a test compares them): hypervolume ratio 1.0000.");
    }

    private static void fill(double[] millis, java.util.function.IntToDoubleFunction work) {
        for (int i = 0; i < millis.length; i++) {
            int index = i;
            millis[i] = processorMillis(() -> work.applyAsDouble(index));
        }
    }

    private static double processorMillis(DoubleSupplier work) {
        long started = THREADS.getCurrentThreadCpuTime();
        double result = work.getAsDouble();
        if (Double.isNaN(result)) {
            throw new IllegalStateException("no result");
        }
        return (THREADS.getCurrentThreadCpuTime() - started) / 1e6;
    }

    private static double millis(DoubleSupplier work) {
        long started = System.nanoTime();
        double result = work.getAsDouble();
        if (Double.isNaN(result)) {
            throw new IllegalStateException("no result");
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        report.append(line).append('\n');
    }
}
