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

    private final Community original;
    private final double[][] usedKwh;

    private OwnUse(Community original) {
        this.original = original;
        usedKwh = new double[original.owners().size()][original.periods()];
    }

    /** What a solution would rather trade both, to be used; empty where there is no such energy. */
    static Optional<OwnUse> in(Community community, Solution solution) {
        OwnUse none = new OwnUse(community);
        OwnUse some = none.grown(solution);
        return some.isLike(none) ? Optional.empty() : Optional.of(some);
    }

    /** The same with what a solution of the whole would still rather trade both. */
    OwnUse grown(Solution solution) {
        OwnUse grown = new OwnUse(original);
        for (int i = 0; i < usedKwh.length; i++) {
            Community.Owner owner = original.owners().get(i);
            for (int t = 0; t < original.periods(); t++) {
                double net = owner.net()[t];
                double stored = solution.charge()[i][t] - solution.discharge()[i][t];
                double own = net < 0 ? Math.min(-net, Math.max(0, stored)) : Math.max(-net, Math.min(0, stored));
                boolean choice = net != 0 && !Double.isNaN(owner.instead()[t]);
                boolean grows = choice && solution.netUsed()[i][t] < Math.abs(own) - TRIFLE_KWH;
                grown.usedKwh[i][t] = grows || usedKwh[i][t] != 0 ? own : 0;
            }
        }
        return grown;
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
                rest.netUsed()[i][t] += Math.abs(usedKwh[i][t]);
            }
        }
        return rest;
    }
}
