package org.gridbourse.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.StoragePlan;
import org.gridbourse.optimizer.model.StoragePlanner;
import org.gridbourse.optimizer.model.Weights;

/**
 * Plans one microgrid's day: when the storage runs, what is exchanged with the grid, what is curtailed.
 *
 * <p>Stateless and safe for use by many threads. The same request always gives the same plan.
 */
public final class Dispatcher {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * @return a feasible plan; what could not be met is relaxed and named in its warnings
     * @throws UnservableLoadException if no plan can serve the load
     */
    public DispatchPlan plan(DispatchRequest request) {
        long started = System.nanoTime();
        SiteDay day = new SiteDay(request);
        Weights weights = weights(request, day);
        StoragePlanner planner = new StoragePlanner(day, weights);
        StoragePlan fresh = planner.plan(request.seed());
        StoragePlan storage = settled(request, day, planner, fresh);
        GridExchange grid = new GridExchange(day, weights);
        Schedule schedule = new Schedule(day, grid, storage.powerKw());
        Schedule swarmAlone = new Schedule(day, grid, fresh.swarmPowerKw());
        List<String> warnings = new ArrayList<>(day.warnings());
        warnings.addAll(fresh.warnings());
        if (storage != fresh) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the current plan is kept: a new one would gain only %.6f",
                    storage.refinedObjective() - fresh.refinedObjective()));
        }
        if (request.objective() != Objective.COST
                && Arrays.stream(day.gridKgPerKwh).allMatch(factor -> factor == 0)) {
            warnings.add("no carbon factor of the grid is given: purchases count as free of carbon");
        }
        List<ParetoPoint> front =
                request.objective() == Objective.PARETO ? new ParetoFront(day, request.seed()).points() : List.of();
        double millis = (System.nanoTime() - started) / NANOS_PER_MILLI;
        return new DispatchPlan(
                request.site().name(),
                request.method(),
                request.objective(),
                request.seed(),
                request.day().stepMinutes(),
                day.storage()
                        .map(battery -> day.startEnergyKwh() / battery.capacityKwh())
                        .orElse(0.0),
                warnings,
                schedule.cost(),
                schedule.carbonKg(),
                schedule.renewableShare(),
                costWithoutStorage(day, grid),
                schedule.exchangeByPrice(),
                schedule.steps(storage.values()),
                front,
                new SolverReport(
                        "pso",
                        fresh.evaluations(),
                        fresh.swarmObjective(),
                        storage.refinedObjective(),
                        swarmAlone.cost(),
                        schedule.cost(),
                        fresh.shifts(),
                        millis));
    }

    /** Stability: what is in force stays unless the new plan gains enough. */
    private static StoragePlan settled(
            DispatchRequest request, SiteDay day, StoragePlanner planner, StoragePlan fresh) {
        Optional<Redispatch.CurrentPlan> current = request.redispatch().flatMap(Redispatch::current);
        if (current.isEmpty() || day.storage().isEmpty()) {
            return fresh;
        }
        double[] powerKw = current.get().storageKw().stream()
                .skip(day.firstStep)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double leastGain = current.get().leastGain();
        return planner.keep(powerKw, fresh)
                .filter(kept -> kept.refinedObjective() - fresh.refinedObjective() <= leastGain)
                .orElse(fresh);
    }

    private static Weights weights(DispatchRequest request, SiteDay day) {
        return switch (request.objective()) {
            case COST, PARETO -> Weights.cheapest(day);
            case CARBON -> Weights.cleanest(day);
            case WEIGHTED -> Weights.compromise(day, request.carbonPrice());
        };
    }

    private static OptionalDouble costWithoutStorage(SiteDay day, GridExchange grid) {
        return grid.firstOverload().isPresent()
                ? OptionalDouble.empty()
                : OptionalDouble.of(new Schedule(day, grid, new double[day.steps]).cost());
    }
}
