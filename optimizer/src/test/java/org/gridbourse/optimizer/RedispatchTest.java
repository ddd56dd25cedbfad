package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.junit.jupiter.api.Test;

/** Plans for a day that has begun, with energy already traded. */
class RedispatchTest {
    private final Dispatcher dispatcher = new Dispatcher();
    private final Days.Case paper = Days.paper();
    private final DispatchRequest request = DispatchRequest.cheapest(paper.site(), paper.day());
    private final DispatchPlan morning = dispatcher.plan(request);

    private double stateAfter(int step) {
        return morning.schedule().get(step).stateOfCharge();
    }

    private List<Double> storageOfMorning() {
        return morning.schedule().stream().map(ScheduleStep::storageKw).toList();
    }

    @Test
    void the_rest_of_an_optimal_day_from_its_own_state_costs_what_was_planned() {
        DispatchPlan rest = dispatcher.plan(request.withRedispatch(Redispatch.from(10, stateAfter(9))));
        assertThat(rest.schedule()).hasSize(14);
        assertThat(rest.schedule().get(0).step()).isEqualTo(10);
        double restOfMorning = plannedCost(10);
        assertThat(rest.cost()).isCloseTo(restOfMorning, within(1e-6));
    }

    private double plannedCost(int from) {
        double cost = 0;
        for (ScheduleStep step : morning.schedule().subList(from, 24)) {
            DayStep given = paper.day().steps().get(step.step());
            cost += step.gridKw() * (step.gridKw() > 0 ? given.buyPrice() : given.sellPrice());
            cost += 0.1039 * (given.pvKw() + given.windKw()) + 0.03 * Math.abs(step.storageKw());
        }
        return cost;
    }

    @Test
    void a_commitment_makes_deviations_cost_and_nothing_else() {
        Site narrow = paper.site();
        List<DayStep> spread = paper.day().steps().stream()
                .map(step -> new DayStep(
                        step.loadKw(), step.pvKw(), step.windKw(), step.buyPrice(), 0.1, step.gridKgPerKwh()))
                .toList();
        DispatchRequest open = DispatchRequest.cheapest(narrow, new Day(60, spread));
        DispatchPlan plan = dispatcher.plan(open);
        List<Double> net = plan.schedule().stream().map(ScheduleStep::gridKw).toList();
        DispatchPlan committed = dispatcher.plan(open.withCommitment(new Commitment(net)));
        // keeping to what was traded costs the plants and the wear alone, and no plan with deviations is cheaper
        double plants = spread.stream()
                .mapToDouble(step -> 0.1039 * (step.pvKw() + step.windKw()))
                .sum();
        double wear = plan.schedule().stream()
                .mapToDouble(step -> 0.03 * Math.abs(step.storageKw()))
                .sum();
        assertThat(committed.cost()).isLessThanOrEqualTo(plants + wear + 1e-9);
    }

    @Test
    void a_commitment_in_Wh_is_the_same_in_kW() {
        assertThat(Commitment.ofWh(new long[] {250, -500}, 0.25).netKw()).containsExactly(1.0, -2.0);
    }

    @Test
    void a_small_gain_does_not_turn_the_plan_over_and_a_large_one_does() {
        Redispatch.CurrentPlan current = new Redispatch.CurrentPlan(storageOfMorning(), 1);
        DispatchPlan kept = dispatcher.plan(
                request.withDay(withLoadOf(10, 831)).withRedispatch(new Redispatch(0, 0.1, Optional.of(current))));
        assertThat(kept.warnings()).anyMatch(warning -> warning.startsWith("the current plan is kept"));
        assertThat(kept.schedule())
                .allMatch(step -> Math.abs(step.storageKw() - storageOfMorning().get(step.step())) < 1e-9);

        List<DayStep> turned = paper.day().steps().stream()
                .map(step -> new DayStep(
                        step.loadKw(),
                        step.pvKw(),
                        step.windKw(),
                        1 - step.buyPrice(),
                        1 - step.buyPrice(),
                        step.gridKgPerKwh()))
                .toList();
        DispatchPlan turnedOver = dispatcher.plan(
                request.withDay(new Day(60, turned)).withRedispatch(new Redispatch(0, 0.1, Optional.of(current))));
        assertThat(turnedOver.schedule().stream().map(ScheduleStep::storageKw).toList())
                .isNotEqualTo(storageOfMorning());
    }

    private Day withLoadOf(int step, double loadKw) {
        List<DayStep> steps = new java.util.ArrayList<>(paper.day().steps());
        DayStep old = steps.get(step);
        steps.set(
                step,
                new DayStep(loadKw, old.pvKw(), old.windKw(), old.buyPrice(), old.sellPrice(), old.gridKgPerKwh()));
        return new Day(60, steps);
    }

    @Test
    void marginal_values_predict_what_one_more_kWh_of_export_costs_and_of_import_saves() {
        for (int seed = 0; seed < 20; seed++) {
            predicts(Days.random(seed, 12, Days.Traits.CONVEX));
        }
    }

    @Test
    void under_a_cycle_limit_they_count_what_the_kWh_takes_from_it() {
        Storage.Running limited = new Storage.Running(0, 0, OptionalDouble.of(0.5));
        for (int seed = 0; seed < 20; seed++) {
            predicts(Days.random(seed, 12, Days.Traits.CONVEX).with(limited));
        }
    }

    private void predicts(Days.Case day) {
        DispatchRequest before = DispatchRequest.cheapest(day.site(), day.day());
        DispatchPlan plan = dispatcher.plan(before);
        for (ScheduleStep step : plan.schedule()) {
            double small = 1e-3;
            String where = day.name() + " step " + step.step();
            double more = costWithLoad(before, step.step(), step.loadKw() + small) - plan.cost();
            double less = plan.cost() - costWithLoad(before, step.step(), step.loadKw() - small);
            double energy = small * day.day().stepHours();
            assertThat(more / energy).as(where + " export").isCloseTo(step.marginalValuePerKwh(), within(1e-4));
            assertThat(less / energy).as(where + " import").isCloseTo(step.marginalSavingPerKwh(), within(1e-4));
        }
    }

    private double costWithLoad(DispatchRequest request, int step, double loadKw) {
        List<DayStep> steps = new java.util.ArrayList<>(request.day().steps());
        DayStep old = steps.get(step);
        steps.set(
                step,
                new DayStep(loadKw, old.pvKw(), old.windKw(), old.buyPrice(), old.sellPrice(), old.gridKgPerKwh()));
        return dispatcher
                .plan(request.withDay(new Day(request.day().stepMinutes(), steps)))
                .cost();
    }
}
