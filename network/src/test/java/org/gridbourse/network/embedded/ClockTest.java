package org.gridbourse.network.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network does not start under a clock for which its certificates do not hold: nobody could use it. */
class ClockTest {
    @TempDir
    Path folder;

    @Test
    void a_clock_before_or_after_the_time_of_the_certificates_is_told_at_the_start() {
        Instant begun = Instant.now();
        start(begun);
        assertThatThrownBy(() -> start(begun.minus(Duration.ofDays(1))))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("this machine's clock says")
                .hasMessageContaining("set the clock");
        assertThatThrownBy(() -> start(begun.plus(Duration.ofDays(20 * 365))))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("has expired on")
                .hasMessageContaining("--clean");
        start(begun.plus(Duration.ofDays(1)));
    }

    private void start(Instant now) {
        EmbeddedNetwork.start(EmbeddedConfig.in(folder), InstantSource.fixed(now))
                .close();
    }
}
