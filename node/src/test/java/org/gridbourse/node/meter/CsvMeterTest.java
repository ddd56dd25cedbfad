package org.gridbourse.node.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridbourse.node.meter.Reading.codes;
import static org.gridbourse.node.meter.Reading.periods;

import java.nio.charset.StandardCharsets;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMeterTest {
    private static final String ROWS = "2026-03-01T00:00Z,120,0\n2026-03-01T00:15Z,130,5\n2026-03-01T00:30Z,90,7\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time,import_wh,export_wh",
                "timestamp,importWh,exportWh",
                "start,Consumption [Wh],Feed-in [Wh]",
                "Zeitstempel,Bezug (Wh),Einspeisung (Wh)",
                "Zeit,Verbrauch in Wh,Lieferung in Wh",
                "datetime,A+ Wh,A- Wh",
                "from,1-0:1.8.0*255 delta [Wh],1-0:2.8.0*255 delta [Wh]",
                "\"Time\",\"Grid import [Wh]\",\"Grid export [Wh]\""
            })
    void headers_under_their_usual_names_are_understood(String header) {
        MeterReadings readings = Reading.of(header + "\n" + ROWS);

        assertThat(periods(readings)).containsExactly("00:00 120/0 M", "00:15 130/5 M", "00:30 90/7 M");
    }

    @Test
    void columns_may_stand_in_any_order() {
        MeterReadings readings = Reading.of("export_kwh,note,import_kwh,time\n"
                + "0,a,0.12,2026-03-01T00:00Z\n0.005,b,0.13,2026-03-01T00:15Z\n0,c,0.1,2026-03-01T00:30Z\n");

        assertThat(periods(readings)).containsExactly("00:00 120/0 M", "00:15 130/5 M", "00:30 100/0 M");
    }

    @Test
    void a_file_that_states_no_unit_is_refused() {
        assertThatThrownBy(() -> Reading.of("time,import,export\n" + ROWS))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("file:1: import: has no unit")
                .hasMessageContaining("--unit");
    }

    @Test
    void power_is_no_energy() {
        assertThatThrownBy(() -> Reading.of("time,import_kw\n2026-03-01T00:00Z,1\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("kw");
    }

    @Test
    void a_unit_column_and_a_line_above_the_header_state_the_unit() {
        assertThat(periods(Reading.of("time,import,unit\n2026-03-01T00:00Z,120,Wh\n2026-03-01T00:15Z,0.13,kWh\n"
                        + "2026-03-01T00:30Z,110,Wh\n")))
                .containsExactly("00:00 120/0 M", "00:15 130/0 M", "00:30 110/0 M");
        assertThat(periods(Reading.of("Unit: kWh\n\ntime,import\n2026-03-01T00:00Z,0.12\n2026-03-01T00:15Z,0.11\n"
                        + "2026-03-01T00:30Z,0.13\n")))
                .containsExactly("00:00 120/0 M", "00:15 110/0 M", "00:30 130/0 M");
    }

    @Test
    void german_registers_over_the_lost_hour_of_spring_are_read_with_their_decimal_commas() {
        MeterReadings readings = Reading.resource("registers-german.csv", Reading.zone("Europe/Berlin"));

        // 0.9 kWh drawn and 0.5 fed in from 23:45 to 03:15, which are 2.5 hours
        assertThat(readings.meters().get(0).meterId()).isEqualTo("1EMH0012345678");
        assertThat(periods(readings)).hasSize(10).startsWith("22:45 100/0 M").endsWith("01:00 0/500 M");
        assertThat(codes(readings)).containsExactly(FindingCode.GAP, FindingCode.ESTIMATED);
    }

    @Test
    void the_hour_that_autumn_shows_twice_is_two_hours() {
        StringBuilder text = new StringBuilder("Datum;Uhrzeit;Bezug delta [Wh]\n");
        for (String hour : new String[] {"01", "02", "02", "03"}) {
            for (int minute = 0; minute < 60; minute += 15) {
                text.append("25.10.2026;%s:%02d;%d%n".formatted(hour, minute, 100 + minute));
            }
        }

        MeterReadings readings = Reading.of(text.toString(), Reading.zone("Europe/Berlin"));

        assertThat(periods(readings)).hasSize(16).startsWith("23:00 100/0 M").endsWith("02:45 145/0 M");
        assertThat(readings.findings()).isEmpty();
    }

    @Test
    void a_time_that_the_clock_skips_is_left_out() {
        MeterReadings readings = Reading.of(
                "time,import delta [Wh]\n2026-03-29 01:45,100\n2026-03-29 02:15,100\n2026-03-29 03:00,100\n2026-03-29 03:15,90\n",
                Reading.zone("Europe/Berlin"));

        assertThat(codes(readings)).containsExactly(FindingCode.UNKNOWN_RECORD);
        assertThat(periods(readings)).containsExactly("00:45 100/0 M", "01:00 100/0 M", "01:15 90/0 M");
    }

    @Test
    void times_without_a_zone_are_taken_as_UTC_and_that_is_said() {
        MeterReadings readings = Reading.of("time,import delta [Wh]\n01.03.2026 00:00,100\n01.03.2026 00:15,90\n");

        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:15 90/0 M");
        assertThat(readings.assumptions()).anyMatch(each -> each.contains("UTC"));
    }

    @Test
    void dates_whose_day_and_month_cannot_be_told_apart_are_refused() {
        assertThatThrownBy(() -> Reading.of("time,import delta [Wh]\n03/01/2026 00:00,100\n03/01/2026 00:15,90\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("day or with the month");
        assertThat(periods(Reading.of("time,import delta [Wh]\n3/31/2026 11:45 PM,100\n4/1/2026 12:00 AM,90\n")))
                .containsExactly("23:45 100/0 M", "00:00 90/0 M");
    }

    @Test
    void decimal_commas_between_commas_are_refused_with_the_separator_named() {
        assertThatThrownBy(() -> Reading.of("time,import_kwh,export_kwh\n2026-03-01T00:00Z,0,12,0,00\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("separated by \",\"")
                .hasMessageContaining("decimal comma");
    }

    @Test
    void UTF_16_and_spreadsheets_are_refused_by_name() {
        byte[] wide = "\uFEFFtime,import_wh\n".getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> MeterFile.read("f", wide, MeterFile.Format.AUTO, ReadOptions.defaults()))
                .hasMessageContaining("UTF-16");
        byte[] sheet = "PK\u0003\u0004".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> MeterFile.read("f", sheet, MeterFile.Format.AUTO, ReadOptions.defaults()))
                .hasMessageContaining("XLSX");
    }

    @ParameterizedTest
    @CsvSource({"twelve", "1e999", "0x10", "--1", "Infinity"})
    void what_is_no_number_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> Reading.of("time,import_wh\n2026-03-01T00:00Z,1\n2026-03-01T00:15Z," + text + "\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("file:3: import_wh");
    }

    @Test
    void a_row_without_a_value_is_a_gap_and_a_line_of_sums_an_unknown_record() {
        MeterReadings readings = Reading.of("time,import delta [Wh]\n2026-03-01T00:00Z,100\n2026-03-01T00:15Z,\n"
                + "2026-03-01T00:30Z,100\n2026-03-01T00:45Z,80\nSum,280\n");

        assertThat(periods(readings)).containsExactly("00:00 100/0 M", "00:30 100/0 M", "00:45 80/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.UNKNOWN_RECORD, FindingCode.GAP);
    }

    @Test
    void intervals_that_are_negative_or_beyond_all_measure_are_not_booked() {
        StringBuilder text = new StringBuilder("time,import delta [kWh]\n");
        for (int i = 0; i < 40; i++) {
            String value = i == 10 ? "-0.2" : i == 20 ? "250" : "0.1" + i % 7;
            text.append("2026-03-01T%02d:%02dZ,%s%n".formatted(i / 4, i % 4 * 15, value));
        }

        MeterReadings readings = Reading.of(text.toString());

        assertThat(codes(readings)).containsExactly(FindingCode.IMPLAUSIBLE, FindingCode.IMPLAUSIBLE);
        assertThat(periods(readings)).hasSize(38);
    }

    @Test
    void values_that_become_a_thousand_times_larger_and_stay_so_are_suspected() {
        StringBuilder text = new StringBuilder("time,import delta [kWh]\n");
        for (int i = 0; i < 40; i++) {
            text.append("2026-03-01T%02d:%02dZ,%s%n"
                    .formatted(i / 4, i % 4 * 15, i < 20 ? "0.1" + i % 7 : "1%d0".formatted(i % 7)));
        }

        assertThat(codes(Reading.of(text.toString()))).contains(FindingCode.UNIT_SUSPECT);
    }

    @Test
    void kWh_of_a_thousand_kW_are_suspected_to_be_Wh() {
        StringBuilder text = new StringBuilder("time,import delta [kWh]\n");
        for (int i = 0; i < 40; i++) {
            text.append("2026-03-01T%02d:%02dZ,%d%n".formatted(i / 4, i % 4 * 15, 250 + i % 7));
        }

        assertThat(codes(Reading.of(text.toString()))).containsExactly(FindingCode.UNIT_SUSPECT);
    }

    @Test
    void a_file_with_its_newest_row_first_and_two_meters_is_put_in_order() {
        MeterReadings readings = Reading.of("meter,time,import delta [Wh]\n"
                + "b,2026-03-01T00:15Z,4\na,2026-03-01T00:15Z,3\nb,2026-03-01T00:00Z,2\na,2026-03-01T00:00Z,1\n");

        assertThat(readings.meters()).extracting(MeterIntervals::meterId).containsExactly("a", "b");
        assertThat(periods(readings)).containsExactly("00:00 1/0 M", "00:15 3/0 M");
        assertThat(readings.findings()).isEmpty();
    }

    @Test
    void registers_out_of_order_are_known_as_registers_and_put_in_order() {
        MeterReadings readings = Reading.of("time,import_wh\n2026-03-01T00:00Z,1000\n2026-03-01T00:30Z,1250\n"
                + "2026-03-01T00:15Z,1120\n2026-03-01T00:45Z,1380\n");

        assertThat(periods(readings)).containsExactly("00:00 120/0 M", "00:15 130/0 M", "00:30 130/0 M");
        assertThat(codes(readings)).containsExactly(FindingCode.OUT_OF_ORDER);
    }

    @Test
    void a_register_that_stands_still_beside_one_that_counts_is_a_register_too() {
        MeterReadings readings = Reading.of("time,import_wh,export_wh\n2026-03-01T00:00Z,1000000,5000\n"
                + "2026-03-01T00:15Z,1000120,5000\n2026-03-01T00:30Z,1000250,5000\n");

        assertThat(periods(readings)).containsExactly("00:00 120/0 M", "00:15 130/0 M");
        assertThat(readings.assumptions()).anyMatch(each -> each.endsWith("registers"));
    }

    @Test
    void a_date_with_start_and_end_as_times_of_day_ends_at_midnight() {
        MeterReadings readings = Reading.of("Date,Start Time,End Time,Usage (kWh),Cost\n"
                + "2026-03-01,23:30,23:45,0.12,$0.03\n2026-03-01,23:45,00:00,0.13,$0.03\n");

        assertThat(periods(readings)).containsExactly("23:30 120/0 M", "23:45 130/0 M");
    }

    @Test
    void quarter_hours_add_up_to_hours() {
        MeterReadings readings = Reading.of(
                "time,import delta [Wh]\n2026-03-01T00:00Z,100\n2026-03-01T00:15Z,110\n2026-03-01T00:30Z,90\n"
                        + "2026-03-01T00:45Z,100\n2026-03-01T01:00Z,100\n",
                Reading.periods(60));

        assertThat(periods(readings)).containsExactly("00:00 400/0 M");
    }
}
