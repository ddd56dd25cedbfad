package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the best lie would bring each participant while all others tell the truth, the same lie every day; as a share of
 * its own consumption at the mean retail price.
 *
 * @param median of all participants
 * @param top of the one whom it would bring most
 * @param topParticipant who that is
 * @param topLie and how
 */
record Regret(double median, double top, String topParticipant, String topLie) {
    private static final double MICRO = 1e-6;
    private static final double KWH = 1e-3;

    static Regret of(Simulation simulation, List<Integer> indices, Consumer<DayOutcome> progress) {
        World world = simulation.world();
        int participants = world.households().size();
        double[][] gains = new double[participants][Lie.values().length];
        double[] consumedKwh = new double[participants];
        indices.parallelStream().forEach(index -> {
            List<HouseholdDay> days = simulation.known(index);
            double[][] dayGains = gains(simulation.day(), days);
            synchronized (gains) {
                for (int i = 0; i < participants; i++) {
                    consumedKwh[i] += days.get(i).consumedWh() * KWH;
                    for (int k = 0; k < gains[i].length; k++) {
                        gains[i][k] += dayGains[i][k];
                    }
                }
            }
        });
        return of(world, gains, consumedKwh);
    }

    private static double[][] gains(DaySimulation simulation, List<HouseholdDay> days) {
        double[][] gains = new double[days.size()][Lie.values().length];
        double[] truth = simulation.costs(days, -1, Lie.Change.NONE);
        for (int i = 0; i < gains.length; i++) {
            for (Lie lie : Lie.values()) {
                gains[i][lie.ordinal()] = truth[i] - simulation.costs(days, i, lie.change())[i];
            }
        }
        return gains;
    }

    private static Regret of(World world, double[][] gains, double[] consumedKwh) {
        double retail = world.tariffs().stream()
                .mapToLong(tariff -> tariff.retail().microPerKwh())
                .average()
                .orElseThrow();
        List<Double> shares = new ArrayList<>();
        int top = 0;
        for (int i = 0; i < gains.length; i++) {
            double best = Math.max(0, Arrays.stream(gains[i]).max().orElse(0));
            shares.add(consumedKwh[i] > 0 ? best / (consumedKwh[i] * retail * MICRO) : 0);
            top = shares.get(i) > shares.get(top) ? i : top;
        }
        double[] ofTop = gains[top];
        int lie = IntStream.range(0, ofTop.length)
                .reduce((one, other) -> ofTop[other] > ofTop[one] ? other : one)
                .orElseThrow();
        double[] sorted =
                shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Regret(
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                world.households().get(top).id(),
                Lie.values()[lie].name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }
}
