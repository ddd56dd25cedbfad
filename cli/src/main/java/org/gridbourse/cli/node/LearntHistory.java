package org.gridbourse.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.HistoryFile;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.measured.MeasuredSeries;
import org.gridbourse.node.measured.MeasuredSeries.Slot;

/**
 * One thing of the site as it was measured before the node came and since: a file that its owner gave, and one to which
 * the node adds, {@code learnt-KIND.csv}, which {@code gridbourse forecast} reads too.
 */
final class LearntHistory {
    private static final int STEP_MINUTES = 15;
    private static final String HEADER = "start,kw";

    private final DayGrid grid;
    private final Optional<MeasuredSeries> series;
    private final Path learnt;

    private LearntHistory(DayGrid grid, Optional<MeasuredSeries> series, Path learnt) {
        this.grid = grid;
        this.series = series;
        this.learnt = learnt;
    }

    /** @param today first day of a thing of which nothing was measured yet */
    static LearntHistory of(Kind kind, NodeSettings.History settings, ZoneId zone, Path data, LocalDate today) {
        Path learnt = data.resolve("learnt-%s.csv".formatted(kind.name().toLowerCase(Locale.ROOT)));
        List<Slot> before = read(learnt);
        DayGrid grid = settings.file()
                .map(file -> scaled(HistoryFile.read(file.path(), file.column(), Optional.of(zone)), file.kw()))
                .orElseGet(() -> new DayGrid(
                        before.stream()
                                .map(slot -> slot.start().atZone(zone).toLocalDate())
                                .min(LocalDate::compareTo)
                                .orElse(today),
                        STEP_MINUTES));
        Optional<MeasuredSeries> series = settings.source().map(source -> new MeasuredSeries(grid, zone, source));
        series.ifPresent(each -> before.forEach(each::put));
        return new LearntHistory(grid, series, learnt);
    }

    private static DayGrid scaled(DayGrid given, double kw) {
        DayGrid grid = new DayGrid(given.date(0), given.stepMinutes());
        for (int day = 0; day < given.days(); day++) {
            for (int slot = 0; slot < given.slotsPerDay(); slot++) {
                grid.put(day, slot, kw * given.value(day, slot));
            }
        }
        return grid;
    }

    DayGrid grid() {
        return grid;
    }

    /** Learns what meters have shown since; answers how many slots that was. */
    int learn(MeterDesk desk, Instant now) {
        List<Slot> slots = series.map(each -> each.learn(desk, now)).orElse(List.of());
        if (!slots.isEmpty()) {
            append(slots);
        }
        return slots.size();
    }

    private void append(List<Slot> slots) {
        StringBuilder text = new StringBuilder(Files.exists(learnt) ? "" : HEADER + "\n");
        slots.forEach(
                slot -> text.append(slot.start()).append(',').append(slot.kw()).append('\n'));
        try {
            Files.writeString(learnt, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Without a last line that was not written whole. */
    private static List<Slot> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .flatMap(line -> slot(line).stream())
                            .toList()
                    : List.of();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static Optional<Slot> slot(String line) {
        int comma = line.indexOf(',');
        try {
            return Optional.of(
                    new Slot(Instant.parse(line.substring(0, comma)), Double.parseDouble(line.substring(comma + 1))));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException noSlot) {
            return Optional.empty();
        }
    }
}
