package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small communities with everything that can be in one: margins, fees, wear, cars that are away, throughput limits. */
final class RandomCommunities {
    private final RandomGenerator random;

    RandomCommunities(RandomGenerator random) {
        this.random = random;
    }

    Community next(int periods, int owners) {
        List<Community.Band> bands = new ArrayList<>();
        List<Community.Step> steps = new ArrayList<>();
        double fee = random.nextBoolean() ? 0 : 0.08;
        for (int t = 0; t < periods; t++) {
            double high = 0.2 + 0.05 * random.nextInt(6) - fee;
            double low = 0.08 * random.nextInt(2);
            bands.add(new Community.Band(low, high, fee, random.nextInt(-2000, 2000) / 1000.0));
            for (int k = random.nextInt(4); k > 0; k--) {
                double limit = low + (high - low) * random.nextInt(1, 20) / 20;
                steps.add(new Community.Step(t, random.nextBoolean(), random.nextInt(1, 1500) / 1000.0, limit));
            }
        }
        List<Community.Owner> all = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            all.add(owner(bands));
        }
        return new Community(bands, steps, all);
    }

    private Community.Owner owner(List<Community.Band> bands) {
        int periods = bands.size();
        double[] net = new double[periods];
        double[] instead = new double[periods];
        double[] charge = new double[periods];
        double[] discharge = new double[periods];
        boolean margins = random.nextBoolean();
        for (int t = 0; t < periods; t++) {
            net[t] = random.nextInt(-2500, 1500) / 1000.0;
            Community.Band band = bands.get(t);
            double margin = 0.1 * (band.high() - band.low());
            instead[t] = !margins ? Double.NaN : net[t] > 0 ? band.high() - margin + band.fee() : band.low() + margin;
            boolean there = random.nextInt(4) > 0;
            charge[t] = there ? 1.2 : 0;
            discharge[t] = there ? 1.0 : 0;
        }
        double wear = random.nextBoolean() ? 0 : 0.02;
        double throughput = random.nextBoolean() ? 100 : 4;
        return new Community.Owner(
                net,
                instead,
                new double[periods],
                new Community.Storage(charge, discharge, 0.95, 1.053, new Community.Levels(6, 3, 2), wear, throughput));
    }
}
