package org.gridbourse.node.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.node.meter.Reading.codes;
import static org.gridbourse.node.meter.Reading.periods;

import org.junit.jupiter.api.Test;

class RegistersTest {
    private static final String HEADER = "time,import register kWh\n";

    @Test
    void registers_every_quarter_hour_become_periods() {
        MeterReadings readings = read("00:00,100.000", "00:15,100.120", "00:30,100.250");

        assertThat(periods(readings)).containsExactly("00:00 120/0 M", "00:15 130/0 M");
        assertThat(readings.findings()).isEmpty();
    }

    @Test
    void the_last_value_at_or_before_a_boundary_counts_there() {
        // samples at :03 and :18: the period from :00 to :15 ends with the value of :03, since :18 lies beyond it
        MeterReadings readings = read("00:03,100.0", "00:18,100.1", "00:33,100.3", "00:48,100.6");

        assertThat(periods(readings)).containsExactly("00:15 100/0 M", "00:30 200/0 M");
    }

    @Test
    void a_gap_of_45_minutes_is_spread_and_estimated() {
        // 0.6 kWh over three periods
        MeterReadings readings = read("00:00,100.0", "00:15,100.1", "00:30,100.2", "01:15,100.8", "01:30,100.9");

        assertThat(periods(readings))
                .containsExactly(
                        "00:00 100/0 M",
                        "00:15 100/0 M",
                        "00:30 200/0 E",
                        "00:45 200/0 E",
                        "01:00 200/0 E",
                        "01:15 100/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.GAP, FindingCode.ESTIMATED);
    }

    @Test
    void inside_a_stated_gap_of_60_minutes_the_straight_line_counts_as_measured() {
        MeterReadings readings = Reading.of(
                text("00:00,100.0", "00:15,100.1", "00:30,100.2", "01:15,100.8", "01:30,100.9"),
                Reading.interpolating(60));

        assertThat(periods(readings)).contains("00:30 200/0 M", "00:45 200/0 M", "01:00 200/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.GAP);
    }

    @Test
    void a_zero_after_a_restart_is_left_out() {
        MeterReadings readings = read("00:00,100.0", "00:15,100.1", "00:30,0", "00:45,100.3", "01:00,100.4");

        assertThat(codes(readings))
                .containsExactly(FindingCode.GAP, FindingCode.ESTIMATED, FindingCode.ZERO_AFTER_RESTART);
        assertThat(periods(readings))
                .containsExactly("00:00 100/0 M", "00:15 100/0 E", "00:30 100/0 E", "00:45 100/0 M");
    }

    @Test
    void a_register_of_five_digits_rolls_over() {
        // 99 999.9 -> 0.1: 0.2 kWh
        MeterReadings readings = read("00:00,99999.8", "00:15,99999.9", "00:30,0.1", "00:45,0.3");

        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:15 200/0 M", "00:30 200/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.ROLLOVER);
    }

    @Test
    void a_counter_of_32_bits_in_Wh_rolls_over() {
        // 4 294 967 290 -> 10 with 2^32 = 4 294 967 296: 16 Wh
        MeterReadings readings = Reading.of("time,import_register_wh\n"
                + "2026-03-01T00:00Z,4294967200\n2026-03-01T00:15Z,4294967290\n2026-03-01T00:30Z,10\n");

        assertThat(periods(readings)).containsExactly("00:00 90/0 M", "00:15 16/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.ROLLOVER);
    }

    @Test
    void a_new_meter_with_a_lower_register_leaves_the_period_of_the_exchange_out() {
        MeterReadings readings = read("00:00,5000.0", "00:15,5000.1", "00:30,12.0", "00:45,12.2");

        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:30 200/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.REGISTER_FALLS);
    }

    @Test
    void a_single_value_that_falls_is_left_out_and_the_rest_goes_on() {
        MeterReadings readings = read("00:00,5000.0", "00:15,5000.1", "00:30,4990.0", "00:45,5000.3", "01:00,5000.4");

        assertThat(codes(readings)).contains(FindingCode.REGISTER_FALLS);
        assertThat(readings.meters().get(0).intervals().stream()
                        .mapToLong(Interval::importWh)
                        .sum())
                .isEqualTo(400);
    }

    @Test
    void a_jump_of_40_MWh_in_a_quarter_hour_is_not_booked() {
        MeterReadings readings = read("00:00,5000.0", "00:15,5000.1", "00:30,45000.0", "00:45,45000.1");

        assertThat(codes(readings)).containsExactly(FindingCode.IMPLAUSIBLE);
        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:30 100/0 M");
    }

    @Test
    void a_register_that_goes_on_in_Wh_is_suspected_to_have_changed_its_unit() {
        MeterReadings readings = read("00:00,5000.0", "00:15,5000.1", "00:30,5000300", "00:45,5000400");

        assertThat(codes(readings)).contains(FindingCode.UNIT_SUSPECT);
        assertThat(periods(readings)).startsWith("00:00 100/0 M").hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void the_same_value_again_is_counted_once_and_another_one_contradicts() {
        MeterReadings readings =
                read("00:00,100.0", "00:15,100.1", "00:15,100.1", "00:30,100.2", "00:30,100.3", "00:45,100.4");

        assertThat(codes(readings)).containsExactly(FindingCode.DUPLICATE, FindingCode.CONFLICT);
        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:15 100/0 M", "00:30 200/0 M");
    }

    @Test
    void samples_every_ten_seconds_become_quarter_hours() {
        StringBuilder text = new StringBuilder("time,total_in_wh\n");
        for (int i = 0; i <= 180; i++) {
            text.append("2026-03-01T00:%02d:%02dZ,%d%n".formatted(i / 6, i % 6 * 10, 1_000_000 + i));
        }

        // one Wh every ten seconds: 90 Wh a period
        assertThat(periods(Reading.of(text.toString()))).containsExactly("00:00 90/0 M", "00:15 90/0 M");
    }

    @Test
    void daily_registers_in_quarter_hours_are_estimated() {
        MeterReadings readings = Reading.of(
                "time,import register [Wh]\n2026-03-01T00:00Z,1000000\n2026-03-02T00:00Z,1009600\n2026-03-03T00:00Z,1019200\n",
                Reading.periods(15));

        // 9 600 Wh over 96 periods
        assertThat(periods(readings)).hasSize(192).allMatch(each -> each.endsWith("100/0 E"));
        assertThat(codes(readings)).containsExactly(FindingCode.ESTIMATED);
    }

    @Test
    void tenths_of_Wh_are_carried_so_that_each_Wh_is_counted_once() {
        // four times 100.4 Wh are 401.6, rounded 402
        MeterReadings readings = read("00:00,1.0000", "00:15,1.1004", "00:30,1.2008", "00:45,1.3012", "01:00,1.4016");

        assertThat(periods(readings))
                .containsExactly("00:00 100/0 M", "00:15 101/0 M", "00:30 100/0 M", "00:45 101/0 M");
    }

    private static MeterReadings read(String... rows) {
        return Reading.of(text(rows));
    }

    private static String text(String... rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (String row : rows) {
            text.append("2026-03-01T").append(row.replaceFirst(",", "Z,")).append('\n');
        }
        return text.toString();
    }
}
