package org.gridbourse.optimizer.model;

import java.util.List;

/**
 * Closes pieces that cannot pay: the duals of a relaxed plan bound from below what taking one would cost, whatever all
 * others do (reduced costs: Dantzig, Fulkerson and Johnson 1954).
 */
final class PieceBounds {
    private final SiteDay day;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final FleetObjective objective;
    private final FleetPieces pieces;

    PieceBounds(SiteDay day, Fleet fleet, FleetObjective objective, FleetPieces pieces) {
        this.day = day;
        stores = fleet.stores();
        blocks = fleet.blocks();
        this.objective = objective;
        this.pieces = pieces;
    }

    /**
     * @param choices of which pieces are closed
     * @param room by how much the objective may rise above the bound of the relaxed plan
     */
    void close(PieceChoices choices, FleetProgram.Solution relaxed, double room) {
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < choices.ways()[k].length; i++) {
                choices.ways()[k][i] = left(k, i, choices.ways()[k][i], relaxed, room);
            }
        }
        int part = stores.size();
        for (int b = 0; b < blocks.size(); b++) {
            if (!choices.isPlaced(b)) {
                double[] cost = relaxed.costOfCharging()[part++];
                if (!blocks.get(b).interruptible()) {
                    closeEnds(choices, b, cost, room);
                }
            }
        }
    }

    private int left(int k, int i, int ways, FleetProgram.Solution relaxed, double room) {
        if (Integer.bitCount(ways) < 2) {
            return ways;
        }
        Store store = stores.get(k);
        double chargeMargin = day.hours * relaxed.costOfCharging()[k][i];
        double giveMargin = day.hours * relaxed.costOfGiving()[k][i];
        double chargeMax = store.power.chargeMaxKw();
        double giveMax = store.power.dischargeMaxKw();
        boolean charges = (ways & PieceChoices.CHARGE) != 0;
        boolean gives = (ways & PieceChoices.GIVE) != 0;
        double now =
                (charges ? Math.min(0, chargeMargin * chargeMax) : 0) + (gives ? Math.min(0, giveMargin * giveMax) : 0);
        int left = ways;
        if (charges && running(store, chargeMargin, chargeMax) - now > room) {
            left &= ~PieceChoices.CHARGE;
        }
        if (gives && running(store, giveMargin, giveMax) - now > room) {
            left &= ~PieceChoices.GIVE;
        }
        if ((ways & PieceChoices.REST) != 0 && -now > room) {
            left &= ~PieceChoices.REST;
        }
        return left == 0 ? ways : left;
    }

    /** Least that running adds to the dual objective, where the margin has its share of a start charge. */
    private double running(Store store, double margin, double mostKw) {
        double starts = objective.startCharge(store);
        double least = pieces.isSwitched(store) ? store.running.minPowerKw() : 0;
        double perKw = margin - starts / mostKw;
        return starts + Math.min(perKw * least, perKw * mostKw);
    }

    /** Starts from both ends of those that are open. */
    private void closeEnds(PieceChoices choices, int b, double[] cost, double room) {
        FixedBlock block = blocks.get(b);
        int parts = block.powerKw().length;
        double now = 0;
        for (int i = 0; i < cost.length; i++) {
            double[] range = choices.range(block, b, block.window().first() + i);
            now += day.hours * cost[i] * (cost[i] > 0 ? range[0] : range[1]);
        }
        while (!choices.isPlaced(b) && running(block, choices.earliest()[b][0], cost) - now > room) {
            choices.startFrom(block, b, 0, choices.earliest()[b][0] + 1);
        }
        while (!choices.isPlaced(b) && running(block, choices.latest()[b][0], cost) - now > room) {
            choices.endBy(block, b, parts - 1, choices.latest()[b][parts - 1] - 1);
        }
    }

    private double running(FixedBlock block, int start, double[] cost) {
        double sum = 0;
        for (int p = 0; p < block.powerKw().length; p++) {
            sum += day.hours * block.powerKw()[p] * cost[start - block.window().first() + p];
        }
        return sum;
    }
}
