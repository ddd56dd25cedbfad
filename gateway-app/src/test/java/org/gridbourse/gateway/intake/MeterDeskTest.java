package org.gridbourse.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.gridbourse.node.intake.IntakeDesk;
import org.gridbourse.node.intake.IntakeDesk.Shown;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Each Wh that a meter shows is counted once, whatever happens on the way and whenever this program is started again. */
class MeterDeskTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private JdbcTemplate database;
    private Instant now;
    private MeterDesk desk;

    @BeforeEach
    void make_a_database() {
        DriverManagerDataSource source = new DriverManagerDataSource(
                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE".formatted(UUID.randomUUID()));
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V9__meter_intake.sql")).execute(source);
        database = new JdbcTemplate(source);
        now = START.plus(Duration.ofDays(2));
        startAgain();
    }

    private void startAgain() {
        desk = new MeterDesk(new IntakeDesk(List.of(), ZoneOffset.UTC), new DatabaseSamples(database), () -> now);
        desk.add("m-1");
    }

    private static Shown shown(int quarter, long importWh) {
        return new Shown(
                START.plus(QUARTER.multipliedBy(quarter)), OptionalLong.of(importWh * 1000), OptionalLong.of(0));
    }

    private Verdict take(int quarter, long importWh) {
        return desk.take("m-1", List.of(shown(quarter, importWh))).get(0);
    }

    private long registerWh(int quarter) {
        return desk.register("m-1", START.plus(QUARTER.multipliedBy(quarter)), QUARTER)
                        .orElseThrow()
                        .importMilliWh()
                / 1000;
    }

    @Test
    void the_register_is_what_the_meter_shows_over_a_restart() {
        assertThat(take(0, 5_000_000)).isEqualTo(Verdict.ACCEPTED);
        assertThat(take(1, 5_000_250)).isEqualTo(Verdict.ACCEPTED);
        startAgain();
        assertThat(take(1, 5_000_250)).isEqualTo(Verdict.DUPLICATE);
        assertThat(take(2, 5_000_600)).isEqualTo(Verdict.ACCEPTED);

        assertThat(registerWh(0)).isEqualTo(5_000_000);
        assertThat(registerWh(1)).isEqualTo(5_000_250);
        assertThat(registerWh(2)).isEqualTo(5_000_600);
    }

    @Test
    void late_and_out_of_order_samples_take_their_place_over_a_restart() {
        take(0, 100);
        take(3, 400);
        startAgain();
        assertThat(take(1, 200)).isEqualTo(Verdict.ACCEPTED_LATE);
        startAgain();
        assertThat(take(2, 300)).isEqualTo(Verdict.ACCEPTED_LATE);

        assertThat(List.of(registerWh(1), registerWh(2), registerWh(3))).containsExactly(200L, 300L, 400L);
    }

    @Test
    void a_zero_after_a_restart_of_the_meter_does_not_count_and_the_energy_behind_it_does() {
        take(0, 900_000);
        assertThat(take(1, 0)).isEqualTo(Verdict.ZERO_AFTER_RESTART);
        startAgain();
        assertThat(take(2, 900_500)).isEqualTo(Verdict.ACCEPTED);

        assertThat(registerWh(2)).isEqualTo(900_500);
    }

    @Test
    void an_exchange_goes_on_from_the_second_value_that_agrees_even_if_this_program_restarts_between() {
        take(0, 900_000);
        assertThat(take(1, 12)).isEqualTo(Verdict.REGISTER_FALLS);
        startAgain();
        assertThat(take(2, 112)).isEqualTo(Verdict.EXCHANGED);
        startAgain();
        assertThat(take(3, 212)).isEqualTo(Verdict.ACCEPTED);

        // 100 Wh from the first of the two on, another 100 behind
        assertThat(registerWh(3)).isEqualTo(900_200);
    }

    @Test
    void a_step_of_another_unit_waits_for_confirmation_and_is_no_energy() {
        take(0, 900);
        assertThat(take(1, 900_000_000)).isEqualTo(Verdict.IMPLAUSIBLE);
        assertThat(take(2, 950)).isEqualTo(Verdict.ACCEPTED);

        assertThat(registerWh(2)).isEqualTo(950);
    }

    @Test
    void a_clock_that_is_ahead_does_not_count() {
        take(0, 100);
        now = START.plus(QUARTER);
        assertThat(take(40, 5_000)).isEqualTo(Verdict.CLOCK_AHEAD);
        assertThat(take(1, 150)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void what_a_broker_has_kept_is_read_by_its_own_time_once() {
        IntakeDesk.Message message = new IntakeDesk.Message(
                "gridbourse/m-1/register",
                "{\"at\": \"2026-03-01T00:15:00Z\", \"importWh\": 120, \"exportWh\": 7}"
                        .getBytes(StandardCharsets.UTF_8),
                true);
        assertThat(desk.take(List.of(message)).get(0).verdict()).isEqualTo(Verdict.ACCEPTED);
        startAgain();
        assertThat(desk.take(List.of(message)).get(0).verdict()).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void over_20_random_days_with_every_fault_the_register_ends_at_what_flowed() {
        for (long seed = 0; seed < 20; seed++) {
            make_a_database();
            randomDay(seed);
        }
    }

    private void randomDay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] register = new long[97];
        register[0] = random.nextLong(1_000_000);
        for (int quarter = 1; quarter <= 96; quarter++) {
            register[quarter] = register[quarter - 1] + random.nextLong(2_000);
        }
        take(0, register[0]);
        for (int quarter = 1; quarter <= 96; quarter++) {
            switch (random.nextInt(6)) {
                case 0 -> take(quarter, 0);
                case 1 -> take(quarter - 1, register[quarter - 1]);
                case 2 -> startAgain();
                default -> take(quarter, register[quarter]);
            }
        }
        take(96, register[96]);
        take(97, register[96]);
        for (int quarter = 1; quarter < 96; quarter++) {
            if (random.nextInt(2) == 0) {
                take(quarter, register[quarter]);
            }
        }
        startAgain();

        assertThat(registerWh(97)).as("seed %d", seed).isEqualTo(register[96]);
    }
}
