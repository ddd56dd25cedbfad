package org.gridbourse.market.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that a real ledger takes, derived from the start of delivery. */
class SessionGatesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T22:49:59.123Z");

    @Test
    void tomorrows_gate_closes_an_hour_before_midnight_and_the_day_is_settled_when_it_is_over() {
        Instant start = Instant.parse("2026-12-02T00:00:00Z");
        SortedMap<Phase, Instant> times =
                new SessionGates(NOW, Optional.empty(), start).ofBase(start.plus(Duration.ofHours(24)));
        assertThat(times.values().stream().map(Instant::toString))
                .containsExactly(
                        "2026-11-30T22:49:59Z", // orders are taken
                        "2026-12-01T23:00:00Z", // the gate closes
                        "2026-12-01T23:20:00Z", // cleared
                        "2026-12-01T23:30:00Z", // prepayment
                        "2026-12-01T23:50:00Z", // delivery may begin
                        "2026-12-03T00:00:00Z", // settled
                        "2026-12-04T00:00:00Z"); // closed
    }

    @Test
    void a_gate_at_noon_of_the_day_before_is_kept_and_prepaid_by_one() {
        Instant start = Instant.parse("2026-12-02T00:00:00Z");
        SortedMap<Phase, Instant> times =
                new SessionGates(NOW, Optional.of(Instant.parse("2026-12-01T12:00:00Z")), start).ofAdding();
        assertThat(times)
                .containsEntry(Phase.REVEAL, Instant.parse("2026-12-01T12:00:00Z"))
                .containsEntry(Phase.PREPAYMENT, Instant.parse("2026-12-01T12:30:00Z"))
                .containsEntry(Phase.JOINED, Instant.parse("2026-12-01T12:50:00Z"))
                .doesNotContainKeys(Phase.DELIVERY, Phase.SETTLED, Phase.CLOSED);
    }

    /** However near delivery is: time to reveal, time to prepay, and the gate is not past. */
    @ParameterizedTest
    @ValueSource(longs = {1200, 1201, 1799, 2400, 3601, 7199, 7200, 1_000_000})
    void whoever_acts_has_his_ten_minutes(long secondsToDelivery) {
        Instant now = Instant.parse("2026-11-30T22:49:59Z");
        Instant start = now.plusSeconds(secondsToDelivery);
        SortedMap<Phase, Instant> times = new SessionGates(now, Optional.empty(), start).ofBase(start.plusSeconds(900));
        List<Instant> inOrder = List.copyOf(times.values());
        assertThat(inOrder).isSorted();
        assertThat(times.get(Phase.REVEAL)).isAfterOrEqualTo(now);
        assertThat(Duration.between(times.get(Phase.REVEAL), times.get(Phase.CLEARED)))
                .isGreaterThanOrEqualTo(SessionGates.LEAST);
        assertThat(Duration.between(times.get(Phase.PREPAYMENT), times.get(Phase.DELIVERY)))
                .isGreaterThanOrEqualTo(SessionGates.LEAST);
        assertThat(times.get(Phase.DELIVERY)).isBeforeOrEqualTo(start);
    }

    @Test
    void what_begins_in_nineteen_minutes_or_has_begun_is_refused_and_so_is_a_gate_after_that() {
        Instant start = NOW.plusSeconds(19 * 60);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new SessionGates(NOW, Optional.empty(), start))
                .withMessageContaining("needs 20 minutes");
        Instant tomorrow = Instant.parse("2026-12-02T00:00:00Z");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new SessionGates(NOW, Optional.of(tomorrow.minusSeconds(1199)), tomorrow))
                .withMessageContaining("the gate can close from");
    }
}
