package org.gridbourse.node.meter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads texts as files would be. */
final class Reading {
    private Reading() {}

    static MeterReadings of(String text) {
        return of(text, ReadOptions.defaults());
    }

    static MeterReadings of(String text, ReadOptions options) {
        return MeterFile.read("file", text.getBytes(StandardCharsets.UTF_8), MeterFile.Format.AUTO, options);
    }

    static MeterReadings resource(String name, ReadOptions options) {
        try (InputStream bytes = Reading.class.getResourceAsStream("/meter/" + name)) {
            return MeterFile.read(name, bytes.readAllBytes(), MeterFile.Format.AUTO, options);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ReadOptions zone(String zone) {
        return with(Optional.of(ZoneId.of(zone)), OptionalInt.empty(), 0);
    }

    static ReadOptions periods(int minutes) {
        return with(Optional.empty(), OptionalInt.of(minutes), 0);
    }

    static ReadOptions interpolating(int minutes) {
        return with(Optional.empty(), OptionalInt.empty(), minutes);
    }

    private static ReadOptions with(Optional<ZoneId> zone, OptionalInt periodMinutes, int interpolateMinutes) {
        return new ReadOptions(
                zone,
                periodMinutes,
                Optional.empty(),
                ReadOptions.Values.AUTO,
                "meter",
                OptionalDouble.empty(),
                interpolateMinutes);
    }

    /** Periods of the only meter as {@code hh:mm import/export Q}. */
    static List<String> periods(MeterReadings readings) {
        return readings.meters().get(0).intervals().stream()
                .map(each -> "%s %d/%d %s"
                        .formatted(
                                each.start().toString().substring(11, 16),
                                each.importWh(),
                                each.exportWh(),
                                each.quality().name().substring(0, 1)))
                .toList();
    }

    static List<FindingCode> codes(MeterReadings readings) {
        return readings.findings().stream().map(Finding::code).toList();
    }
}
