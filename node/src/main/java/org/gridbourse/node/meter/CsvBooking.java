package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns the rows of a CSV file into registers or stated intervals of its meters. */
record CsvBooking(SourceText source, ReadOptions options, CsvLayout layout, RawFile raw) {
    private static final int LONGEST_INTERVAL_DAYS = 366;

    void book(List<CsvRow.Placed> placed) {
        Map<String, Integer> seconds = new HashMap<>();
        boolean registers = values(placed) == ReadOptions.Values.REGISTERS;
        for (CsvRow.Placed each : placed) {
            RawMeter meter = raw.meter(each.row().meterId());
            meter.statedIn(statedUnit());
            for (Map.Entry<Direction, Long> value : each.row().milliWh().entrySet()) {
                if (registers) {
                    meter.add(
                            value.getKey(),
                            new Sample(each.at(), value.getValue(), each.row().quality(), statedUnit()));
                } else {
                    int length = each.end().isPresent()
                            ? length(each)
                            : seconds.computeIfAbsent(each.row().meterId(), id -> usualLength(placed, id));
                    boolean endStands = layout.first(CsvColumn.Role.TIME).isEmpty()
                            && layout.first(CsvColumn.Role.DATE).isEmpty();
                    Instant start = endStands ? each.at().minusSeconds(length) : each.at();
                    meter.add(
                            value.getKey(),
                            new Piece(
                                    start, length, value.getValue(), each.row().quality()));
                }
            }
        }
    }

    /** Registers or intervals: by the caller, the header, or the numbers, which is said. */
    private ReadOptions.Values values(List<CsvRow.Placed> placed) {
        if (options.values() != ReadOptions.Values.AUTO) {
            return options.values();
        }
        Set<ReadOptions.Values> named = EnumSet.noneOf(ReadOptions.Values.class);
        layout.energies().forEach(column -> named.add(column.values()));
        named.remove(ReadOptions.Values.AUTO);
        boolean ends = layout.first(CsvColumn.Role.END).isPresent();
        if (named.size() == 1) {
            return named.iterator().next();
        }
        if (ends) {
            return ReadOptions.Values.INTERVALS;
        }
        List<List<Long>> series = series(placed);
        boolean still =
                series.stream().allMatch(each -> each.stream().distinct().count() < 2);
        Optional<ReadOptions.Values> guessed = still
                ? Optional.of(ReadOptions.Values.INTERVALS)
                : ValuesGuess.together(series.stream().map(ValuesGuess::of).toList());
        if (guessed.isPresent()) {
            raw.assume(
                    "the header does not say whether values are registers or energies of intervals; by the numbers they are %s"
                            .formatted(
                                    guessed.get() == ReadOptions.Values.REGISTERS
                                            ? "registers"
                                            : "energies of intervals"));
            return guessed.get();
        }
        throw source.refuse(
                layout.headerLine() + 1,
                layout.energies().get(0).name(),
                "neither the header nor the numbers say whether these are registers or energies of intervals",
                "--values registers or --values intervals");
    }

    private static List<List<Long>> series(List<CsvRow.Placed> placed) {
        Map<String, List<Long>> series = new TreeMap<>();
        List<CsvRow.Placed> inOrder =
                placed.stream().sorted(Comparator.comparing(CsvRow.Placed::at)).toList();
        for (CsvRow.Placed each : inOrder) {
            each.row().milliWh().forEach((direction, milliWh) -> series.computeIfAbsent(
                            each.row().meterId() + "\n" + direction, key -> new ArrayList<>())
                    .add(milliWh));
        }
        return List.copyOf(series.values());
    }

    private EnergyUnit statedUnit() {
        return layout.energies().stream()
                .flatMap(column -> column.unit().stream())
                .findFirst()
                .or(() -> layout.stated().unit())
                .or(options::unit)
                .orElse(EnergyUnit.WH);
    }

    private int length(CsvRow.Placed placed) {
        Duration length = Duration.between(placed.at(), placed.end().orElseThrow());
        if (length.isNegative() || length.isZero() || length.toDays() > LONGEST_INTERVAL_DAYS) {
            throw source.refuse(
                    placed.row().line(),
                    "end",
                    "lies %d s behind the start".formatted(length.toSeconds()),
                    "a later end");
        }
        return Math.toIntExact(length.toSeconds());
    }

    private int usualLength(List<CsvRow.Placed> placed, String meterId) {
        List<Instant> starts = placed.stream()
                .filter(each -> each.row().meterId().equals(meterId))
                .map(CsvRow.Placed::at)
                .sorted()
                .distinct()
                .toList();
        List<Long> distances = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            distances.add(Duration.between(starts.get(i - 1), starts.get(i)).toSeconds());
        }
        long usual = Plausibility.usualSeconds(distances);
        if (usual == 0 && options.periodMinutes().isPresent()) {
            return options.periodMinutes().getAsInt() * 60;
        }
        if (usual == 0 || usual > LONGEST_INTERVAL_DAYS * 86_400L) {
            throw source.refuse(
                    0,
                    "time",
                    "does not tell how long an interval is",
                    "two rows or more, an end column, or --period-minutes");
        }
        return (int) usual;
    }
}
