package org.gridbourse.node.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridbourse.node.meter.Reading.codes;
import static org.gridbourse.node.meter.Reading.periods;

import java.util.Collections;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;

class Nem12Test {
    private static final String STREAM = "200,6305551234,E1E2,%s,%s,N1,METER12,KWH,30,\n";
    private static final String DAY = "300,20260301," + String.join(",", Collections.nCopies(48, "%s")) + ",%s,,,%s,\n";

    @Test
    void two_streams_of_two_days_with_qualities_by_part_of_the_day() {
        MeterReadings readings = Reading.resource("two-streams.nem12.csv", ReadOptions.defaults());

        // midnight of 1 March in market time is 14:00 UTC of the day before; 0.100 kWh then
        assertThat(periods(readings)).hasSize(96).startsWith("14:00 100/0 M");
        assertThat(readings.meters().get(0).meterId()).isEqualTo("6305551234");
        // intervals 41 to 44 of 2 March are substituted (20:00 market time), 45 to 48 estimated
        assertThat(periods(readings)).contains("10:00 200/0 S", "12:00 200/0 E");
        assertThat(readings.meters().get(0).intervals().stream()
                        .mapToLong(Interval::exportWh)
                        .sum())
                .isEqualTo(7000);
        assertThat(codes(readings))
                .containsExactlyInAnyOrder(
                        FindingCode.UNKNOWN_RECORD, // reactive energy
                        FindingCode.UNKNOWN_RECORD, // record 550
                        FindingCode.ESTIMATED,
                        FindingCode.ESTIMATED);
    }

    @Test
    void streams_of_one_way_add_up() {
        MeterReadings readings = Reading.of("100,NEM12,202603030900,A,B\n"
                + STREAM.formatted("E1", "E1") + day("0.1", "A", "")
                + STREAM.formatted("E2", "E2") + day("0.25", "S52", "")
                + "900\n");

        assertThat(periods(readings)).hasSize(48).allMatch(each -> each.endsWith("350/0 S"));
    }

    @Test
    void the_same_day_again_is_counted_once_and_a_later_update_wins() {
        String text = "100,NEM12,202603030900,A,B\n" + STREAM.formatted("E1", "E1") + day("0.1", "A", "20260302000000");

        assertThat(codes(Reading.of(text + day("0.1", "A", "20260302000000") + "900\n")))
                .containsExactly(FindingCode.DUPLICATE);
        MeterReadings updated = Reading.of(text + day("0.2", "A", "20260304000000") + "900\n");
        assertThat(codes(updated)).containsExactly(FindingCode.CONFLICT);
        assertThat(periods(updated)).allMatch(each -> each.endsWith("200/0 M"));
    }

    @Test
    void values_that_were_not_measured_are_a_gap_and_a_missing_end_is_told() {
        MeterReadings readings = Reading.of("100,NEM12,202603030900,A,B\n" + STREAM.formatted("E1", "E1")
                + day("0.1", "V", "") + "400,1,20,A,,\n400,21,24,N,,\n400,25,48,A,,\n");

        assertThat(periods(readings)).hasSize(44);
        assertThat(codes(readings)).containsExactly(FindingCode.UNKNOWN_RECORD, FindingCode.GAP);
    }

    @Test
    void a_day_of_47_values_is_refused() {
        String text = "100,NEM12,202603030900,A,B\n" + STREAM.formatted("E1", "E1") + "300,20260301,"
                + String.join(",", Collections.nCopies(47, "0.1")) + ",A,,,,\n900\n";

        assertThatThrownBy(() -> Reading.of(text))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("file:3: QualityMethod");
    }

    private static String day(String value, String quality, String updated) {
        return DAY.replace("%s,%s,,,%s", value + "," + quality + ",,," + updated)
                .replace("%s", value);
    }
}
