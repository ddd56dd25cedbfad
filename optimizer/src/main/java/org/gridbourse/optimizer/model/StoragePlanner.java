package org.gridbourse.optimizer.model;

import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.UnservableLoadException;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.SwarmResult;
import org.gridbourse.optimizer.swarm.Termination;

/** Plans a storage: the swarm searches, the pair shift refines. */
public final class StoragePlanner {
    private static final int PARTICLES = 10;
    private static final int ITERATIONS = 10;

    private final SiteDay day;
    private final Weights weights;

    public StoragePlanner(SiteDay day, Weights weights) {
        this.day = day;
        this.weights = weights;
    }

    /** The plan; a site without storage gets zeros. */
    public StoragePlan plan(long seed) {
        GridExchange grid = new GridExchange(day, weights);
        if (day.storage().isEmpty()) {
            return withoutStorage(grid);
        }
        StageCosts costs = new StageCosts(day, weights);
        StateTube tube = new StateTube(day, costs);
        StorageProblem problem = new StorageProblem(costs);
        SwarmResult reached = new Swarm(problem, new TubeRepair(costs, tube), PARTICLES)
                .search(List.of(new double[day.steps]), Termination.after(ITERATIONS), new SplittableRandom(seed));
        double[] change = reached.position();
        double[] swarmPower = power(change);
        PairShift refinement = new PairShift(costs, tube);
        long shifts = refinement.refine(change);
        double[] power = power(change);
        return new StoragePlan(
                power,
                swarmPower,
                reached.value(),
                problem.evaluate(change),
                reached.evaluations(),
                shifts,
                MarginalValues.ofStorage(day, weights, grid, tube, refinement, power),
                tube.warnings());
    }

    private StoragePlan withoutStorage(GridExchange grid) {
        grid.firstOverload().ifPresent(t -> {
            double missing = day.loadKw[t] - day.generationKw[t] - day.tieLineKw;
            throw new UnservableLoadException(day.firstStep + t, missing);
        });
        double[] idle = new double[day.steps];
        return new StoragePlan(idle, idle, 0, 0, 0, 0, MarginalValues.ofGrid(day, grid), List.of());
    }

    private double[] power(double[] change) {
        Storage.Power limits = day.storage().map(Storage::power).orElseThrow();
        double[] power = new double[change.length];
        for (int t = 0; t < change.length; t++) {
            power[t] = change[t] > 0
                    ? change[t] / (limits.chargeEfficiency() * day.hours)
                    : change[t] * limits.dischargeEfficiency() / day.hours;
        }
        return power;
    }
}
