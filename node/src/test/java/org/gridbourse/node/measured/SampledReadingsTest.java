package org.gridbourse.node.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.intake.PeriodReadings;
import org.gridbourse.node.trading.SignedReadings;
import org.junit.jupiter.api.Test;

/** Readings of a meter that cannot sign, as the periods of a session end. */
class SampledReadingsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final SessionRecord SESSION = new SessionRecord(
            "s-1",
            "EUR",
            1,
            15,
            IntStream.range(0, 4)
                    .mapToObj(period -> START.plusSeconds(900L * period))
                    .toList(),
            Collections.nCopies(4, new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO)),
            new TreeMap<>(),
            new SessionRecord.Announcement(START.minusSeconds(86_400), false),
            Optional.empty());
    private static final SignedReadings.Before BEFORE =
            new SignedReadings.Before(new Registers(Energy.ZERO, Energy.ZERO), 0, Map.of());

    private final Shown meter = new Shown(START.plusSeconds(3600), "m-1");
    private final SampledReadings readings = new SampledReadings(
            "m-1", meter.desk, reading -> PeriodReadings.signed(reading, "signature of " + reading.period()));

    private List<MeterReading> read(Set<Integer> known) {
        return readings.readings(SESSION, new long[4], BEFORE, known).readings();
    }

    @Test
    void each_period_that_has_ended_is_read_once_and_a_late_sample_fills_its_place() {
        meter.wh("m-1", START.minusSeconds(60), 1000, 0);
        assertThat(read(Set.of())).isEmpty();

        meter.wh("m-1", START.plusSeconds(900), 1250, 10);
        assertThat(read(Set.of()))
                .extracting(
                        MeterReading::period,
                        each -> each.registers().imported().wh(),
                        MeterReading::signature)
                .containsExactly(tuple(-1, 1000L, "signature of -1"), tuple(0, 1250L, "signature of 0"));

        // nothing for half an hour, then again: what lies between is not known to the minute
        meter.wh("m-1", START.plusSeconds(2700), 1900, 10);
        assertThat(read(Set.of(-1, 0))).extracting(MeterReading::period).containsExactly(2);

        meter.wh("m-1", START.plusSeconds(1795), 1500, 10);
        assertThat(read(Set.of(-1, 0, 2)))
                .extracting(
                        MeterReading::period,
                        each -> each.registers().imported().wh())
                .containsExactly(tuple(1, 1500L));
    }

    @Test
    void counters_rise_with_time_whatever_came_first() {
        Instant later = SESSION.endOf(2);

        assertThat(PeriodReadings.sequence(START, -1)).isLessThan(PeriodReadings.sequence(SESSION.endOf(0), 0));
        assertThat(PeriodReadings.sequence(SESSION.endOf(1), 1)).isLessThan(PeriodReadings.sequence(later, 2));
        // the last end of a session and the start of the next are one moment
        assertThat(PeriodReadings.sequence(SESSION.end(), 3)).isLessThan(PeriodReadings.sequence(SESSION.end(), -1));
    }
}
