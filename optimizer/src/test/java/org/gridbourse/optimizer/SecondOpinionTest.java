package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.oracle.LibraryProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A library's linear and mixed-integer program on a sample of days. */
class SecondOpinionTest {
    /** Either may be better by a share: ojAlgo's integer search stops at a gap of its own. */
    private static void agree(Days.Case day, double share) {
        DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(day.site(), day.day()));
        Simulation.of(day, plan);
        double best = day.costOfPlants() + new LibraryProgram(day.site(), day.day()).optimum();
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
            agree(day.with(new Storage.Running(0, 0, OptionalDouble.of(cycles))), 1e-7);
        }
    }

    @Test
    void a_mixed_integer_program_finds_nothing_a_thousandth_cheaper_with_start_charge_and_least_power() {
        for (int seed = 0; seed < 8; seed++) {
            Days.Case day = Days.random(seed, 8, Days.Traits.CONVEX);
            agree(day.with(running(day, OptionalDouble.empty())), 1e-3);
        }
    }

    @Test
    void with_a_cycle_limit_on_top_of_both_it_finds_nothing_a_thousandth_cheaper() {
        for (int seed = 0; seed < 8; seed++) {
            Days.Case day = Days.random(seed, 8, Days.Traits.CONVEX);
            agree(day.with(running(day, OptionalDouble.of(0.8))), 1e-3);
        }
    }

    private static Storage.Running running(Days.Case day, OptionalDouble cycles) {
        double power = day.site().storage().orElseThrow().power().chargeMaxKw();
        return new Storage.Running(0.004 * power, 0.2 * power, cycles);
    }
}
