package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.junit.jupiter.api.Test;

/** Tables 1 and 2 of the paper, on the reconstructed day. */
class PaperDayTest {
    private final Days.Case paper = Days.paper();

    private DispatchPlan plan(Objective objective, int method) {
        return new Dispatcher()
                .plan(DispatchRequest.cheapest(paper.site(), paper.day())
                        .withObjective(objective, 0)
                        .withMethod(Method.ofNumber(method)));
    }

    private static List<Long> netsByPrice(DispatchPlan plan) {
        return plan.exchangeByPrice().stream()
                .map(exchange -> Math.round(exchange.netKwh()))
                .toList();
    }

    @Test
    void table_1_method_1_costs_8803_for_6908_5252_and_2608_kWh() {
        DispatchPlan plan = plan(Objective.COST, 1);
        assertThat(plan.cost()).isCloseTo(8803.00, within(0.005));
        assertThat(netsByPrice(plan)).containsExactly(6908L, 5252L, 2608L);
        assertThat(plan.renewableShare()).isEmpty();
    }

    @Test
    void table_1_method_2_costs_1169_for_40_minus_948_and_minus_289_kWh() {
        DispatchPlan plan = plan(Objective.COST, 2);
        assertThat(plan.cost()).isCloseTo(1168.8335, within(0.0001));
        assertThat(netsByPrice(plan)).containsExactly(40L, -948L, -289L);
    }

    @Test
    void table_1_method_3_costs_542_for_minus_1544_minus_77_and_604_kWh() {
        DispatchPlan plan = plan(Objective.COST, 3);
        assertThat(plan.cost()).isCloseTo(541.8635, within(0.0001));
        assertThat(netsByPrice(plan)).containsExactly(-1544L, -77L, 604L);
        assertThat(plan.costWithoutStorage()).hasValueCloseTo(1168.8335, within(0.0001));
    }

    @Test
    void table_2_emits_8521_then_1265_then_917_kg_with_shares_of_87_and_92_percent() {
        assertThat(plan(Objective.CARBON, 1).carbonKg()).isCloseTo(8521.14, within(0.005));
        assertThat(plan(Objective.CARBON, 2).carbonKg()).isCloseTo(1265.21, within(0.005));
        assertThat(plan(Objective.CARBON, 2).renewableShare()).hasValueCloseTo(0.87, within(0.0005));
        assertThat(plan(Objective.CARBON, 3).carbonKg()).isCloseTo(917.2885, within(0.0001));
        assertThat(plan(Objective.CARBON, 3).renewableShare()).hasValueCloseTo(0.92, within(0.0005));
    }

    @Test
    void of_all_cheapest_plans_the_cleanest_is_taken_and_of_all_cleanest_the_cheapest() {
        assertThat(plan(Objective.COST, 3).carbonKg()).isCloseTo(1688.9065, within(0.001));
        assertThat(plan(Objective.CARBON, 3).cost()).isCloseTo(972.3663, within(0.001));
    }

    @Test
    void weighted_with_carbon_price_0_is_the_cost_optimum_and_with_a_high_price_the_carbon_optimum() {
        DispatchRequest request = DispatchRequest.cheapest(paper.site(), paper.day());
        Dispatcher dispatcher = new Dispatcher();
        assertThat(dispatcher.plan(request.withObjective(Objective.WEIGHTED, 0)).cost())
                .isCloseTo(541.8635, within(0.0001));
        assertThat(dispatcher
                        .plan(request.withObjective(Objective.WEIGHTED, 100))
                        .carbonKg())
                .isCloseTo(917.2885, within(0.0001));
    }

    @Test
    void the_front_has_41_points_of_the_exact_front_from_917_kg_to_1689_kg() {
        List<ParetoPoint> front = plan(Objective.PARETO, 3).front();
        assertThat(front).hasSize(41);
        for (int i = 0; i < front.size(); i++) {
            double carbonKg = 917.2885 + (1688.906467 - 917.2885) * i / 40;
            assertThat(front.get(i).carbonKg()).isCloseTo(carbonKg, within(0.001));
        }
        // points of the exact front, as computed with HiGHS from the reconstructed day
        assertThat(front.get(0).cost()).isCloseTo(972.3663, within(0.0002));
        assertThat(front.get(1).cost()).isCloseTo(928.0442, within(0.0002));
        assertThat(front.get(6).cost()).isCloseTo(832.7052, within(0.0002));
        assertThat(front.get(25).cost()).isCloseTo(624.5747, within(0.0002));
        assertThat(front.get(40).cost()).isCloseTo(541.8635, within(0.0002));
    }

    @Test
    void every_point_of_the_front_is_a_plan_that_can_be_worked() {
        DispatchPlan plan = plan(Objective.PARETO, 3);
        for (ParetoPoint point : plan.front()) {
            Simulation worked = Simulation.of(paper, withSchedule(plan, point));
            assertThat(worked.cost).isCloseTo(point.cost(), within(1e-6));
            assertThat(worked.carbonKg).isCloseTo(point.carbonKg(), within(1e-6));
        }
    }

    @Test
    void the_same_request_gives_the_same_bytes_but_for_millis() throws IOException {
        String first = PlanJson.of(plan(Objective.PARETO, 3));
        String second = PlanJson.of(plan(Objective.PARETO, 3));
        assertThat(first.replaceAll("\"millis\": [0-9.]+", "")).isEqualTo(second.replaceAll("\"millis\": [0-9.]+", ""));
    }

    @Test
    void what_the_swarm_reached_alone_and_what_refinement_added_are_told_apart() {
        SolverReport solver = plan(Objective.COST, 3).solver();
        assertThat(solver.swarmCost()).isBetween(541.8635, 1168.8335);
        assertThat(solver.refinedCost()).isCloseTo(541.8635, within(0.0001));
        assertThat(solver.evaluations()).isPositive();
        assertThat(solver.shifts()).isPositive();
    }

    @Test
    void the_files_hold_the_plan_and_plots_that_show_something(@org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        DispatchPlan plan = plan(Objective.PARETO, 3);
        PlanFolder.write(plan, folder);
        assertThat(Files.readString(folder.resolve("plan.json"))).isEqualTo(PlanJson.of(plan));
        assertThat(Files.readAllLines(folder.resolve("plan.csv"))).hasSize(25);
        for (String plot : List.of("power-balance", "storage", "grid-exchange", "front")) {
            assertThat(folder.resolve(plot + ".png")).isNotEmptyFile();
            assertThat(Files.readString(folder.resolve(plot + ".svg")))
                    .contains("</svg>")
                    .contains("paper-microgrid (reconstructed)");
        }
    }

    @Test
    void the_explanation_names_every_turn_of_the_storage() {
        DispatchRequest request = DispatchRequest.cheapest(paper.site(), paper.day());
        String explanation = PlanExplanation.of(new Dispatcher().plan(request), request);
        assertThat(explanation)
                .contains("15:00-18:00  charges 871.0 kWh")
                .contains("then it is full (94.6 %)")
                .contains("discharges")
                .contains("rests");
    }

    @Test
    void the_explanation_counts_in_units_of_the_objective() {
        // of one kWh charged 1584 / 1764 = 0.898 kWh come back, at 0.0913 kg each: 0.0820 kg, and 0.03 for each of
        // 1.898 kWh
        DispatchRequest cheapest = DispatchRequest.cheapest(paper.site(), paper.day());
        assertThat(explained(cheapest)).contains("wears 0.0569").contains("gains less than losses and wear take");
        // kept from 0.577 kg of purchases: nothing charged is worth it unless it was free of carbon: 0.0820 / 0.898
        assertThat(explained(cheapest.withObjective(Objective.CARBON, 0)))
                .contains("where one kWh is worth 0.0000 kg; a kWh charged gives 0.898 kWh back and emits 0.0820 kg,"
                        + " so it pays where a later kWh is worth more than 0.0913 kg")
                .contains("gains less than losses and the storage's own carbon take");
        assertThat(explained(cheapest.withObjective(Objective.WEIGHTED, 0.5)))
                .contains("takes 0.0979 of wear and carbon");
    }

    @Test
    void the_explanation_names_start_charge_least_power_and_cycle_limit_where_they_hold_the_storage() {
        Days.Case limited = paper.with(new Storage.Running(1, 50, OptionalDouble.of(0.5)));
        assertThat(explained(DispatchRequest.cheapest(limited.site(), limited.day())))
                .contains(
                        "gains less than losses, wear and start charges take, or would need less than the least power,"
                                + " or more cycles than the limit leaves");
    }

    private static String explained(DispatchRequest request) {
        return PlanExplanation.of(new Dispatcher().plan(request), request);
    }

    private static DispatchPlan withSchedule(DispatchPlan plan, ParetoPoint point) {
        return new DispatchPlan(
                plan.site(),
                plan.method(),
                plan.objective(),
                plan.seed(),
                plan.stepMinutes(),
                plan.initialStateOfCharge(),
                plan.warnings(),
                point.cost(),
                point.carbonKg(),
                plan.renewableShare(),
                plan.costWithoutStorage(),
                plan.exchangeByPrice(),
                point.schedule(),
                List.of(),
                plan.solver());
    }
}
