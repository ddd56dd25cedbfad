package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.input.DayFile;
import org.gridbourse.optimizer.input.SiteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fleets on which several devices must change at once, against what HiGHS proves for their mixed-integer programs. */
class HardFleetsTest {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root", ".."));
    private static final Path CASES = ROOT.resolve("optimizer/src/test/resources/cases");

    @ParameterizedTest
    @CsvSource({
        "own-use, -66.484978",
        "exchanged-steps, 59.777215",
        "three-storages, 65.691901",
        "start-charges, 24.040205"
    })
    void several_devices_that_must_change_together_lose_at_most_a_thousandth_of_the_saving(String name, double proven) {
        Site site = SiteFile.read(CASES.resolve(name + ".yaml"));
        Day day = DayFile.read(CASES.resolve(name + ".csv"));
        // when
        DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(site, day));
        // then
        double saving = plan.costWithoutStorage().orElseThrow() - proven;
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.cost()).isBetween(proven - 1e-5, proven + 0.001 * saving);
        assertThat(plan.solver().swarmCost()).isGreaterThanOrEqualTo(plan.cost() - 1e-9);
    }

    /** The paper's text: the share rises from 88 to 94 %, carbon falls by 27.5 %; docs/dispatcher.md has the whole table. */
    @Test
    void eight_electric_buses_on_the_papers_day_take_carbon_26_percent_down_and_with_the_storage_38() {
        Site buses = SiteFile.read(ROOT.resolve("examples/paper/buses-site.yaml"));
        Day day = DayFile.read(ROOT.resolve("examples/paper/buses-day.csv"));
        Site alone = new Site(
                buses.name(),
                buses.tieLine(),
                buses.pv(),
                buses.wind(),
                List.of(),
                buses.flexibleLoads(),
                buses.gridCarbonKgPerKwh());
        // given method 2 of the paper: 1265.2 kg, share 87.0 %
        double before = 1265.21;
        // when
        DispatchPlan moved = cleanest(alone, day);
        DispatchPlan withStorage = cleanest(buses, day);
        // then
        assertThat(1 - moved.carbonKg() / before).isCloseTo(0.260, within(0.001));
        assertThat(moved.renewableShare().orElseThrow()).isCloseTo(0.906, within(0.001));
        assertThat(moved.cost()).isCloseTo(866.55, within(0.01));
        assertThat(1 - withStorage.carbonKg() / before).isCloseTo(0.378, within(0.001));
        assertThat(withStorage.renewableShare().orElseThrow()).isCloseTo(0.927, within(0.001));
        assertThat(withStorage.cost()).isCloseTo(842.41, within(0.01));
    }

    private static DispatchPlan cleanest(Site site, Day day) {
        return new Dispatcher().plan(DispatchRequest.cheapest(site, day).withObjective(Objective.CARBON, 0));
    }

    /** A storage behind a contract: no charging from the grid, no discharging to it, import and export apart, self-discharge. */
    @Test
    void a_storage_under_contract_charges_from_the_roof_alone_and_gives_to_the_house_alone() {
        Site site = SiteFile.parse("site.yaml", """
                name: contract
                tieLine: {importKw: 10, exportKw: 3}
                pv: {costPerKwh: 0, carbonKgPerKwh: 0}
                storages:
                  - {name: battery, capacityKwh: 20, chargeMaxKw: 8, dischargeMaxKw: 8, chargeEfficiency: 1, dischargeEfficiency: 1,
                     socMin: 0, socMax: 1, socInitial: 0, wearCostPerKwh: 0, carbonKgPerDischargedKwh: 0,
                     selfDischargePerDay: 0.1, chargeFromGrid: false, dischargeToGrid: false}
                """);
        // given 1 kW of load, 5 kW of sun from 10 to 14, and cheap nights that the contract keeps it from
        List<DayStep> steps = java.util.stream.IntStream.range(0, 24)
                .mapToObj(t -> new DayStep(
                        1, t >= 10 && t < 14 ? 5 : 0, 0, t < 6 ? 0.05 : 0.3, 0.01, java.util.OptionalDouble.empty()))
                .toList();
        // when
        DispatchPlan plan = new Dispatcher().plan(DispatchRequest.cheapest(site, Day.of(steps)));
        // then it charges 10 kWh for ten hours at most, and only under the sun
        for (ScheduleStep step : plan.schedule()) {
            assertThat(Math.max(0, step.storageKw())).isLessThanOrEqualTo(step.pvKw() + step.windKw() + 1e-9);
            assertThat(Math.max(0, -step.storageKw())).isLessThanOrEqualTo(step.loadKw() + 1e-9);
            assertThat(step.gridKw()).isBetween(-3 - 1e-9, 10 + 1e-9);
        }
        // 10 hours from 14 to 24 at 0.3 without the grid, 4 under the sun; 6 at 0.05 and 4 at 0.3 before it, less what
        // is sold
        assertThat(plan.schedule().subList(14, 24)).allMatch(step -> Math.abs(step.gridKw()) < 1e-9);
    }
}
