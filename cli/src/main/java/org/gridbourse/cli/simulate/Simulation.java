package org.gridbourse.cli.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gridbourse.node.forecast.Forecaster;
import org.gridbourse.node.forecast.Kind;

/**
 * Day after day of a world.
 *
 * @param world the community
 * @param day how each day is simulated
 */
record Simulation(World world, DaySimulation day) {

    /** Indices of the days that can be simulated, from a date on, at most so many: all that were measured whole. */
    List<Integer> days(Optional<LocalDate> from, int most) {
        Flow first = world.households().get(0).flows().get(0);
        return IntStream.range(0, first.days())
                .filter(index -> from.isEmpty() || !first.date(index).isBefore(from.get()))
                .filter(index -> world.households().stream()
                        .flatMap(household -> household.flows().stream())
                        .allMatch(flow -> flow.isWhole(index)))
                .limit(most)
                .boxed()
                .toList();
    }

    /** Simulates days; where everything is known they are independent and run at the same time. */
    List<DayOutcome> run(List<Integer> days, Consumer<DayOutcome> progress) {
        return day.knowing().expected() ? runExpected(days, progress) : runKnown(days, progress);
    }

    private List<DayOutcome> runKnown(List<Integer> days, Consumer<DayOutcome> progress) {
        return days.parallelStream()
                .map(index -> {
                    DayOutcome outcome = day.simulate(date(index), known(index), DaySimulation.Levels.initial(world));
                    progress.accept(outcome);
                    return outcome;
                })
                .toList();
    }

    private List<DayOutcome> runExpected(List<Integer> days, Consumer<DayOutcome> progress) {
        Map<Flow, Forecaster> forecasters = forecasters();
        DaySimulation.Levels levels = DaySimulation.Levels.initial(world);
        List<DayOutcome> outcomes = new ArrayList<>();
        for (int index : days) {
            DayOutcome outcome = day.simulate(date(index), expected(index, forecasters), levels);
            progress.accept(outcome);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    Map<Flow, Forecaster> forecasters() {
        Map<Flow, Forecaster> forecasters = new java.util.HashMap<>();
        world.households().stream()
                .flatMap(household -> household.flows().stream())
                .forEach(flow -> forecasters.put(flow, flow.forecaster()));
        return forecasters;
    }

    private LocalDate date(int index) {
        return world.households().get(0).flows().get(0).date(index);
    }

    /** All households on a day that everybody knows. */
    List<HouseholdDay> known(int index) {
        List<HouseholdDay> days = new ArrayList<>();
        for (Household household : world.households()) {
            long[] net = measured(household, index);
            long[] given = generation(household, flow -> flow.measuredWh(index));
            days.add(new HouseholdDay(household, net, net, new Generation(given, given), consumed(household, index)));
        }
        return days;
    }

    private List<HouseholdDay> expected(int index, Map<Flow, Forecaster> forecasters) {
        Map<Flow, long[]> forecasts = new java.util.HashMap<>();
        forecasters.entrySet().parallelStream().forEach(each -> {
            long[] wh = each.getKey().forecastWh(each.getValue().forecast(index));
            synchronized (forecasts) {
                forecasts.put(each.getKey(), wh);
            }
        });
        List<HouseholdDay> days = new ArrayList<>();
        for (Household household : world.households()) {
            long[] net = new long[world.periods()];
            for (Flow flow : household.flows()) {
                add(net, forecasts.get(flow));
            }
            Generation generation = new Generation(
                    generation(household, flow -> flow.measuredWh(index)), generation(household, forecasts::get));
            days.add(new HouseholdDay(
                    household, measured(household, index), net, generation, consumed(household, index)));
        }
        return days;
    }

    private long[] measured(Household household, int index) {
        long[] net = new long[world.periods()];
        for (Flow flow : household.flows()) {
            add(net, flow.measuredWh(index));
        }
        return net;
    }

    private long[] generation(Household household, Function<Flow, long[]> wh) {
        long[] given = new long[world.periods()];
        for (Flow flow : household.flows()) {
            if (flow.kind() != Kind.LOAD) {
                add(given, wh.apply(flow));
            }
        }
        for (int t = 0; t < given.length; t++) {
            given[t] = -given[t];
        }
        return given;
    }

    private static long consumed(Household household, int index) {
        return household.flows().stream()
                .filter(flow -> flow.kind() == Kind.LOAD)
                .flatMapToLong(flow -> Arrays.stream(flow.measuredWh(index)))
                .sum();
    }

    private static void add(long[] sum, long[] other) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += other[t];
        }
    }

    /** Costs of all days by participant: alone, and with the market. */
    static Map<String, double[]> costs(List<DayOutcome> outcomes) {
        Map<String, double[]> costs = new TreeMap<>();
        for (DayOutcome outcome : outcomes) {
            for (DayOutcome.Share share : outcome.shares()) {
                double[] sums = costs.computeIfAbsent(share.id(), id -> new double[3]);
                sums[0] += share.aloneCost();
                sums[1] += share.marketCost();
                sums[2] += share.consumedWh();
            }
        }
        return costs;
    }
}
