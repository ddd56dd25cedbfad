package org.gridbourse.node.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountedRegisterTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long KWH = 1_000_000;

    private final CountedRegister register = new CountedRegister(new CountedRegister.Limits(30, 100_000 * KWH));

    @Test
    void samples_count_from_the_first_on() {
        assertThat(register.offer(at(0), 500 * KWH)).isEqualTo(Verdict.ACCEPTED);
        assertThat(register.offer(at(15), 501 * KWH)).isEqualTo(Verdict.ACCEPTED);

        assertThat(register.countedMilliWh(at(-1))).isEmpty();
        assertThat(register.countedMilliWh(at(14))).hasValue(0);
        assertThat(register.countedMilliWh(at(20))).hasValue(KWH);
    }

    @Test
    void the_same_again_counts_once_and_another_value_for_one_time_does_not() {
        register.offer(at(0), 500 * KWH);

        assertThat(register.offer(at(0), 500 * KWH)).isEqualTo(Verdict.DUPLICATE);
        assertThat(register.offer(at(0), 501 * KWH)).isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void what_comes_late_finds_its_place() {
        register.offer(at(0), 500 * KWH);
        register.offer(at(30), 502 * KWH);

        assertThat(register.offer(at(15), 501 * KWH)).isEqualTo(Verdict.ACCEPTED_LATE);
        assertThat(register.offer(at(20), 503 * KWH)).isEqualTo(Verdict.REGISTER_FALLS);
        assertThat(register.countedMilliWh(at(15))).hasValue(KWH);
        assertThat(register.countedMilliWh(at(30))).hasValue(2 * KWH);
    }

    @Test
    void zeros_after_a_restart_do_not_count() {
        register.offer(at(0), 500 * KWH);

        assertThat(register.offer(at(15), 0)).isEqualTo(Verdict.ZERO_AFTER_RESTART);
        assertThat(register.offer(at(30), 501 * KWH)).isEqualTo(Verdict.ACCEPTED);
        assertThat(register.countedMilliWh(at(30))).hasValue(KWH);
    }

    @Test
    void a_register_goes_on_from_zero_behind_its_last_digit() {
        register.offer(at(0), 99_999 * KWH);

        assertThat(register.offer(at(15), KWH)).isEqualTo(Verdict.ROLLED_OVER);
        assertThat(register.countedMilliWh(at(15))).hasValue(2 * KWH);
    }

    @Test
    void an_exchanged_meter_counts_on_from_its_second_sample() {
        register.offer(at(0), 500 * KWH);
        register.offer(at(15), 501 * KWH);

        assertThat(register.offer(at(30), 3 * KWH)).isEqualTo(Verdict.REGISTER_FALLS);
        assertThat(register.offer(at(45), 4 * KWH)).isEqualTo(Verdict.EXCHANGED);
        assertThat(register.offer(at(60), 5 * KWH)).isEqualTo(Verdict.ACCEPTED);
        assertThat(register.countedMilliWh(at(60))).hasValue(3 * KWH);
    }

    @Test
    void another_unit_is_implausible_until_it_stays() {
        register.offer(at(0), 500 * KWH);

        assertThat(register.offer(at(15), 500_100 * KWH)).isEqualTo(Verdict.IMPLAUSIBLE);
        assertThat(register.offer(at(30), 501 * KWH)).isEqualTo(Verdict.ACCEPTED);
        assertThat(register.countedMilliWh(at(30))).hasValue(KWH);
    }

    @Test
    void samples_older_than_what_is_kept_do_not_count() {
        register.offer(at(0), 500 * KWH);
        register.offer(at(20 * 1440), 600 * KWH);

        assertThat(register.offer(at(60), 501 * KWH)).isEqualTo(Verdict.TOO_OLD);
    }

    /** Seeded histories: again, late, out of order, zeros, with a rollover; in the end each Wh has been counted once. */
    @Test
    void whatever_the_network_does_each_Wh_is_counted_once() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            CountedRegister counted = new CountedRegister(new CountedRegister.Limits(30, 100_000 * KWH));
            long shown = (99_000L + random.nextInt(999)) * KWH + random.nextInt(1000);
            long truth = 0;
            counted.offer(at(0), shown);
            List<long[]> waiting = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                long rise = random.nextInt(7_000_000);
                truth += rise;
                shown = (shown + rise) % (100_000 * KWH);
                waiting.add(new long[] {15L * i, shown});
                if (random.nextInt(4) == 0 || i == 200) {
                    deliver(counted, waiting, random);
                }
            }
            assertThat(counted.countedMilliWh(at(15 * 200))).as("seed %d", seed).hasValue(truth);
        }
    }

    /** The newest first, then the others in any order, some twice, with zeros between; none across the rollover. */
    private static void deliver(CountedRegister counted, List<long[]> waiting, Random random) {
        boolean rollsOver = waiting.stream().mapToLong(each -> each[1]).max().orElse(0)
                        - waiting.stream().mapToLong(each -> each[1]).min().orElse(0)
                > 50_000 * KWH;
        if (!rollsOver && random.nextBoolean()) {
            Collections.shuffle(waiting, random);
        }
        for (long[] each : waiting) {
            counted.offer(at(each[0]), each[1]);
            if (random.nextInt(5) == 0) {
                counted.offer(at(each[0]), each[1]);
            }
            if (random.nextInt(5) == 0) {
                counted.offer(at(each[0] + 1), 0);
            }
        }
        waiting.clear();
    }

    private static Instant at(long minute) {
        return START.plusSeconds(60 * minute);
    }
}
