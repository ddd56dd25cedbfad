package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.oracle.LibraryProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A library's linear and mixed-integer program on a sample of days. */
class SecondOpinionTest {
    private static double plants(Days.Case day) {
        double sum = 0;
        for (DayStep step : day.day().steps()) {
            sum += day.site()
                    .pv()
                    .map(plant -> plant.costPerKwh() * step.pvKw())
                    .orElse(0.0);
            sum += day.site()
                    .wind()
                    .map(plant -> plant.costPerKwh() * step.windKw())
                    .orElse(0.0);
        }
        return sum * day.day().stepHours();
    }

    private static Days.Case with(Days.Case day, Storage.Running running) {
        Storage old = day.site().storage().orElseThrow();
        Storage storage = new Storage(
                old.capacityKwh(),
                old.power(),
                old.window(),
                old.wearCostPerKwh(),
                old.carbonKgPerDischargedKwh(),
                running,
                List.of());
        Site site = day.site();
        return new Days.Case(
                day.name(),
                new Site(
                        site.name(),
                        site.tieLineKw(),
                        site.pv(),
                        site.wind(),
                        Optional.of(storage),
                        site.gridCarbonKgPerKwh()),
                day.day());
    }

    /** Either may be better by a share: ojAlgo's integer search stops at a gap of its own. */
    private static void agree(Days.Case day, double share) {
        DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(day.site(), day.day()));
        Simulation.of(day, plan);
        double best = plants(day) + new LibraryProgram(day.site(), day.day()).optimum();
        assertThat(plan.cost() - best)
                .as("%s: %s against %s", day.name(), plan.cost(), best)
                .isBetween(-Math.max(share, 1e-5) * (1 + Math.abs(best)), share * (1 + Math.abs(best)));
    }

    @Test
    void a_linear_program_finds_no_cheaper_convex_day() {
        agree(Days.paper(), 1e-7);
        for (int seed = 0; seed < 10; seed++) {
            agree(Days.random(seed, 24, Days.Traits.CONVEX), 1e-7);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3", "0.8", "1.5"})
    void a_linear_program_finds_no_cheaper_convex_day_within_a_cycle_limit(double cycles) {
        for (int seed = 0; seed < 6; seed++) {
            Days.Case day = Days.random(seed, 24, Days.Traits.CONVEX);
            agree(with(day, new Storage.Running(0, 0, OptionalDouble.of(cycles))), 1e-7);
        }
    }

    @Test
    void a_mixed_integer_program_finds_nothing_a_thousandth_cheaper_with_start_charge_and_least_power() {
        for (int seed = 0; seed < 8; seed++) {
            Days.Case day = Days.random(seed, 8, Days.Traits.CONVEX);
            agree(with(day, running(day, OptionalDouble.empty())), 1e-3);
        }
    }

    @Test
    void with_a_cycle_limit_on_top_of_both_it_finds_nothing_a_fiftieth_cheaper() {
        for (int seed = 0; seed < 8; seed++) {
            Days.Case day = Days.random(seed, 8, Days.Traits.CONVEX);
            agree(with(day, running(day, OptionalDouble.of(0.8))), 2e-2);
        }
    }

    private static Storage.Running running(Days.Case day, OptionalDouble cycles) {
        double power = day.site().storage().orElseThrow().power().chargeMaxKw();
        return new Storage.Running(0.004 * power, 0.2 * power, cycles);
    }
}
