package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridbourse.solver.Community;
import org.gridbourse.solver.InteriorPoint;

/** One planner for all batteries, who knows the day, with the same fee for the wires: what a market can reach at best. */
final class CentralPlan {
    private static final double WH = 1e-3;

    private CentralPlan() {}

    /** What the day costs all together [currency units]. */
    static double cost(World world, List<HouseholdDay> days) {
        double[] demand = new double[world.periods()];
        double[] taken = new double[world.periods()];
        List<Community.Owner> owners = new ArrayList<>();
        for (HouseholdDay day : days) {
            double[] net = new double[demand.length];
            double[] always = new double[demand.length];
            Arrays.fill(always, Double.NaN);
            for (int t = 0; t < demand.length; t++) {
                net[t] = day.measuredWh()[t] * WH;
                demand[t] += day.battery().isPresent() ? 0 : net[t];
                taken[t] += day.battery().isPresent() ? 0 : Math.max(0, net[t]);
            }
            day.battery()
                    .ifPresent(battery -> owners.add(new Community.Owner(
                            net,
                            always,
                            new double[demand.length],
                            battery.forSolver(demand.length, battery.levels().startMilliWh()))));
        }
        List<Community.Band> bands = OwnPlan.bands(world.tariffs(), demand);
        double cost =
                InteriorPoint.solve(new Community(bands, List.of(), owners)).cost();
        for (int t = 0; t < demand.length; t++) {
            Community.Band band = bands.get(t);
            cost += taken[t] * band.fee();
        }
        return cost;
    }
}
