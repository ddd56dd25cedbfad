package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.optimizer.UnservableLoadException;
import org.gridbourse.optimizer.swarm.SwarmResult;

/** Plans a storage: the swarm searches, refinement finishes, a cycle limit is held by a price on throughput. */
public final class StoragePlanner {
    private final SiteDay day;
    private final Weights weights;

    public StoragePlanner(SiteDay day, Weights weights) {
        this.day = day;
        this.weights = weights;
    }

    /**
     * The plan; a site without storage gets zeros.
     *
     * @throws UnservableLoadException if no plan can serve the load
     */
    public StoragePlan plan(long seed) {
        GridExchange grid = new GridExchange(day, weights);
        if (day.stores().isEmpty()) {
            return withoutStorage(grid);
        }
        StageCosts costs = new StageCosts(day, weights);
        StateTube tube = new StateTube(day, costs);
        double limitKwh = throughputLimitKwh();
        StorageSearch search = new StorageSearch(day, weights, costs, tube, limitKwh, seed);
        SwarmResult swarm = search.swarm();
        double[] change = swarm.position().clone();
        long shifts = search.refine(change);
        List<String> warnings = new ArrayList<>(tube.warnings());
        warnIfBeyond(limitKwh, PairShift.throughputKwh(change), warnings);
        double[] power = power(change);
        StorageProblem unlimited = new StorageProblem(costs);
        return new StoragePlan(
                change,
                power,
                power(swarm.position()),
                unlimited.evaluate(swarm.position()),
                unlimited.evaluate(change),
                swarm.evaluations(),
                shifts,
                MarginalValues.ofStorage(day, weights, grid, tube, search.settled(change), power),
                warnings);
    }

    /** The best schedule whose steps stay in the pieces of a given one: as it runs and rests. */
    public StoragePlan inPiecesOf(double[] changeKwh) {
        return of(changeKwh, true);
    }

    /** A schedule that somebody else made, feasible for the same day, with the values that it has here. */
    public StoragePlan of(double[] changeKwh) {
        return of(changeKwh, false);
    }

    /** A better schedule in place of one: what the swarm did stays what it was. */
    StoragePlan inPlaceOf(StoragePlan plan, double[] changeKwh) {
        StoragePlan better = of(changeKwh);
        List<String> warnings = new ArrayList<>(new StateTube(day, new StageCosts(day, weights)).warnings());
        warnIfBeyond(throughputLimitKwh(), PairShift.throughputKwh(better.changeKwh()), warnings);
        return new StoragePlan(
                better.changeKwh(),
                better.powerKw(),
                plan.swarmPowerKw(),
                plan.swarmObjective(),
                better.refinedObjective(),
                plan.evaluations(),
                plan.shifts() + 1,
                better.values(),
                warnings);
    }

    private StoragePlan of(double[] changeKwh, boolean settled) {
        GridExchange grid = new GridExchange(day, weights);
        if (day.stores().isEmpty()) {
            return withoutStorage(grid);
        }
        StageCosts costs = new StageCosts(day, weights);
        StateTube tube = new StateTube(day, costs);
        // what a cycle limit costs shows when the schedule settles
        PairShift shift = new PairShift(costs, tube, throughputLimitKwh());
        double[] change = changeKwh.clone();
        shift.refine(change);
        if (!settled) {
            change = changeKwh.clone();
            shift.enter(change);
        }
        double[] power = power(change);
        double objective = new StorageProblem(costs).evaluate(change);
        MarginalValues values = MarginalValues.ofStorage(day, weights, grid, tube, shift, power);
        return new StoragePlan(change, power, power, objective, objective, 0, 0, values, List.of());
    }

    /**
     * A plan that is in force, brought into today's limits and otherwise left alone; empty if it breaks the cycle limit
     * by more than another does.
     */
    public Optional<StoragePlan> keep(double[] powerKw, StoragePlan other) {
        StageCosts costs = new StageCosts(day, weights);
        double[] change = new double[day.steps];
        for (int t = 0; t < day.steps; t++) {
            change[t] = day.store().storedKwh(t, powerKw[t]);
        }
        new TubeRepair(costs, new StateTube(day, costs), 0).repair(change);
        double most = Math.max(throughputLimitKwh(), PairShift.throughputKwh(other.changeKwh()));
        return costs.beyond(PairShift.throughputKwh(change), most) == 0 ? Optional.of(of(change)) : Optional.empty();
    }

    /** Whether mixtures of two plans are plans whose objective is at most the mixture of theirs. */
    public boolean isConvex() {
        return day.stores().isEmpty() || new StageCosts(day, weights).convex();
    }

    private StoragePlan withoutStorage(GridExchange grid) {
        grid.firstOverload().ifPresent(t -> {
            double missing = day.loadKw[t] - day.generationKw[t] - day.importKw;
            throw new UnservableLoadException(day.firstStep + t, missing);
        });
        double[] idle = new double[day.steps];
        return new StoragePlan(idle, idle, idle, 0, 0, 0, 0, MarginalValues.ofGrid(day, grid), List.of());
    }

    /** A full cycle fills and empties the capacity once. */
    private double throughputLimitKwh() {
        return day.store().throughputLimitKwh();
    }

    private void warnIfBeyond(double limitKwh, double throughputKwh, List<String> warnings) {
        double capacity = day.store().capacityKwh;
        if (throughputKwh > limitKwh + 1e-9 * capacity) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "maxFullCycles %.6f cannot be kept with the load and the states asked for: %.6f are needed",
                    limitKwh / (2 * capacity),
                    throughputKwh / (2 * capacity)));
        }
    }

    private double[] power(double[] change) {
        return day.store().powersKw(change);
    }
}
