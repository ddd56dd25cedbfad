package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.oracle.ExactDispatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every schedule of a coarse grid on 3 to 5 steps, tried one by one: none may beat the plan, nor the oracle. */
class BruteForceTest {
    private static final int LEVELS = 9;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void no_schedule_of_the_grid_is_cheaper(int steps) {
        for (int seed = 0; seed < 30; seed++) {
            Days.Case day = Days.random(seed, steps, seed % 2 == 0 ? Days.Traits.CONVEX : Days.Traits.ODD_PRICES);
            double plan = new Dispatcher()
                    .plan(DispatchRequest.cheapest(day.site(), day.day()))
                    .cost();
            double exact = new ExactDispatch(day.site(), day.day(), 1, 0).optimum();
            double grid = cheapestOfGrid(
                    day, 0, day.site().storage().orElseThrow().window().socInitial());
            assertThat(plan).as(day.name()).isLessThanOrEqualTo(grid + 1e-6);
            assertThat(exact).as(day.name()).isLessThanOrEqualTo(grid + 1e-6);
        }
    }

    private static double cheapestOfGrid(Days.Case day, int step, double state) {
        Storage storage = day.site().storage().orElseThrow();
        if (step == day.day().size()) {
            return Math.abs(state - storage.window().socTerminal()) < 1e-12 ? 0 : Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (double next : states(storage)) {
            double cost = stepCost(day, step, (next - state) * storage.capacityKwh());
            if (cost < Double.POSITIVE_INFINITY) {
                best = Math.min(best, cost + cheapestOfGrid(day, step + 1, next));
            }
        }
        return best;
    }

    private static List<Double> states(Storage storage) {
        Storage.Window window = storage.window();
        List<Double> states = new java.util.ArrayList<>(List.of(window.socInitial()));
        for (int level = 0; level < LEVELS; level++) {
            states.add(window.socMin() + (window.socMax() - window.socMin()) * level / (LEVELS - 1));
        }
        return states;
    }

    /** The cheapest of 21 shares of curtailment; infinite if none keeps the limits. */
    private static double stepCost(Days.Case day, int step, double storedKwh) {
        Storage storage = day.site().storage().orElseThrow();
        DayStep given = day.day().steps().get(step);
        double hours = day.day().stepHours();
        double power = storedKwh > 0
                ? storedKwh / storage.power().chargeEfficiency() / hours
                : storedKwh * storage.power().dischargeEfficiency() / hours;
        if (power > storage.power().chargeMaxKw() || power < -storage.power().dischargeMaxKw()) {
            return Double.POSITIVE_INFINITY;
        }
        double pv = day.site().pv().isPresent() ? given.pvKw() : 0;
        double wind = day.site().wind().isPresent() ? given.windKw() : 0;
        double plants = day.site().pv().map(plant -> plant.costPerKwh() * pv).orElse(0.0)
                + day.site().wind().map(plant -> plant.costPerKwh() * wind).orElse(0.0);
        double best = Double.POSITIVE_INFINITY;
        for (int share = 0; share <= 20; share++) {
            double grid = given.loadKw() + power - (pv + wind) * share / 20;
            if (Math.abs(grid) <= day.site().tieLineKw()) {
                best = Math.min(best, grid * (grid > 0 ? given.buyPrice() : given.sellPrice()));
            }
        }
        return hours * (best + plants + storage.wearCostPerKwh() * Math.abs(power));
    }
}
