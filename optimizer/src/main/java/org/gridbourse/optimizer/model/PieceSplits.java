package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.Optional;

/** Where a relaxed plan of a fleet does what no plan can, and how its pieces are split there. */
final class PieceSplits {
    /** Share of a power below which it is none. */
    private static final double SAME = 1e-6;

    private final SiteDay day;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final FleetObjective objective;

    /** Two halves of what was open; the relaxed plan is nearer to the first. */
    record Split(PieceChoices nearer, PieceChoices other) {}

    PieceSplits(SiteDay day, Fleet fleet, FleetObjective objective) {
        this.day = day;
        stores = fleet.stores();
        blocks = fleet.blocks();
        this.objective = objective;
    }

    /** The split that matters most; empty if the relaxed plan is a plan. */
    Optional<Split> of(PieceChoices choices, FleetState state, FleetProgram.Solution relaxed) {
        for (int b = 0; b < blocks.size(); b++) {
            if (!choices.isPlaced(b)) {
                return Optional.of(ofBlock(choices, b, state));
            }
        }
        double most = SAME * objective.largestPrice() * day.hours;
        int device = -1;
        int at = -1;
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < choices.ways()[k].length; i++) {
                double missed = missed(k, i, choices, state, relaxed);
                if (missed > most) {
                    most = missed;
                    device = k;
                    at = i;
                }
            }
        }
        int step = -1;
        for (int t = 0; t < day.steps; t++) {
            double missed = day.hours * relaxed.underpriced()[t];
            if (Integer.bitCount(choices.grid()[t]) > 1 && missed > most) {
                most = missed;
                step = t;
            }
        }
        if (step >= 0) {
            return Optional.of(ofGrid(choices, step, relaxed));
        }
        return device < 0 ? Optional.empty() : Optional.of(ofStore(choices, device, at, state));
    }

    /** What it would cost about to do it as a plan does. */
    private double missed(int k, int i, PieceChoices choices, FleetState state, FleetProgram.Solution relaxed) {
        Store store = stores.get(k);
        int ways = choices.ways()[k][i];
        if (Integer.bitCount(ways) < 2) {
            return 0;
        }
        double power = Math.abs(state.powerKw[k][i]);
        double most = state.powerKw[k][i] > 0 ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
        double perKw = day.hours * objective.largestPrice();
        boolean both = (ways & PieceChoices.CHARGE) != 0 && (ways & PieceChoices.GIVE) != 0;
        double missed = both ? relaxed.bothKw()[k][i] * perKw : 0;
        if (power > SAME * most) {
            double least = store.running.minPowerKw();
            missed += objective.startCharge(store) * Math.max(0, 1 - power / most);
            missed += power < least * (1 - SAME) ? Math.min(power, least - power) * perKw : 0;
        }
        return missed;
    }

    private Split ofStore(PieceChoices choices, int k, int i, FleetState state) {
        int ways = choices.ways()[k][i];
        int way = state.powerKw[k][i] >= 0 ? PieceChoices.CHARGE : PieceChoices.GIVE;
        way = (ways & way) == 0 ? Integer.lowestOneBit(ways) : way;
        PieceChoices in = choices.copy();
        in.ways()[k][i] = way;
        PieceChoices out = choices.copy();
        out.ways()[k][i] = ways & ~way;
        return nearest(k, i, ways, state) == way ? new Split(in, out) : new Split(out, in);
    }

    /** The way that the power is nearest to. */
    private int nearest(int k, int i, int ways, FleetState state) {
        Store store = stores.get(k);
        double power = state.powerKw[k][i];
        int way = power >= 0 ? PieceChoices.CHARGE : PieceChoices.GIVE;
        double most = power >= 0 ? store.power.chargeMaxKw() : store.power.dischargeMaxKw();
        double least = store.running.minPowerKw();
        boolean rests = (ways & PieceChoices.REST) != 0 && Math.abs(power) < (least > 0 ? least : most) / 2;
        return rests ? PieceChoices.REST : (ways & way) != 0 ? way : Integer.lowestOneBit(ways);
    }

    private Split ofGrid(PieceChoices choices, int t, FleetProgram.Solution relaxed) {
        PieceChoices in = choices.copy();
        in.grid()[t] = PieceChoices.IMPORT;
        PieceChoices out = choices.copy();
        out.grid()[t] = PieceChoices.EXPORT;
        return relaxed.gridKw()[t] > 0 ? new Split(in, out) : new Split(out, in);
    }

    /** Before or after where the part that is most open runs in the relaxed plan. */
    private Split ofBlock(PieceChoices choices, int b, FleetState state) {
        FixedBlock block = blocks.get(b);
        int part = 0;
        for (int p = 1; p < block.powerKw().length; p++) {
            part = width(choices, b, p) > width(choices, b, part) ? p : part;
        }
        double at = block.interruptible() ? halfDone(block, b, part, state) : meanStart(block, b, state);
        int first = choices.earliest()[b][part];
        int last = choices.latest()[b][part];
        int end = (int) Math.max(first, Math.min(last - 1, Math.floor(at)));
        PieceChoices before = choices.copy();
        before.endBy(block, b, part, end);
        PieceChoices after = choices.copy();
        after.startFrom(block, b, part, end + 1);
        return at < end + 0.5 ? new Split(before, after) : new Split(after, before);
    }

    private static int width(PieceChoices choices, int b, int part) {
        return choices.latest()[b][part] - choices.earliest()[b][part];
    }

    private double meanStart(FixedBlock block, int b, FleetState state) {
        double energy = 0;
        double moment = 0;
        for (int t = 0; t < day.steps; t++) {
            energy += state.partKw(b, t);
            moment += t * state.partKw(b, t);
        }
        double own = 0;
        double ownMoment = 0;
        for (int p = 0; p < block.powerKw().length; p++) {
            own += block.powerKw()[p];
            ownMoment += p * block.powerKw()[p];
        }
        return energy > 0 && own > 0 ? moment / energy - ownMoment / own : 0;
    }

    /** When the relaxed plan has done what comes before a part and half of it. */
    private double halfDone(FixedBlock block, int b, int part, FleetState state) {
        double wanted = block.powerKw()[part] / 2;
        for (int p = 0; p < part; p++) {
            wanted += block.powerKw()[p];
        }
        double done = 0;
        for (int t = 0; t < day.steps; t++) {
            done += state.partKw(b, t);
            if (done >= wanted) {
                return t;
            }
        }
        return day.steps;
    }

    /** Every piece as the relaxed plan is nearest to; blocks are left as they are. */
    PieceChoices nearest(PieceChoices choices, FleetState state, FleetProgram.Solution relaxed) {
        PieceChoices nearest = choices.copy();
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < nearest.ways()[k].length; i++) {
                int ways = nearest.ways()[k][i];
                nearest.ways()[k][i] = Integer.bitCount(ways) < 2 ? ways : nearest(k, i, ways, state);
            }
        }
        for (int t = 0; t < day.steps; t++) {
            if (Integer.bitCount(nearest.grid()[t]) > 1) {
                nearest.grid()[t] = relaxed.gridKw()[t] > 0 ? PieceChoices.IMPORT : PieceChoices.EXPORT;
            }
        }
        return nearest;
    }
}
