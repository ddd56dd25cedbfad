package org.gridbourse.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.gateway.session.Wait.Patience;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;

/** Silence is only what others could have broken. */
class WaitTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Duration LOOK = Duration.ofSeconds(6);
    private static final Patience PATIENCE = new Patience(NOON, Duration.ofSeconds(8), Duration.ofSeconds(60));

    @Test
    void after_eight_seconds_of_silence_nobody_is_waited_for_any_more() {
        Wait wait = look(Wait.beginning(Phase.REVEAL, NOON), 4);
        assertThat(wait.left(PATIENCE)).isEqualTo(Duration.ofSeconds(4));
        assertThat(look(wait, 8).left(PATIENCE)).isZero();
    }

    @Test
    void whatever_comes_in_ends_the_silence_and_sixty_seconds_are_the_most() {
        Wait wait = Wait.beginning(Phase.REVEAL, NOON);
        for (int second = 4; second <= 56; second += 4) {
            wait = wait.on(at(second), LOOK, PATIENCE, Optional.of(at(second - 1)));
            assertThat(wait.left(PATIENCE)).isEqualTo(Duration.ofSeconds(Math.min(8, 60 - second)));
        }
        assertThat(wait.on(at(60), LOOK, PATIENCE, Optional.of(at(59))).left(PATIENCE))
                .isZero();
    }

    @Test
    void an_outage_of_the_instance_itself_is_nobodys_silence() {
        // given seven of eight seconds of silence, then an instance that is away for a minute
        Wait wait = look(look(Wait.beginning(Phase.REVEAL, NOON), 4), 7);
        Wait after = look(wait, 67);
        // then silence begins anew
        assertThat(after.silent()).isZero();
        assertThat(after.left(PATIENCE)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void an_outage_of_the_network_leaves_time_for_one_more_silence_even_at_the_end() {
        Wait nearlyOver = new Wait(Phase.REVEAL, Duration.ofSeconds(59), Duration.ofSeconds(7), at(59));
        Wait interrupted = nearlyOver.interrupted(at(61), PATIENCE);
        assertThat(interrupted.left(PATIENCE)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void nothing_counts_before_the_waiting_begins() {
        Patience later = new Patience(at(3_600), Duration.ofSeconds(8), Duration.ofSeconds(60));
        Wait wait = Wait.beginning(Phase.DELIVERY, NOON).on(at(3_600), LOOK, later, Optional.empty());
        assertThat(wait.left(later)).isEqualTo(Duration.ofSeconds(8));
        assertThat(wait.on(at(3_604), LOOK, later, Optional.empty()).left(later))
                .isEqualTo(Duration.ofSeconds(4));
    }

    private static Wait look(Wait wait, int second) {
        return wait.on(at(second), LOOK, PATIENCE, Optional.empty());
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
