package org.gridbourse.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Own use comes before any trade, even where an owner asks more for its energy than buying other energy costs, or bids
 * less than selling brings. A linear program would rather trade both. So what is used that way is taken out of the
 * owner's offer and goes into its storage, or comes from it, whatever else the storage does.
 */
final class OwnUse {
    private static final double TRIFLE_KWH = 1e-4;
    private static final double TRIFLE_PRICE = 5e-6;

    private final Community original;
    private final double[][] usedKwh;

    private OwnUse(Community original) {
        this.original = original;
        usedKwh = new double[original.owners().size()][original.periods()];
    }

    /** What is used that way in a solution, empty where nothing is. */
    static Optional<OwnUse> in(Community community, Solution solution) {
        OwnUse ownUse = new OwnUse(community);
        boolean some = false;
        for (int i = 0; i < ownUse.usedKwh.length; i++) {
            Community.Owner owner = community.owners().get(i);
            for (int t = 0; t < community.periods(); t++) {
                double net = owner.net()[t];
                double price = solution.price()[t];
                double stored = solution.charge()[i][t] - solution.discharge()[i][t];
                double dearest = price + community.bands().get(t).fee();
                if (net < 0 && stored > TRIFLE_KWH && owner.instead()[t] > dearest + TRIFLE_PRICE) {
                    ownUse.usedKwh[i][t] = Math.min(-net, stored);
                    some = true;
                } else if (net > 0 && stored < -TRIFLE_KWH && owner.instead()[t] < price - TRIFLE_PRICE) {
                    ownUse.usedKwh[i][t] = Math.max(-net, stored);
                    some = true;
                }
            }
        }
        return some ? Optional.of(ownUse) : Optional.empty();
    }

    /** Whether as much is used as in another solution. */
    boolean isLike(OwnUse other) {
        for (int i = 0; i < usedKwh.length; i++) {
            for (int t = 0; t < usedKwh[i].length; t++) {
                if (Math.abs(usedKwh[i][t] - other.usedKwh[i][t]) > 10 * TRIFLE_KWH) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The community in which that is done already. */
    Community rest() {
        List<Community.Owner> owners = new ArrayList<>();
        for (int i = 0; i < usedKwh.length; i++) {
            owners.add(rest(original.owners().get(i), usedKwh[i]));
        }
        return new Community(original.bands(), original.steps(), owners);
    }

    private static Community.Owner rest(Community.Owner owner, double[] used) {
        Community.Storage storage = owner.storage();
        double[] net = owner.net().clone();
        double[] inflow = owner.inflow().clone();
        double[] chargeMax = storage.chargeMax().clone();
        double[] dischargeMax = storage.dischargeMax().clone();
        double throughput = storage.throughputMax();
        for (int t = 0; t < used.length; t++) {
            net[t] += used[t];
            inflow[t] += used[t] * (used[t] > 0 ? storage.stored() : storage.drawn());
            chargeMax[t] -= Math.max(0, used[t]);
            dischargeMax[t] -= Math.max(0, -used[t]);
            throughput -= Math.abs(used[t]);
        }
        return new Community.Owner(
                net,
                owner.instead(),
                inflow,
                new Community.Storage(
                        chargeMax,
                        dischargeMax,
                        storage.stored(),
                        storage.drawn(),
                        storage.levels(),
                        storage.wear(),
                        Math.max(0, throughput)));
    }

    /** A solution of the rest with own use added. */
    Solution whole(Solution rest) {
        for (int i = 0; i < usedKwh.length; i++) {
            for (int t = 0; t < usedKwh[i].length; t++) {
                rest.charge()[i][t] += Math.max(0, usedKwh[i][t]);
                rest.discharge()[i][t] += Math.max(0, -usedKwh[i][t]);
            }
        }
        return rest;
    }
}
