package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.SiteStateFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several storages, vehicles and blocks behind one tie line. */
class FleetTest {
    static final String SITE = """
            name: fleet
            tieLine: {importKw: 60, exportKw: 20}
            pv: {costPerKwh: 0, carbonKgPerKwh: 0}
            storages:
              - {name: big, capacityKwh: 100, chargeMaxKw: 30, dischargeMaxKw: 30, chargeEfficiency: 0.95, dischargeEfficiency: 0.95, socMin: 0.1, socMax: 0.9, socInitial: 0.5, wearCostPerKwh: 0.01, carbonKgPerDischargedKwh: 0}
              - {name: small, capacityKwh: 20, chargeMaxKw: 10, dischargeMaxKw: 10, chargeEfficiency: 0.9, dischargeEfficiency: 0.9, socMin: 0, socMax: 1, socInitial: 0.5, wearCostPerKwh: 0, carbonKgPerDischargedKwh: 0, selfDischargePerDay: 0.1, standbyKw: 0.2, chargeFromGrid: false, dischargeToGrid: false}
            flexibleLoads:
              - {name: car, arrive: "07:00", depart: "17:00", energyKwh: 30, maxKw: 11, minKw: 4}
              - name: bus
                maxKw: 20
                trips:
                  - {arrive: "00:00", depart: "06:00", energyKwh: 40}
                  - {arrive: "10:00", depart: "14:00", energyKwh: 20}
              - {name: wash, earliest: "08:00", latest: "20:00", profileKw: [3, 1, 2]}
              - {name: pump, earliest: "00:00", latest: "24:00", energyKwh: 12, maxKw: 4}
            grid: {carbonKgPerKwh: 0.5}
            """;

    /** 24 hours: 10 kW of load, PV around noon, cheap nights, a dear evening. */
    static Day day() {
        List<DayStep> steps = new ArrayList<>();
        for (int t = 0; t < 24; t++) {
            double pv = Math.max(0, 50 * Math.sin((t - 6) * Math.PI / 12));
            double buy = t < 6 ? 0.1 : t >= 18 && t < 22 ? 0.4 : 0.2;
            steps.add(new DayStep(10, pv, 0, buy, 0.05, OptionalDouble.empty()));
        }
        return Day.of(steps);
    }

    static DispatchRequest request(String site, Day day) {
        return DispatchRequest.cheapest(SiteFile.parse("site.yaml", site), day);
    }

    private static DispatchPlan plan(String site, Day day) {
        return new Dispatcher().plan(request(site, day));
    }

    private static DeviceSchedule device(DispatchPlan plan, String name) {
        return plan.devices().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_step_balances_and_every_device_keeps_its_limits() {
        DispatchPlan plan = plan(SITE, day());
        assertThat(plan.warnings()).isEmpty();
        for (int t = 0; t < 24; t++) {
            ScheduleStep step = plan.schedule().get(t);
            int row = t;
            double storages = device(plan, "big").powerKw().get(t)
                    + device(plan, "small").powerKw().get(t);
            double flexible = plan.devices().stream()
                    .filter(device -> device.kind() != DeviceSchedule.Kind.STORAGE)
                    .mapToDouble(device -> device.powerKw().get(row))
                    .sum();
            assertThat(step.storageKw()).isCloseTo(storages, within(1e-9));
            // 0.2 kW of stand-by
            assertThat(step.loadKw()).isCloseTo(10.2 + flexible, within(1e-9));
            assertThat(step.loadKw() + step.storageKw())
                    .isCloseTo(step.pvKw() + step.windKw() + step.gridKw(), within(1e-9));
            assertThat(step.gridKw()).isBetween(-20 - 1e-6, 60 + 1e-6);
            double car = device(plan, "car").powerKw().get(t);
            assertThat(car == 0 || car >= 4 - 1e-9 && car <= 11 + 1e-9).isTrue();
            assertThat(t >= 7 && t < 17 || car == 0).isTrue();
            // the small one charges from PV only, and never sells
            double small = device(plan, "small").powerKw().get(t);
            assertThat(small).isBetween(-step.loadKw() - 1e-9, step.pvKw() + 1e-9);
        }
        assertThat(device(plan, "car").energyKwh(true, 1)).isCloseTo(30, within(1e-6));
        assertThat(device(plan, "bus").energyKwh(true, 1)).isCloseTo(60, within(1e-6));
        assertThat(device(plan, "pump").energyKwh(true, 1)).isCloseTo(12, within(1e-6));
    }

    @Test
    void self_discharge_takes_its_share_of_what_is_stored() {
        DispatchPlan plan = plan(SITE, day());
        DeviceSchedule small = device(plan, "small");
        double stored = 10;
        for (int t = 0; t < 24; t++) {
            double power = small.powerKw().get(t);
            // 10 % a day: 0.9^(1/24) of it is left after an hour
            stored = Math.pow(0.9, 1.0 / 24) * stored + (power > 0 ? 0.9 * power : power / 0.9);
            assertThat(small.storedKwh().get(t)).isCloseTo(stored, within(1e-8));
        }
        assertThat(stored).isCloseTo(10, within(1e-6));
    }

    @Test
    void a_wash_runs_in_its_order_without_a_break() {
        List<Double> wash = device(plan(SITE, day()), "wash").powerKw();
        int start = 0;
        while (wash.get(start) == 0) {
            start++;
        }
        assertThat(start).isBetween(8, 17);
        assertThat(wash.subList(start, start + 3)).containsExactly(3.0, 1.0, 2.0);
        assertThat(wash.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(6);
    }

    @Test
    void what_a_car_cannot_have_is_missing_by_name_and_as_little_as_possible() {
        // two hours of 5 kW: 10 of 30 kWh
        String site = """
                name: s
                tieLineKw: 15
                flexibleLoads:
                  - {name: car, arrive: "10:00", depart: "12:00", energyKwh: 30, maxKw: 22}
                """;
        DispatchPlan plan = plan(site, day());
        assertThat(plan.warnings())
                .anyMatch(warning -> warning.equals("car: 20.000 of 30.000 kWh are missing at the end of step 11"));
        assertThat(device(plan, "car").missingKwh()).isCloseTo(20, within(1e-5));
        assertThat(device(plan, "car").energyKwh(true, 1)).isCloseTo(10, within(1e-5));
    }

    @Test
    void a_peak_price_flattens_the_import() {
        String site = """
                name: s
                tieLine: {importKw: 100, exportKw: 0, peakPricePerKw: 5}
                flexibleLoads:
                  - {name: car, arrive: "00:00", depart: "06:00", energyKwh: 30, maxKw: 22}
                """;
        DispatchPlan plan = plan(site, day());
        // 10 kW of load and 30 kWh in six equally cheap hours: 15 kW
        assertThat(plan.peakImportKw()).isCloseTo(15, within(1e-4));
        assertThat(device(plan, "car").powerKw().subList(0, 6)).allMatch(power -> Math.abs(power - 5) < 1e-3);
    }

    @Test
    void the_plan_starts_from_what_was_measured() {
        Site site = SiteFile.parse("site.yaml", SITE);
        SiteState state = new SiteState(
                8,
                Map.of("big", 0.3, "small", 0.2),
                Map.of("car", new SiteState.VehicleState(Optional.of(true), OptionalDouble.of(7))),
                Set.of("pump"),
                0);
        DispatchPlan plan =
                new Dispatcher().plan(DispatchRequest.cheapest(site, day()).withState(state));
        assertThat(plan.schedule().get(0).step()).isEqualTo(8);
        assertThat(plan.schedule()).hasSize(16);
        assertThat(plan.initialStateOfCharge()).isCloseTo((30 + 4) / 120.0, within(1e-12));
        assertThat(device(plan, "car").energyKwh(true, 1)).isCloseTo(7, within(1e-6));
        assertThat(plan.devices()).noneMatch(device -> device.name().equals("pump"));
        SiteState away = new SiteState(
                8,
                Map.of(),
                Map.of("car", new SiteState.VehicleState(Optional.of(false), OptionalDouble.empty())),
                Set.of(),
                0);
        assertThat(new Dispatcher()
                        .plan(DispatchRequest.cheapest(site, day()).withState(away))
                        .warnings())
                .anyMatch(warning -> warning.startsWith("car is not there"));
    }

    @Test
    void without_a_plan_vehicles_charge_when_they_arrive_and_storages_rest() {
        DispatchPlan plan = new Dispatcher().plan(request(SITE, day()).withMethod(Method.RENEWABLES));
        // 30 kWh at 11 kW: 11, 11, 8
        assertThat(device(plan, "car").powerKw().subList(6, 11)).containsExactly(0.0, 11.0, 11.0, 8.0, 0.0);
        assertThat(device(plan, "wash").powerKw().subList(8, 11)).containsExactly(3.0, 1.0, 2.0);
        assertThat(plan.schedule()).allMatch(step -> step.storageKw() == 0);
        DispatchPlan planned = plan(SITE, day());
        assertThat(planned.cost()).isLessThan(plan.cost());
    }

    @Test
    void two_halves_of_a_storage_are_worth_as_much_as_the_whole() {
        for (long seed = 0; seed < 20; seed++) {
            Days.Case day = Days.random(seed, 24, Days.Traits.CONVEX);
            Storage whole = day.site().storage().orElseThrow();
            Site halves = new Site(
                    "halves",
                    day.site().tieLine(),
                    day.site().pv(),
                    day.site().wind(),
                    List.of(half("a", whole), half("b", whole)),
                    List.of(),
                    day.site().gridCarbonKgPerKwh());
            double one = new Dispatcher()
                    .plan(DispatchRequest.cheapest(day.site(), day.day()))
                    .cost();
            DispatchPlan two = new Dispatcher().plan(DispatchRequest.cheapest(halves, day.day()));
            assertThat(two.cost()).as(day + "").isCloseTo(one, within(1e-6 * (1 + Math.abs(one))));
        }
    }

    private static Storage half(String name, Storage whole) {
        return new Storage(
                name,
                whole.capacityKwh() / 2,
                new Storage.Power(
                        whole.power().chargeMaxKw() / 2,
                        whole.power().dischargeMaxKw() / 2,
                        whole.power().chargeEfficiency(),
                        whole.power().dischargeEfficiency()),
                whole.window(),
                whole.wearCostPerKwh(),
                whole.carbonKgPerDischargedKwh(),
                whole.running(),
                List.of(),
                Storage.Standing.NONE,
                Storage.Contract.FREE);
    }

    @Test
    void the_front_of_a_fleet_runs_from_the_cleanest_to_the_cheapest_plan() {
        DispatchPlan plan = new Dispatcher().plan(request(SITE, day()).withObjective(Objective.PARETO, 0));
        assertThat(plan.front()).isNotEmpty();
        for (int i = 1; i < plan.front().size(); i++) {
            assertThat(plan.front().get(i).carbonKg())
                    .isGreaterThan(plan.front().get(i - 1).carbonKg());
            assertThat(plan.front().get(i).cost())
                    .isLessThan(plan.front().get(i - 1).cost());
        }
    }

    @Test
    void the_same_fleet_gives_the_same_bytes() {
        String first = PlanJson.of(plan(SITE, day())).replaceAll("\"millis\": [0-9.]+", "");
        assertThat(PlanJson.of(plan(SITE, day())).replaceAll("\"millis\": [0-9.]+", ""))
                .isEqualTo(first);
    }

    @Test
    void no_random_fleet_takes_more_than_it_would_uncontrolled() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            String site = SITE.replace("energyKwh: 30", "energyKwh: " + (5 + random.nextInt(60)))
                    .replace("maxKw: 20", "maxKw: " + (11 + random.nextInt(20)));
            DispatchPlan plan = plan(site, day());
            assertThat(plan.cost())
                    .as("round " + round)
                    .isLessThanOrEqualTo(plan.costWithoutStorage().orElse(Double.MAX_VALUE) + 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "importKw: 60        | importKw: -1         | 2  | tieLine.importKw",
                "name: small         | name: big            | 6  | storages[1]",
                "selfDischargePerDay: 0.1 | selfDischargePerDay: 1 | 6 | storages[1].selfDischargePerDay",
                "chargeFromGrid: false | chargeFromGrid: 0  | 6  | storages[1].chargeFromGrid",
                "arrive: \"07:00\"   | arrive: \"25:00\"    | 8  | flexibleLoads[0].arrive",
                "depart: \"17:00\"   | depart: \"06:00\"    | 8  | flexibleLoads[0].depart",
                "minKw: 4            | minKw: 12            | 8  | flexibleLoads[0].minKw",
                "arrive: \"10:00\"   | arrive: \"05:00\"    | 13 | flexibleLoads[1].trips[1].arrive",
                "profileKw: [3, 1, 2]| profileKw: [3, -1]   | 14 | flexibleLoads[2].profileKw[1]",
                "energyKwh: 12, maxKw: 4 | energyKwh: 12, maxKw: 0 | 15 | flexibleLoads[3].maxKw",
            })
    void a_bad_device_is_refused_at_its_line(String good, String bad, int line, String field) {
        assertThat(SITE).contains(good);
        InputRefusedException refused = catchThrowableOfType(
                InputRefusedException.class, () -> SiteFile.parse("site.yaml", SITE.replace(good, bad)));
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.line()).hasValue(line);
    }

    @Test
    void a_state_file_names_only_what_the_site_has() {
        Site site = SiteFile.parse("site.yaml", SITE);
        SiteState state = SiteStateFile.parse(
                "state.yaml",
                "step: 3\nstorages: {big: 0.7}\nvehicles: {bus: {present: true, missingKwh: 4}}\ndone: [wash]\n",
                site,
                24);
        assertThat(state.stateOfCharge()).containsEntry("big", 0.7);
        assertThat(state.done()).containsExactly("wash");
        InputRefusedException refused = catchThrowableOfType(
                InputRefusedException.class,
                () -> SiteStateFile.parse("state.yaml", "storages:\n  bigger: 0.7\n", site, 24));
        assertThat(refused).hasMessageContaining("state.yaml:2: storages.bigger: unknown key; allowed: big, small");
    }
}
