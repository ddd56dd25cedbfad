package org.gridbourse.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.gridbourse.cli.Gridbourse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldsTest {
    private static final Path VALLEY = Path.of(System.getProperty("gridbourse.root", ".."), "examples/worlds/valley");

    @TempDir
    private Path folder;

    private static List<DayOutcome> simulate(Strategy strategy, boolean pool, int days) {
        World world = WorldFile.read(VALLEY);
        Settling settling = pool ? PoolSettling::settle : Settling::withTheGridAlone;
        Simulation simulation = new Simulation(world, new DaySimulation(world, strategy, settling, Knowing.PERFECT));
        return simulation.run(simulation.days(Optional.of(LocalDate.of(2027, 5, 3)), days), outcome -> {});
    }

    @Test
    void the_series_of_the_valley_is_what_its_generator_makes_of_its_seed() throws IOException {
        try (GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(VALLEY.resolve("series.csv.gz")))) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(SyntheticYear.text(2027));
        }
    }

    @Test
    void storage_orders_reach_all_of_the_possible_saving_and_nobody_is_worse_off() {
        double tolerance = 4 * 0.45e-3;
        for (DayOutcome day : simulate(Strategy.STORAGE, true, 4)) {
            assertThat(day.score()).as("%s", day.day()).isBetween(0.995, 1.0 + 1e-9);
            assertThat(day.worseOff(tolerance)).as("%s", day.day()).isZero();
        }
    }

    @Test
    void the_planner_is_never_beaten_and_net_orders_reach_as_much_as_meeting_at_the_meter() {
        List<DayOutcome> net = simulate(Strategy.NET, true, 3);
        List<DayOutcome> none = simulate(Strategy.NONE, true, 3);
        List<DayOutcome> alone = simulate(Strategy.NONE, false, 3);
        for (int i = 0; i < net.size(); i++) {
            assertThat(net.get(i).score()).isBetween(0.0, 1.0);
            assertThat(net.get(i).marketCost()).isCloseTo(none.get(i).marketCost(), within(0.01));
            // without orders, and settled with the grid, there is no market
            assertThat(alone.get(i).marketCost()).isCloseTo(alone.get(i).aloneCost(), within(0.01));
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void the_same_world_gives_the_same_day(Strategy strategy) {
        assertThat(simulate(strategy, true, 1).get(0).marketCost())
                .isEqualTo(simulate(strategy, true, 1).get(0).marketCost());
    }

    @Test
    void days_of_which_only_a_forecast_is_known_are_simulated_one_after_the_other() {
        World world = WorldFile.read(VALLEY);
        DaySimulation day = new DaySimulation(world, Strategy.STORAGE, PoolSettling::settle, new Knowing(true, 0));
        Simulation simulation = new Simulation(world, day);

        List<DayOutcome> days =
                simulation.run(simulation.days(Optional.of(LocalDate.of(2027, 2, 1)), 2), outcome -> {});

        assertThat(days).allSatisfy(outcome -> {
            assertThat(outcome.score()).isBetween(0.0, 1.0);
            assertThat(outcome.centralCost()).isLessThan(outcome.aloneCost());
        });
    }

    @Test
    void ordering_the_rest_of_the_day_again_every_3_hours_trades_more_and_is_paid_at_its_own_prices() {
        World world = WorldFile.read(VALLEY);
        List<Double> peerKwh = new ArrayList<>();
        for (int everyHours : new int[] {0, 3}) {
            DaySimulation day =
                    new DaySimulation(world, Strategy.STORAGE, PoolSettling::settle, new Knowing(true, everyHours));
            Simulation simulation = new Simulation(world, day);
            DayOutcome outcome = simulation
                    .run(simulation.days(Optional.of(LocalDate.of(2027, 5, 3)), 1), each -> {})
                    .get(0);
            assertThat(outcome.score()).as("every %s hours", everyHours).isBetween(0.0, 1.0);
            peerKwh.add(outcome.peerWh() / 1e3);
        }
        // what is bought and sold again counts again
        assertThat(peerKwh.get(1)).isGreaterThan(peerKwh.get(0));
    }

    @Test
    void a_session_every_3_hours_of_96_periods_begins_7_times_and_knows_all_but_the_half_hour_before() {
        Knowing knowing = new Knowing(true, 3);

        assertThat(knowing.sessions(96)).containsExactly(12, 24, 36, 48, 60, 72, 84);
        assertThat(knowing.sessions(24)).containsExactly(3, 6, 9, 12, 15, 18, 21);
        assertThat(Knowing.measuredBefore(12, 96)).isEqualTo(10);
        assertThat(Knowing.measuredBefore(3, 24)).isEqualTo(2);
    }

    @Test
    void a_roof_that_gave_half_of_its_forecast_is_expected_to_give_less_and_a_house_that_took_more_to_take_more() {
        long[] expectedWh = new long[24];
        long[] measuredWh = new long[24];
        long[] givenWh = new long[24];
        long[] forecastWh = new long[24];
        for (int t = 0; t < 24; t++) {
            forecastWh[t] = 2000;
            givenWh[t] = 1000;
            // consumption: 500 expected, 700 measured
            expectedWh[t] = 500 - forecastWh[t];
            measuredWh[t] = 700 - givenWh[t];
        }
        HouseholdDay day =
                new HouseholdDay(null, measuredWh, expectedWh, new Generation(givenWh, forecastWh), 24 * 700L);

        long[] outlook = Outlook.netWh(day, 6);

        assertThat(outlook[5]).isEqualTo(-300);
        // -1500 + 0.5 x 200 + 0.5 x 2000
        assertThat(outlook[6]).isEqualTo(-400);
        assertThat(outlook[23]).isBetween(-1500L, -1400L);
    }

    @Test
    void the_command_writes_its_answer_and_plots() {
        int exit = Gridbourse.run(
                "simulate", "--world", VALLEY.toString(), "--days", "1", "--json", "--out", folder.toString());

        assertThat(exit).isZero();
        assertThat(folder)
                .isDirectoryContaining("glob:**simulation.json")
                .isDirectoryContaining("glob:**score.svg")
                .isDirectoryContaining("glob:**savings.png")
                .isDirectoryContaining("glob:**exchange.svg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--days=0",
                "--strategy=curve",
                "--settle=bank",
                "--forecast=oracle",
                "--from=2099-01-01",
                "--again-every=3"
            })
    void a_call_that_cannot_be_read_ends_with_2(String option) {
        assertThat(Gridbourse.run("simulate", "--world", VALLEY.toString(), option))
                .isEqualTo(2);
    }

    @Test
    void a_world_that_is_not_there_ends_with_2() {
        assertThat(Gridbourse.run("simulate", "--world", folder.toString())).isEqualTo(2);
    }
}
