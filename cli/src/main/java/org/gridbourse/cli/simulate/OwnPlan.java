package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.solver.Community;
import org.gridbourse.solver.InteriorPoint;
import org.gridbourse.solver.Solution;

/**
 * The cheapest way for one owner to run its battery against the grid and the contracts that it has. What a seller does
 * not deliver costs R - G, what a buyer does not take fetches F and the fee returns; so a contract is a demand or a supply
 * that is there anyway.
 */
final class OwnPlan {
    private static final double WH = 1e-3;
    private static final double MICRO = 1e-6;

    private OwnPlan() {}

    /**
     * @param netWh from the first period that is left on
     * @param soldWh contracts: sold (positive) or bought (negative)
     */
    static Solution of(Battery battery, long levelMilliWh, List<Tariff> tariffs, long[] netWh, long[] soldWh) {
        double[] demand = new double[netWh.length];
        double[] net = new double[netWh.length];
        double[] always = new double[netWh.length];
        for (int t = 0; t < netWh.length; t++) {
            demand[t] = soldWh[t] * WH;
            net[t] = netWh[t] * WH;
            always[t] = Double.NaN;
        }
        Community.Owner owner = new Community.Owner(
                net, always, new double[netWh.length], battery.forSolver(netWh.length, levelMilliWh));
        return InteriorPoint.solve(new Community(bands(tariffs, demand), List.of(), List.of(owner)));
    }

    /** What surrounds a community: energy left over fetches F, or is curtailed where F is negative. */
    static List<Community.Band> bands(List<Tariff> tariffs, double[] demandKwh) {
        List<Community.Band> bands = new ArrayList<>();
        for (int t = 0; t < tariffs.size(); t++) {
            Tariff tariff = tariffs.get(t);
            double feedIn = tariff.feedIn().microPerKwh() * MICRO;
            double retail = tariff.retail().microPerKwh() * MICRO;
            bands.add(
                    tariff.takesOrders()
                            ? new Community.Band(
                                    Math.max(0, feedIn),
                                    tariff.cap().microPerKwh() * MICRO,
                                    tariff.gridFee().microPerKwh() * MICRO,
                                    demandKwh[t])
                            : new Community.Band(feedIn, feedIn, retail - feedIn, demandKwh[t]));
        }
        return bands;
    }
}
