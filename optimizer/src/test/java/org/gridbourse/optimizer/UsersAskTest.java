package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of other energy managers ask for in their issues, as promises of this one. */
class UsersAskTest {
    private static final Dispatcher DISPATCHER = new Dispatcher();

    /** A battery of 100 kWh, 50 kW, without losses and wear, between 10 % and 90 %. */
    private static Storage battery(double socInitial, double socTerminal) {
        return new Storage(
                100,
                new Storage.Power(50, 50, 1, 1),
                new Storage.Window(0.1, 0.9, socInitial, socTerminal),
                0,
                0,
                Storage.Running.FREE,
                List.of());
    }

    private static Storage with(Storage storage, Storage.Running running, List<SocTarget> targets) {
        return new Storage(storage.capacityKwh(), storage.power(), storage.window(), 0, 0, running, targets);
    }

    private static Site site(double tieLineKw, Storage storage) {
        Plant free = new Plant(OptionalDouble.empty(), 0, 0);
        return new Site("s", tieLineKw, Optional.of(free), Optional.empty(), Optional.ofNullable(storage), 0.5);
    }

    /** One-hour steps from rows of load, pv, buy price and sell price. */
    private static Day day(double[]... rows) {
        List<DayStep> steps = new ArrayList<>();
        for (double[] row : rows) {
            steps.add(new DayStep(row[0], row[1], 0, row[2], row[3], OptionalDouble.empty()));
        }
        return new Day(60, steps);
    }

    private static DispatchPlan cheapest(Site site, Day day) {
        DispatchPlan plan = DISPATCHER.plan(DispatchRequest.cheapest(site, day));
        Simulation.of(new Days.Case("plan", site, day), plan);
        return plan;
    }

    private static List<Double> states(DispatchPlan plan) {
        return plan.schedule().stream().map(ScheduleStep::stateOfCharge).toList();
    }

    @Test
    void a_start_below_the_window_recovers_monotonically_and_is_flagged() {
        // 2 % of 100 kWh, window from 10 %, 5 kW of power: two steps to recover
        Storage weak = new Storage(
                100,
                new Storage.Power(5, 5, 1, 1),
                new Storage.Window(0.1, 0.9, 0.02, 0.1),
                0,
                0,
                Storage.Running.FREE,
                List.of());
        DispatchPlan plan = cheapest(
                site(100, weak),
                day(new double[][] {{10, 0, 0.9, 0.9}, {10, 0, 0.9, 0.9}, {10, 0, 0.1, 0.1}, {10, 0, 0.9, 0.9}}));
        assertThat(states(plan).get(0)).isCloseTo(0.07, within(1e-9));
        assertThat(states(plan).get(1)).isBetween(0.1 - 1e-9, 0.12 + 1e-9);
        assertThat(states(plan).get(3)).isCloseTo(0.1, within(1e-9));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("outside the window"));
    }

    @Test
    void a_start_above_the_window_recovers_monotonically_and_is_flagged() {
        DispatchPlan plan = cheapest(
                site(100, battery(1, 0.5)),
                day(new double[][] {{10, 0, 0.1, 0.1}, {10, 0, 0.9, 0.9}, {10, 0, 0.2, 0.2}}));
        assertThat(states(plan)).allMatch(state -> state <= 0.9 + 1e-9);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("outside the window"));
    }

    @Test
    void an_unreachable_terminal_state_is_relaxed_to_the_nearest_reachable_and_named() {
        // from 10 kWh with 50 kW for one hour: 60 kWh is the most
        DispatchPlan plan = cheapest(site(100, battery(0.1, 0.8)), day(new double[][] {{10, 0, 0.3, 0.3}}));
        assertThat(states(plan)).containsExactly(0.6);
        assertThat(plan.warnings())
                .containsExactly("terminal state of charge 0.800000 cannot be reached: relaxed to 0.600000");
    }

    @Test
    void a_target_inside_the_day_is_met_at_the_end_of_its_step() {
        Storage storage = with(battery(0.1, 0.1), Storage.Running.FREE, List.of(new SocTarget(1, 0.7)));
        DispatchPlan plan = cheapest(
                site(100, storage),
                day(new double[][] {{10, 0, 0.5, 0.5}, {10, 0, 0.5, 0.5}, {10, 0, 0.5, 0.5}, {10, 0, 0.5, 0.5}}));
        assertThat(states(plan).get(1)).isGreaterThanOrEqualTo(0.7 - 1e-9);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void an_unreachable_target_inside_the_day_is_relaxed_as_little_as_possible_and_named() {
        Storage storage = with(battery(0.1, 0.1), Storage.Running.FREE, List.of(new SocTarget(0, 0.9)));
        DispatchPlan plan = cheapest(site(100, storage), day(new double[][] {{10, 0, 0.5, 0.5}, {10, 0, 0.5, 0.5}}));
        assertThat(states(plan).get(0)).isCloseTo(0.6, within(1e-9));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("target at the end of step 0"));
    }

    @Test
    void negative_prices_never_charge_and_discharge_at_once_and_empty_the_plants_instead_of_paying_to_sell() {
        DispatchPlan plan =
                cheapest(site(100, battery(0.1, 0.1)), day(new double[][] {{10, 40, -0.2, -0.2}, {10, 40, 0.4, 0.4}}));
        // paid 0.2 for every kWh taken: all PV off, load and full charge from the grid
        assertThat(plan.schedule().get(0).gridKw()).isCloseTo(60, within(1e-9));
        assertThat(plan.schedule().get(0).curtailedKw()).isCloseTo(40, within(1e-9));
        // then all of it sold at 0.4
        assertThat(plan.schedule().get(1).gridKw()).isCloseTo(-80, within(1e-9));
        assertThat(plan.cost()).isCloseTo(-12 - 32, within(1e-9));
    }

    @Test
    void sell_above_buy_never_buys_and_sells_in_one_step() {
        DispatchPlan plan =
                cheapest(site(100, battery(0.5, 0.5)), day(new double[][] {{10, 30, 0.1, 0.3}, {10, 30, 0.1, 0.3}}));
        // 20 kWh over in each step; one step imports 30 + 20 to charge 50 at 0.1, or stays at selling: the net decides
        assertThat(plan.cost()).isCloseTo(Math.min(-2 * 20 * 0.3, 0.1 * 20 - 0.3 * 60), within(1e-9));
    }

    @Test
    void the_battery_is_not_dumped_at_the_end_of_the_day() {
        DispatchPlan plan =
                cheapest(site(100, battery(0.5, 0.5)), day(new double[][] {{10, 0, 0.5, 0.5}, {10, 0, 0.9, 0.9}}));
        assertThat(states(plan).get(1)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void state_of_charge_is_that_at_the_end_of_the_step() {
        DispatchPlan plan =
                cheapest(site(100, battery(0.5, 0.5)), day(new double[][] {{10, 0, 0.1, 0.1}, {10, 0, 0.9, 0.9}}));
        assertThat(plan.schedule().get(0).storageKw()).isCloseTo(40, within(1e-9));
        assertThat(states(plan)).containsExactly(0.9, 0.5);
    }

    @Test
    void a_tie_line_shared_by_load_and_charging_is_never_exceeded() {
        DispatchPlan plan =
                cheapest(site(30, battery(0.5, 0.5)), day(new double[][] {{25, 0, 0.1, 0.1}, {25, 0, 0.9, 0.9}}));
        assertThat(plan.schedule().get(0).gridKw()).isCloseTo(30, within(1e-9));
    }

    @Test
    void surplus_beyond_the_tie_line_is_curtailed() {
        DispatchPlan plan = cheapest(site(30, null), day(new double[][] {{10, 100, 0.5, 0.5}}));
        assertThat(plan.schedule().get(0).gridKw()).isCloseTo(-30, within(1e-9));
        assertThat(plan.schedule().get(0).curtailedKw()).isCloseTo(60, within(1e-9));
        assertThat(plan.renewableShare()).hasValueCloseTo(0.7, within(1e-9));
    }

    @Test
    void the_battery_keeps_enough_for_a_load_above_the_tie_line() {
        DispatchPlan plan =
                cheapest(site(30, battery(0.5, 0.1)), day(new double[][] {{10, 0, 0.9, 0.9}, {60, 0, 0.1, 0.1}}));
        assertThat(plan.schedule().get(1).storageKw()).isLessThanOrEqualTo(-30 + 1e-9);
    }

    @Test
    void a_load_that_no_plan_can_serve_is_refused_with_step_and_kW() {
        assertThatThrownBy(() -> cheapest(site(30, null), day(new double[][] {{10, 0, 0.5, 0.5}, {50, 5, 0.5, 0.5}})))
                .isInstanceOf(UnservableLoadException.class)
                .hasMessageContaining("step 1")
                .hasMessageContaining("15.000 kW");
        // 40 kWh above the empty state last for one step of 30 kW, then 20 are missing
        assertThatThrownBy(() -> cheapest(
                        site(30, battery(0.5, 0.1)), day(new double[][] {{60, 0, 0.5, 0.5}, {60, 0, 0.5, 0.5}})))
                .isInstanceOf(UnservableLoadException.class)
                .hasMessageContaining("step 1")
                .hasMessageContaining("20.000 kW");
        // full, but 1 000 kW are more than tie line and discharge power together
        assertThatThrownBy(() -> cheapest(site(30, battery(0.9, 0.1)), day(new double[][] {{1000, 0, 0.5, 0.5}})))
                .isInstanceOf(UnservableLoadException.class)
                .hasMessageContaining("step 0");
    }

    @Test
    void a_site_without_anything_works() {
        Site bare = new Site("bare", 100, Optional.empty(), Optional.empty(), Optional.empty(), 0);
        DispatchPlan plan = cheapest(bare, day(new double[][] {{10, 5, 0.5, 0.1}}));
        assertThat(plan.cost()).isCloseTo(5, within(1e-9));
        assertThat(plan.renewableShare()).isEmpty();
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("no pv"));
    }

    @Test
    void a_start_charge_stops_runs_that_gain_less_than_it() {
        Day day = day(new double[][] {{10, 0, 0.1, 0.1}, {10, 0, 0.2, 0.2}});
        // 40 kWh moved from 0.1 to 0.2 gain 4
        Storage cheap = with(battery(0.5, 0.5), new Storage.Running(1.9, 0, OptionalDouble.empty()), List.of());
        Storage dear = with(battery(0.5, 0.5), new Storage.Running(2.1, 0, OptionalDouble.empty()), List.of());
        assertThat(cheapest(site(100, cheap), day).cost()).isCloseTo(3 - 4 + 3.8, within(1e-9));
        assertThat(cheapest(site(100, dear), day).cost()).isCloseTo(3, within(1e-9));
    }

    @Test
    void a_start_charge_is_paid_for_few_hard_runs_instead_of_many_weak_ones() {
        int[] net = {
            76, 68, 67, 62, 48, 41, -2, -53, -88, -100, -122, -94, -20, 36, 118, 154, 117, 120, 116, 116, 81, 72, 54, 64
        };
        double[][] rows = new double[net.length][];
        for (int t = 0; t < net.length; t++) {
            double buyPrice = t >= 3 && t <= 20 ? 0.1907 : 0.1419;
            rows[t] = new double[] {Math.max(net[t], 0), Math.max(-net[t], 0), buyPrice, 0.065};
        }
        Storage storage = new Storage(
                740,
                new Storage.Power(220, 110, 0.95, 0.95),
                new Storage.Window(0.1, 0.9, 0.9, 0.9),
                0.03,
                0,
                new Storage.Running(1.2, 30, OptionalDouble.of(1)),
                List.of());
        DispatchPlan plan = cheapest(site(222, storage), day(rows));
        // the optimum of a mixed-integer program by HiGHS: two steps give, one takes
        assertThat(plan.costWithoutStorage()).hasValueCloseTo(218.1832, within(1e-6));
        assertThat(plan.cost()).isCloseTo(215.6851473684, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 96, 288})
    void a_battery_that_knows_full_power_and_rest_only_is_planned_on_days_of_any_number_of_steps(int steps) {
        // 42.5 kWh in or 51 kWh out: the states that it can come to are more with every step
        Storage onOff = new Storage(
                300,
                new Storage.Power(50 * steps / 24.0, 50 * steps / 24.0, 0.85, 1 / 1.02),
                new Storage.Window(0.1, 0.9, 0.5, 0.5),
                0,
                0,
                new Storage.Running(0, 50 * steps / 24.0, OptionalDouble.empty()),
                List.of());
        double[][] rows = new double[steps][];
        for (int t = 0; t < steps; t++) {
            rows[t] = new double[] {10, 0, t % 2 == 0 ? 0.1 : 0.5, t % 2 == 0 ? 0.1 : 0.5};
        }
        Day day = new Day(24 * 60.0 / steps, day(rows).steps());
        Site site = site(1000, onOff);
        DispatchPlan plan = DISPATCHER.plan(DispatchRequest.cheapest(site, day));
        Simulation.of(new Days.Case("on or off", site, day), plan);
        assertThat(plan.warnings()).isEmpty();
        assertThat(states(plan).get(steps - 1)).isCloseTo(0.5, within(1e-9));
        // six steps in at 0.1 are five steps out at 0.5
        double saved = 5 * 50 * 0.5 - 6 * 50 * 0.1;
        assertThat(plan.cost()).isLessThanOrEqualTo(plan.costWithoutStorage().orElseThrow() - saved + 1e-6);
    }

    @Test
    void a_running_battery_never_runs_below_its_least_power() {
        Storage storage = with(battery(0.5, 0.55), new Storage.Running(0, 20, OptionalDouble.empty()), List.of());
        DispatchPlan plan = cheapest(
                site(100, storage), day(new double[][] {{10, 0, 0.5, 0.5}, {10, 0, 0.5, 0.5}, {10, 0, 0.6, 0.6}}));
        // 5 kWh more at the end: only as 20 or more in and 15 or more out, and 15 is too little
        assertThat(states(plan).get(2)).isCloseTo(0.55, within(1e-9));
        assertThat(plan.schedule()).allMatch(step -> step.storageKw() == 0 || Math.abs(step.storageKw()) >= 20 - 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.4, 1, 10})
    void a_cycle_limit_is_kept_and_used_as_far_as_it_pays(double cycles) {
        Storage storage = with(battery(0.5, 0.5), new Storage.Running(0, 0, OptionalDouble.of(cycles)), List.of());
        DispatchPlan plan = cheapest(
                site(100, storage),
                day(new double[][] {{10, 0, 0.1, 0.1}, {10, 0, 0.5, 0.5}, {10, 0, 0.2, 0.2}, {10, 0, 0.4, 0.4}}));
        // a full cycle is 100 kWh in and out; 40 kWh gain 0.5 - 0.1 each, 10 gain 0.5 - 0.2, 40 gain 0.4 - 0.2
        double kwh = Math.min(cycles * 100, 90);
        double saved =
                0.4 * Math.min(kwh, 40) + 0.3 * Math.min(Math.max(kwh - 40, 0), 10) + 0.2 * Math.max(kwh - 50, 0);
        assertThat(plan.cost()).isCloseTo(12 - saved, within(1e-6));
    }

    @Test
    void a_cycle_limit_that_the_terminal_state_breaks_is_named() {
        Storage storage = with(battery(0.1, 0.5), new Storage.Running(0, 0, OptionalDouble.of(0.1)), List.of());
        DispatchPlan plan = cheapest(site(100, storage), day(new double[][] {{10, 0, 0.1, 0.1}, {10, 0, 0.5, 0.5}}));
        assertThat(states(plan).get(1)).isCloseTo(0.5, within(1e-9));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("maxFullCycles 0.100000 cannot be kept"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 23, 25, 92, 100, 288})
    void any_number_of_equal_steps_makes_a_day(int steps) {
        Days.Case paper = Days.paper().resampled(steps);
        DispatchPlan plan = DISPATCHER.plan(DispatchRequest.cheapest(paper.site(), paper.day()));
        Simulation worked = Simulation.of(paper, plan);
        assertThat(plan.schedule()).hasSize(steps);
        assertThat(worked.cost).isCloseTo(plan.cost(), within(1e-6));
        assertThat(plan.cost()).isLessThanOrEqualTo(plan.costWithoutStorage().orElseThrow() + 1e-9);
    }

    @Test
    void positions_are_whole_Wh_rounded_half_up() {
        assertThat(Position.of(0, 289.3, 60).netWh()).isEqualTo(289_300);
        assertThat(Position.of(0, 0.0005, 60).netWh()).isEqualTo(1);
        assertThat(Position.of(0, 7.7745, 60).netWh()).isEqualTo(7_775);
        assertThat(Position.of(0, -0.0004, 60).netWh()).isZero();
        assertThat(Position.of(0, 1.002, 15).netWh()).isEqualTo(251);
    }
}
