package org.gridbourse.node.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.measured.MeasuredSeries.Slot;
import org.gridbourse.node.measured.MeasuredSeries.Source;
import org.junit.jupiter.api.Test;

/** A history that grows as meters report. */
class MeasuredSeriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant ONE = Instant.parse("2026-03-02T00:00:00Z"); // 01:00 in Berlin
    private static final Instant QUARTER_PAST = ONE.plusSeconds(900);
    private static final Instant HALF_PAST = ONE.plusSeconds(1800);

    private final DayGrid grid = new DayGrid(LocalDate.parse("2026-03-01"), 15);
    private final Shown meters = new Shown(HALF_PAST, "grid", "roof", "battery");

    private void show(String meterId, long import1, long export1, long import2, long export2) {
        meters.wh(meterId, ONE, 0, 0);
        meters.wh(meterId, QUARTER_PAST, import1, export1);
        meters.wh(meterId, HALF_PAST, import2, export2);
    }

    @Test
    void load_is_what_is_drawn_and_generated_less_what_the_battery_takes() {
        // a quarter hour: 100 Wh out to the grid, 700 Wh from the roof, 200 Wh into the battery: 400 Wh were used
        show("grid", 0, 100, 300, 100);
        show("roof", 0, 700, 0, 700);
        show("battery", 200, 0, 200, 0);

        MeasuredSeries load = new MeasuredSeries(grid, BERLIN, new Source("grid", List.of("roof", "battery"), false));

        assertThat(load.learn(meters.desk, HALF_PAST)).containsExactly(new Slot(ONE, 1.6), new Slot(QUARTER_PAST, 1.2));
        assertThat(grid.value(1, 4)).isEqualTo(1.6);
        assertThat(grid.value(1, 5)).isEqualTo(1.2);
        assertThat(load.learn(meters.desk, HALF_PAST)).isEmpty();
    }

    @Test
    void generation_counts_positive_and_what_one_meter_did_not_show_is_learnt_when_it_does() {
        MeasuredSeries roof = new MeasuredSeries(grid, BERLIN, new Source("roof", List.of(), true));
        meters.wh("roof", ONE, 0, 0);
        assertThat(roof.learn(meters.desk, HALF_PAST)).isEmpty();

        meters.wh("roof", QUARTER_PAST, 0, 500);
        assertThat(roof.learn(meters.desk, HALF_PAST)).containsExactly(new Slot(ONE, 2.0));
    }

    @Test
    void an_hour_that_the_clock_shows_twice_is_the_mean_of_both() {
        DayGrid autumn = new DayGrid(LocalDate.parse("2026-10-25"), 15);
        MeasuredSeries load = new MeasuredSeries(autumn, BERLIN, new Source("grid", List.of(), false));

        load.put(new Slot(Instant.parse("2026-10-25T00:30:00Z"), 1.0));
        load.put(new Slot(Instant.parse("2026-10-25T01:30:00Z"), 2.0));

        assertThat(autumn.value(0, 10)).isEqualTo(1.5);
    }
}
