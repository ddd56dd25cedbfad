package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.oracle.ExactDispatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans against the exact optimum: the share of the storage's saving that is lost. */
class OptimalityTest {
    private static final double MOST_LOST = 1e-6;

    private static double lost(Days.Case subject, Objective objective, long seed) {
        DispatchPlan plan = new Dispatcher()
                .plan(DispatchRequest.cheapest(subject.site(), subject.day())
                        .withObjective(objective, 0)
                        .withSeed(seed));
        boolean cost = objective == Objective.COST;
        ExactDispatch exact = new ExactDispatch(subject.site(), subject.day(), cost ? 1 : 0, cost ? 0 : 1);
        return lost(cost ? plan.cost() : plan.carbonKg(), exact.optimum(), exact.idle());
    }

    /** Where there is nothing to save, the loss is measured against a millionth of the total. */
    private static double lost(double reached, double best, double idle) {
        return (reached - best) / Math.max(idle - best, 1e-6 * (1 + Math.abs(best)));
    }

    static Stream<Days.Case> realDays() {
        return Days.real().stream();
    }

    @ParameterizedTest
    @MethodSource("realDays")
    void real_days_in_24_and_96_steps_lose_at_most_a_millionth_of_the_saving(Days.Case day) {
        for (Objective objective : new Objective[] {Objective.COST, Objective.CARBON}) {
            assertThat(lost(day.resampled(24), objective, 42)).as("24 steps").isLessThanOrEqualTo(MOST_LOST);
            assertThat(lost(day.resampled(96), objective, 42)).as("96 steps").isLessThanOrEqualTo(MOST_LOST);
        }
    }

    @ParameterizedTest
    @MethodSource("realDays")
    @Tag("long")
    void real_days_in_24_96_and_288_steps_lose_at_most_a_millionth_of_the_saving_with_any_of_100_seeds(Days.Case day) {
        for (int steps : new int[] {24, 96, 288}) {
            Days.Case subject = day.resampled(steps);
            ExactDispatch exact = new ExactDispatch(subject.site(), subject.day(), 1, 0);
            double best = exact.optimum();
            double idle = exact.idle();
            for (long seed = 0; seed < 100; seed++) {
                DispatchRequest request = DispatchRequest.cheapest(subject.site(), subject.day());
                double reached = new Dispatcher().plan(request.withSeed(seed)).cost();
                assertThat(lost(reached, best, idle)).as("seed " + seed).isLessThanOrEqualTo(MOST_LOST);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "2, 40", "5, 100", "12, 150", "23, 40", "24, 60", "100, 2"})
    void random_convex_days_lose_at_most_a_millionth(int steps, int days) {
        for (int seed = 0; seed < days; seed++) {
            Days.Case subject = Days.random(seed, steps, Days.Traits.CONVEX);
            assertThat(lost(subject, Objective.COST, seed))
                    .as(subject.name() + " cost")
                    .isLessThanOrEqualTo(MOST_LOST);
            assertThat(lost(subject, Objective.CARBON, seed))
                    .as(subject.name() + " carbon")
                    .isLessThanOrEqualTo(MOST_LOST);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 100", "12, 100", "24, 60", "48, 5"})
    void random_days_with_negative_prices_and_sell_above_buy_lose_at_most_a_millionth(int steps, int days) {
        for (int seed = 0; seed < days; seed++) {
            Days.Case subject = Days.random(seed, steps, Days.Traits.ODD_PRICES);
            assertThat(lost(subject, Objective.COST, seed)).as(subject.name()).isLessThanOrEqualTo(MOST_LOST);
        }
    }

    @Test
    void random_days_with_start_charges_and_least_power_are_within_a_thousandth_of_the_exact_optimum() {
        for (int seed = 0; seed < 60; seed++) {
            for (Days.Traits traits : new Days.Traits[] {Days.Traits.STARTS, Days.Traits.ALL}) {
                Days.Case subject = Days.random(seed, 24, traits);
                double best = new ExactDispatch(subject.site(), subject.day(), 1, 0).optimum();
                double cost = new Dispatcher()
                        .plan(DispatchRequest.cheapest(subject.site(), subject.day()))
                        .cost();
                assertThat(cost - best).as(subject.name()).isLessThanOrEqualTo(0.001 * Math.abs(best));
            }
        }
    }

    @Test
    void ties_in_cost_go_to_less_carbon_on_random_days() {
        for (int seed = 0; seed < 60; seed++) {
            Days.Case subject = Days.random(seed, 12, Days.Traits.CONVEX);
            DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(subject.site(), subject.day()));
            // a second objective of a ten-thousandth turns every tie, and hardly anything else
            double weight = 1e-4;
            double both = new ExactDispatch(subject.site(), subject.day(), 1, weight * weight).optimum();
            double reached = plan.cost() + weight * weight * plan.carbonKg();
            assertThat(reached - both).as(subject.name()).isLessThan(1e-6 * weight * (1 + plan.carbonKg()));
        }
    }
}
