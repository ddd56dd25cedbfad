package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold on any day, tried on thousands of random ones. */
class PropertiesTest {
    private static final Dispatcher DISPATCHER = new Dispatcher();

    private static final Days.Traits[] TRAITS = {
        Days.Traits.CONVEX, Days.Traits.ODD_PRICES, Days.Traits.STARTS, Days.Traits.ALL
    };

    private static DispatchPlan cheapest(Days.Case day) {
        return DISPATCHER.plan(DispatchRequest.cheapest(day.site(), day.day()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Objective.class,
            names = {"COST", "CARBON", "WEIGHTED"})
    void printed_schedules_balance_hold_every_limit_and_cost_what_they_say(Objective objective) {
        for (int seed = 0; seed < 1000; seed++) {
            Days.Case day = Days.random(seed, 1 + seed % 13, TRAITS[seed % TRAITS.length]);
            DispatchPlan plan = DISPATCHER.plan(
                    DispatchRequest.cheapest(day.site(), day.day()).withObjective(objective, 0.3));
            Simulation worked = Simulation.of(day, plan);
            assertThat(plan.cost()).as(day.name()).isCloseTo(worked.cost, within(1e-6));
            assertThat(plan.carbonKg()).as(day.name()).isCloseTo(worked.carbonKg, within(1e-6));
        }
    }

    @Test
    void a_plan_is_never_worse_than_leaving_the_storage_idle() {
        for (int seed = 0; seed < 500; seed++) {
            Days.Case day = Days.random(seed, 12, TRAITS[seed % TRAITS.length]);
            DispatchPlan plan = cheapest(day);
            assertThat(plan.cost())
                    .as(day.name())
                    .isLessThanOrEqualTo(plan.costWithoutStorage().orElseThrow() + 1e-6);
            assertThat(plan.solver().refinedObjective())
                    .as(day.name())
                    .isLessThanOrEqualTo(plan.solver().swarmObjective() + 1e-9);
        }
    }

    @Test
    void the_same_seed_gives_the_same_plan_and_another_seed_the_same_cost() {
        for (int seed = 0; seed < 50; seed++) {
            Days.Case day = Days.random(seed, 24, Days.Traits.CONVEX);
            DispatchRequest request = DispatchRequest.cheapest(day.site(), day.day());
            DispatchPlan first = DISPATCHER.plan(request.withSeed(1));
            assertThat(DISPATCHER.plan(request.withSeed(1)).schedule()).isEqualTo(first.schedule());
            assertThat(DISPATCHER.plan(request.withSeed(2)).cost()).isCloseTo(first.cost(), within(1e-6));
        }
    }

    @Test
    void a_wider_tie_line_and_a_larger_battery_never_cost_more() {
        for (int seed = 0; seed < 100; seed++) {
            Days.Case day = Days.random(seed, 12, Days.Traits.CONVEX);
            double cost = cheapest(day).cost();
            Site site = day.site();
            Storage storage = site.storage().orElseThrow();
            Site wider = new Site(
                    site.name(),
                    2 * site.tieLineKw(),
                    site.pv(),
                    site.wind(),
                    site.storage(),
                    site.gridCarbonKgPerKwh());
            Storage.Power power = storage.power();
            Storage stronger = new Storage(
                    storage.capacityKwh(),
                    new Storage.Power(
                            2 * power.chargeMaxKw(),
                            2 * power.dischargeMaxKw(),
                            power.chargeEfficiency(),
                            power.dischargeEfficiency()),
                    new Storage.Window(
                            0,
                            1,
                            storage.window().socInitial(),
                            storage.window().socTerminal()),
                    storage.wearCostPerKwh(),
                    storage.carbonKgPerDischargedKwh(),
                    storage.running(),
                    storage.socTargets());
            Site larger = new Site(
                    site.name(),
                    site.tieLineKw(),
                    site.pv(),
                    site.wind(),
                    Optional.of(stronger),
                    site.gridCarbonKgPerKwh());
            assertThat(cheapest(new Days.Case(day.name(), wider, day.day())).cost())
                    .as(day.name())
                    .isLessThanOrEqualTo(cost + 1e-6);
            assertThat(cheapest(new Days.Case(day.name(), larger, day.day())).cost())
                    .as(day.name())
                    .isLessThanOrEqualTo(cost + 1e-6);
        }
    }
}
