package org.gridbourse.optimizer.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.Objective;
import org.gridbourse.optimizer.ParetoPoint;
import org.gridbourse.optimizer.Redispatch;
import org.gridbourse.optimizer.SolverReport;
import org.gridbourse.optimizer.model.GridExchange;
import org.gridbourse.optimizer.model.Planning;
import org.gridbourse.optimizer.model.SiteDay;
import org.gridbourse.optimizer.model.SitePlan;
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
        Planning planning = new Planning(request);
        SiteDay day = planning.day();
        Weights weights = weights(request, day);
        int programs = request.objective() == Objective.PARETO ? ParetoFront.PROGRAMS_OF_ENDS : Integer.MAX_VALUE;
        SitePlan fresh = planning.planner(weights).plan(request.seed(), programs);
        SitePlan chosen = settled(request, planning, weights, fresh);
        GridExchange grid = new GridExchange(day, weights);
        Schedule schedule = new Schedule(day, grid, chosen.devices());
        Schedule swarmAlone = new Schedule(day, grid, fresh.swarm());
        List<String> warnings = new ArrayList<>(day.warnings());
        warnings.addAll(fresh.warnings());
        if (chosen != fresh) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the current plan is kept: a new one would gain only %.6f",
                    chosen.refinedObjective() - fresh.refinedObjective()));
        }
        if (request.objective() != Objective.COST
                && Arrays.stream(day.gridKgPerKwh).allMatch(factor -> factor == 0)) {
            warnings.add("no carbon factor of the grid is given: purchases count as free of carbon");
        }
        List<ParetoPoint> front = request.objective() == Objective.PARETO
                ? new ParetoFront(planning, fresh, request.seed()).points()
                : List.of();
        double millis = (System.nanoTime() - started) / NANOS_PER_MILLI;
        return new DispatchPlan(
                request.site().name(),
                request.method(),
                request.objective(),
                request.seed(),
                request.day().stepMinutes(),
                day.startStateOfCharge(),
                warnings,
                schedule.cost(),
                schedule.carbonKg(),
                schedule.renewableShare(),
                costWithoutStorage(planning, weights, grid),
                schedule.exchangeByPrice(),
                schedule.steps(chosen.values()),
                front,
                new SolverReport(
                        "pso",
                        fresh.evaluations(),
                        fresh.swarmObjective(),
                        chosen.refinedObjective(),
                        swarmAlone.cost(),
                        schedule.cost(),
                        fresh.shifts(),
                        millis,
                        fresh.method()),
                schedule.deviceSchedules(),
                schedule.peakKw());
    }

    /** Stability: what is in force stays unless the new plan gains enough; asked of a site with one storage only. */
    private static SitePlan settled(DispatchRequest request, Planning planning, Weights weights, SitePlan fresh) {
        Optional<Redispatch.CurrentPlan> current = request.redispatch().flatMap(Redispatch::current);
        if (current.isEmpty() || planning.day().storage().isEmpty() || fresh.storage() == null) {
            return fresh;
        }
        double[] powerKw = current.get().storageKw().stream()
                .skip(planning.day().firstStep)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double leastGain = current.get().leastGain();
        return planning.kept(weights, powerKw, fresh)
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

    private static OptionalDouble costWithoutStorage(Planning planning, Weights weights, GridExchange grid) {
        SiteDay day = planning.day();
        Schedule idle = new Schedule(day, grid, planning.uncontrolled(weights));
        return idle.peakKw() > day.importKw + 1e-9 ? OptionalDouble.empty() : OptionalDouble.of(idle.cost());
    }
}
