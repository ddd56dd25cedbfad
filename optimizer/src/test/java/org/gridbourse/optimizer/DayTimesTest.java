package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.gridbourse.optimizer.input.DayFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of 23 and 25 hours, and local times in place of a counter. */
class DayTimesTest {
    private static final String HEADER = "hour,load_kw,pv_kw,wind_kw,buy_price,sell_price\n";

    private static Day counted(int rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int row = 0; row < rows; row++) {
            text.append(row).append(",1,0,0,0.2,0.1\n");
        }
        return DayFile.parse("day.csv", text.toString());
    }

    @ParameterizedTest
    @CsvSource({"23, 60", "25, 60", "46, 30", "92, 15", "100, 15", "300, 5"})
    void a_day_of_a_clock_change_is_read_in_hours_and_said(int rows, double minutes) {
        Day day = counted(rows);
        assertThat(day.stepMinutes()).isEqualTo(minutes);
        assertThat(day.remarks()).singleElement().asString().contains(rows + " rows are read as a day of");
    }

    @ParameterizedTest
    @CsvSource({"24, 60", "48, 30", "96, 15", "288, 5", "12, 120"})
    void any_other_number_of_rows_is_a_day_of_24_hours(int rows, double minutes) {
        assertThat(counted(rows).stepMinutes()).isEqualTo(minutes);
        assertThat(counted(rows).remarks()).isEmpty();
    }

    @Test
    void local_times_with_a_zone_give_the_length_of_a_step_over_a_clock_change() {
        Day day = DayFile.parse(
                "day.csv",
                HEADER + "2026-10-25T01:00[Europe/Berlin],1,0,0,0.2,0.1\n"
                        + "2026-10-25T02:00[Europe/Berlin],1,0,0,0.2,0.1\n"
                        + "2026-10-25T02:00[Europe/Berlin],1,0,0,0.2,0.1\n"
                        + "2026-10-25T03:00+01:00,1,0,0,0.2,0.1\n");
        assertThat(day.stepMinutes()).isEqualTo(60);
        assertThat(day.size()).isEqualTo(4);
        assertThat(day.start()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-29T01:00 | its zone",
                "2026-03-29T01:00[Mars/North] | its zone",
                "2026-03-29T00:30Z | steps of one length",
            })
    void a_time_without_a_zone_or_off_the_steps_is_refused_at_its_line(String third, String allowed) {
        String text = HEADER + "2026-03-28T22:00Z,1,0,0,0.2,0.1\n2026-03-28T23:00Z,1,0,0,0.2,0.1\n" + third
                + ",1,0,0,0.2,0.1\n";
        InputRefusedException refused =
                catchThrowableOfType(InputRefusedException.class, () -> DayFile.parse("day.csv", text));
        assertThat(refused.line()).hasValue(4);
        assertThat(refused.allowed()).contains(allowed);
    }

    @Test
    void clock_times_of_a_site_follow_the_clock_on_such_a_day() {
        // 23 hours: 18:00 is 17 hours after midnight; 25 hours: 19
        assertThat(DaySpan.between(counted(23), DayTime.ofClock(18, 0), DayTime.ofClock(24, 0)))
                .containsExactly(new DaySpan(17, 23));
        assertThat(DaySpan.between(counted(25), DayTime.ofClock(18, 0), DayTime.ofClock(24, 0)))
                .containsExactly(new DaySpan(19, 25));
        assertThat(DaySpan.between(counted(24), DayTime.ofClock(7, 30), DayTime.ofClock(9, 30)))
                .containsExactly(new DaySpan(8, 9));
    }

    @Test
    void semicolons_are_named() {
        InputRefusedException refused = catchThrowableOfType(
                InputRefusedException.class, () -> DayFile.parse("day.csv", "hour;load_kw\n0;1\n"));
        assertThat(refused).hasMessageContaining("separated by semicolons");
    }
}
