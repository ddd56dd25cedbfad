package org.gridbourse.node.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String METERS = """
            meters:
              - meterId: sml
                topic: tele/house/SENSOR
                import: {path: SML.Total_in, unit: kWh}
                export: {path: SML.Total_out, unit: kWh}
                time: Time
              - meterId: shelly
                topic: shellies/+/emdata
                import: {path: "$.emdata[0].total_act_energy", unit: Wh}
              - meterId: plain
                topic: home/meter
                import: {path: $, unit: kWh}
            """;

    @TempDir
    private Path folder;

    @Test
    void an_SML_reader_of_0_1_Wh_with_local_time_is_read() throws IOException {
        IntakeDesk desk = desk();
        take(
                desk,
                "tele/house/SENSOR",
                "{\"Time\":\"2026-03-01T12:30:00\",\"SML\":{\"Total_in\":1234.5678,\"Total_out\":10.0}}");

        List<IntakeDesk.Receipt> receipts = take(
                desk,
                "tele/house/SENSOR",
                "{\"Time\":\"2026-03-01T12:45:00\",\"SML\":{\"Total_in\":1234.5679,\"Total_out\":10.5}}");

        assertThat(receipts).singleElement().satisfies(each -> assertThat(each.verdict())
                .isEqualTo(Verdict.ACCEPTED));
        Instant later = Instant.parse("2026-03-01T11:45:00Z");
        assertThat(desk.importedMilliWh("sml", later)).hasValue(100);
        assertThat(desk.exportedMilliWh("sml", later)).hasValue(500_000);
    }

    @Test
    void an_indexed_path_and_a_wildcard_topic_in_Wh() throws IOException {
        IntakeDesk desk = desk();
        take(desk, "shellies/garage/emdata", "{\"emdata\":[{\"total_act_energy\":5000}]}");
        take(desk, "shellies/garage/emdata", "{\"emdata\":[{\"total_act_energy\":5001}]}");

        assertThat(take(desk, "shellies/garage/deep/emdata", "{}")).isEmpty();
        assertThat(desk.importedMilliWh("shelly", NOW)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json {|UNREADABLE",
                "{\"Time\":\"2026-03-01T12:30:00\",\"SML\":{\"Total_in\":\"x\",\"Total_out\":1}}|UNREADABLE",
                "{\"Time\":\"2026-03-01T12:30:00\",\"SML\":{\"Total_in\":1}}|UNREADABLE",
                "{\"SML\":{\"Total_in\":1,\"Total_out\":1}}|UNREADABLE",
                "{\"Time\":\"2026-03-01T14:30:00\",\"SML\":{\"Total_in\":1,\"Total_out\":1}}|CLOCK_AHEAD"
            })
    void what_cannot_count_is_told_why(String payload, Verdict verdict) throws IOException {
        assertThat(take(desk(), "tele/house/SENSOR", payload))
                .singleElement()
                .satisfies(each -> assertThat(each.verdict()).isEqualTo(verdict));
    }

    @Test
    void a_retained_message_without_its_own_time_does_not_count() throws IOException {
        IntakeDesk desk = desk();

        List<IntakeDesk.Receipt> receipts = desk.take(new IntakeDesk.Message("home/meter", bytes("12.5"), true), NOW);

        assertThat(receipts.get(0).verdict()).isEqualTo(Verdict.RETAINED);
        assertThat(take(desk, "home/meter", "12.5").get(0).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void no_payload_whatever_ends_in_an_exception() throws IOException {
        IntakeDesk desk = desk();
        Random random = new Random(1);
        String sample =
                "{\"Time\":\"2026-03-01T12:30:00\",\"SML\":{\"Total_in\":1234.5,\"Total_out\":[1,{\"a\":&b *b}]}}";
        for (int run = 0; run < 2000; run++) {
            byte[] payload = bytes(sample);
            for (int i = random.nextInt(6); i >= 0; i--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(128);
            }
            assertThat(desk.take(new IntakeDesk.Message("tele/house/SENSOR", payload, false), NOW))
                    .hasSize(1);
        }
        assertThat(take(desk, "tele/house/SENSOR", "[".repeat(30_000)).get(0).verdict())
                .isEqualTo(Verdict.UNREADABLE);
    }

    @Test
    void a_mapping_without_a_unit_or_with_a_broken_path_is_refused_with_its_line() {
        assertThatThrownBy(() -> mappings("meters:\n  - meterId: a\n    topic: t\n    import: {path: x}\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("unit");
        assertThatThrownBy(
                        () -> mappings("meters:\n  - meterId: a\n    topic: t\n    import: {path: 'x[', unit: Wh}\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("no path");
        assertThatThrownBy(() -> mappings("meters:\n  - meterId: a\n    topic: t\n"))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("import");
    }

    private IntakeDesk desk() throws IOException {
        return new IntakeDesk(mappings(METERS), ZoneId.of("Europe/Berlin"));
    }

    private List<MeterMapping> mappings(String yaml) throws IOException {
        return MappingFile.read(Files.writeString(folder.resolve("meters.yaml"), yaml));
    }

    private static List<IntakeDesk.Receipt> take(IntakeDesk desk, String topic, String payload) {
        return desk.take(new IntakeDesk.Message(topic, bytes(payload), false), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
