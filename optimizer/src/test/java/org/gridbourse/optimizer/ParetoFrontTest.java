package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.junit.jupiter.api.Test;

/** The front where running the storage costs by itself; that of a convex day is compared in {@link PaperDayTest}. */
class ParetoFrontTest {
    private static Days.Case withStartCharge(long seed, int steps) {
        Days.Case day = Days.random(seed, steps, Days.Traits.CONVEX);
        double power = day.site().storage().orElseThrow().power().chargeMaxKw();
        return day.with(new Storage.Running(0.01 * power, 0.2 * power, OptionalDouble.of(1)));
    }

    private static List<ParetoPoint> front(Days.Case day) {
        DispatchRequest request =
                DispatchRequest.cheapest(day.site(), day.day()).withObjective(Objective.PARETO, 0);
        return new Dispatcher().plan(request).front();
    }

    private static void assertEfficient(List<ParetoPoint> front) {
        for (int i = 1; i < front.size(); i++) {
            assertThat(front.get(i).carbonKg()).isGreaterThan(front.get(i - 1).carbonKg());
            assertThat(front.get(i).cost()).isLessThan(front.get(i - 1).cost());
        }
    }

    @Test
    void every_point_costs_less_and_emits_more_than_the_one_before() {
        for (int seed = 0; seed < 20; seed++) {
            assertEfficient(front(withStartCharge(seed, 12)));
        }
    }

    @Test
    void so_it_does_where_only_the_cost_is_not_convex_since_selling_pays_more_than_buying_costs() {
        for (int seed = 0; seed < 20; seed++) {
            Days.Case day = Days.random(seed, 24, Days.Traits.CONVEX);
            List<DayStep> steps = day.day().steps().stream()
                    .map(step -> new DayStep(
                            step.loadKw(),
                            step.pvKw(),
                            step.windKw(),
                            step.buyPrice(),
                            step.buyPrice() + 0.05,
                            step.gridKgPerKwh()))
                    .toList();
            assertEfficient(front(new Days.Case("sell above buy", day.site(), Day.of(steps))));
        }
    }

    @Test
    void plans_behind_the_line_between_supported_ones_are_offered_too() {
        int behind = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<ParetoPoint> front = front(withStartCharge(seed, 12));
            for (int i = 1; i < front.size() - 1; i++) {
                behind += isAbove(front.get(i - 1), front.get(i), front.get(i + 1)) ? 1 : 0;
            }
        }
        assertThat(behind).as("points that no weights would find").isGreaterThan(20);
    }

    private static boolean isAbove(ParetoPoint before, ParetoPoint point, ParetoPoint after) {
        double share = (point.carbonKg() - before.carbonKg()) / (after.carbonKg() - before.carbonKg());
        return point.cost() > before.cost() + share * (after.cost() - before.cost()) + 1e-6;
    }

    @Test
    void its_ends_are_the_cleanest_and_the_cheapest_plan() {
        for (int seed = 0; seed < 10; seed++) {
            Days.Case day = withStartCharge(seed, 12);
            DispatchRequest request = DispatchRequest.cheapest(day.site(), day.day());
            List<ParetoPoint> front = front(day);
            double cheapest = new Dispatcher().plan(request).cost();
            double cleanest = new Dispatcher()
                    .plan(request.withObjective(Objective.CARBON, 0))
                    .carbonKg();
            assertThat(front.get(front.size() - 1).cost()).isLessThanOrEqualTo(cheapest + 1e-6);
            assertThat(front.get(0).carbonKg()).isLessThanOrEqualTo(cleanest + 1e-6);
        }
    }
}
