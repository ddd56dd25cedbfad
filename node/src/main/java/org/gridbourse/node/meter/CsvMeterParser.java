package org.gridbourse.node.meter;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * CSV as people and portals hand it out: a time, import and export in any order and under the usual names, registers or
 * energies of intervals. The unit is stated by the header, a unit column, a line above the header or the caller, or the
 * file is refused.
 */
final class CsvMeterParser {
    private static final Set<String> NOTHING = Set.of("", "-", "--", "n/a", "na", "nan", "null", "none");

    private final SourceText source;
    private final ReadOptions options;
    private final List<String> lines;
    private final CsvLayout layout;
    private final CsvTimes times = new CsvTimes();
    private final boolean decimalComma;
    private final List<Finding> unknownRows = new ArrayList<>();
    private Optional<InputRefusedException> firstUnknown = Optional.empty();
    private RawFile raw;

    CsvMeterParser(SourceText source, ReadOptions options) {
        this.source = source;
        this.options = options;
        this.lines = source.lines();
        this.layout = CsvLayout.find(source, lines);
        this.decimalComma = layout.separator() != ',' && anyDecimalComma();
    }

    RawFile parse() {
        requireEnergy();
        List<CsvRow> rows = rows();
        boolean local = rows.stream().anyMatch(row -> row.time().instant().isEmpty());
        ZoneId zone = options.zone().orElse(ZoneOffset.UTC);
        raw = new RawFile("csv", zone);
        unknownRows.forEach(raw::find);
        if (local && options.zone().isEmpty()) {
            raw.assume("times without an offset are taken as UTC; --time-zone says otherwise");
        }
        if (!source.utf8()) {
            raw.assume("the file is not UTF-8 and was read as Windows-1252");
        }
        if (layout.energies().size() == 1 && layout.energies().get(0).role() == CsvColumn.Role.ENERGY) {
            raw.assume("column \"%s\" does not say which way energy flows and is taken as import"
                    .formatted(layout.energies().get(0).name()));
        }
        List<CsvRow.Placed> placed = new RowPlacement(times, zone, raw).place(rows);
        new CsvBooking(source, options, layout, raw).book(placed);
        return raw;
    }

    private void requireEnergy() {
        Set<Direction> seen = EnumSet.noneOf(Direction.class);
        for (CsvColumn column : layout.energies()) {
            if (column.power().isPresent()) {
                throw refuse(
                        layout.headerLine() + 1,
                        column.name(),
                        "is in " + column.power().get() + ", which is no active energy",
                        "Wh, kWh or MWh");
            }
            if (!seen.add(direction(column))) {
                throw refuse(
                        layout.headerLine() + 1,
                        column.name(),
                        "is a second column of " + direction(column).word(),
                        "one column of import and one of export");
            }
        }
    }

    private List<CsvRow> rows() {
        List<String> timeTexts = new ArrayList<>();
        for (int i = layout.headerLine() + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                timeTexts.add(timeText(cells(i)));
            }
        }
        if (times.isAmbiguous(timeTexts) && !timeTexts.isEmpty()) {
            throw refuse(
                    layout.headerLine() + 2,
                    "time",
                    "\"" + timeTexts.get(0) + "\" may begin with the day or with the month, and no row tells",
                    "dates such as 2026-01-31");
        }
        List<CsvRow> rows = new ArrayList<>();
        for (int i = layout.headerLine() + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                row(cells(i), i + 1).ifPresent(rows::add);
            }
        }
        if (rows.isEmpty()) {
            throw firstUnknown.orElseGet(() -> refuse(0, "file", "has no rows behind its header", "at least one row"));
        }
        return rows;
    }

    private Optional<CsvRow> row(List<String> cells, int line) {
        String timeText = timeText(cells);
        Optional<CsvTimes.Written> time = times.read(timeText);
        if (time.isEmpty()) {
            unknown(line, "\"" + SourceText.shortened(timeText) + "\" is no time; the row is left out");
            if (firstUnknown.isEmpty()) {
                firstUnknown = Optional.of(refuse(
                        line,
                        "time",
                        "is \"" + SourceText.shortened(timeText) + "\"",
                        "a time such as 2026-01-31T00:15 or with its offset"));
            }
            return Optional.empty();
        }
        Map<Direction, Long> milliWh = new EnumMap<>(Direction.class);
        for (CsvColumn column : layout.energies()) {
            String text = cell(cells, column);
            if (!NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
                milliWh.put(direction(column), milli(text, column, cells, line));
            }
        }
        boolean startStands = layout.first(CsvColumn.Role.TIME).isPresent()
                || layout.first(CsvColumn.Role.DATE).isPresent();
        Optional<CsvTimes.Written> end = startStands
                ? layout.first(CsvColumn.Role.END).flatMap(column -> end(time.get(), cells, column))
                : Optional.empty();
        String meterId = layout.first(CsvColumn.Role.METER)
                .map(column -> cell(cells, column))
                .filter(id -> !id.isEmpty())
                .or(() -> layout.stated().meterId())
                .orElse(options.meterId());
        Quality quality = layout.first(CsvColumn.Role.QUALITY)
                .map(column -> quality(cell(cells, column)))
                .orElse(Quality.MEASURED);
        return Optional.of(new CsvRow(line, meterId, time.get(), end, milliWh, quality));
    }

    /** An end may be a time of day alone, of the row's date or of midnight behind it. */
    private Optional<CsvTimes.Written> end(CsvTimes.Written start, List<String> cells, CsvColumn column) {
        String text = cell(cells, column);
        Optional<CsvColumn> date = layout.first(CsvColumn.Role.DATE);
        if (date.isEmpty() || !text.matches("\\d{1,2}:\\d{2}.*")) {
            return times.read(text);
        }
        return times.read(cell(cells, date.get()) + " " + text)
                .map(end -> end.local().isAfter(start.local()) || end.instant().isPresent()
                        ? end
                        : new CsvTimes.Written(end.local().plusDays(1), Optional.empty()));
    }

    private void unknown(int line, String detail) {
        unknownRows.add(new Finding(FindingCode.UNKNOWN_RECORD, "", Optional.empty(), "line " + line + ": " + detail));
    }

    private List<String> cells(int index) {
        List<String> cells = CsvLine.cells(lines.get(index), layout.separator());
        while (cells.size() > layout.columns().size()
                && cells.get(cells.size() - 1).isEmpty()) {
            cells.remove(cells.size() - 1);
        }
        if (cells.size() > layout.columns().size()) {
            String hint = layout.separator() == ','
                    ? "; numbers with a decimal comma need semicolons between the columns, or quotes"
                    : "";
            throw refuse(
                    index + 1,
                    "row",
                    "has %d values, separated by \"%s\"%s".formatted(cells.size(), layout.separator(), hint),
                    layout.columns().size() + " values");
        }
        return cells;
    }

    private String timeText(List<String> cells) {
        Optional<CsvColumn> date = layout.first(CsvColumn.Role.DATE);
        if (date.isPresent()) {
            String clock = layout.first(CsvColumn.Role.CLOCK)
                    .map(column -> " " + cell(cells, column))
                    .orElse("");
            return cell(cells, date.get()) + clock;
        }
        CsvColumn time = layout.first(CsvColumn.Role.TIME)
                .or(() -> layout.first(CsvColumn.Role.END))
                .orElseThrow();
        return cell(cells, time);
    }

    private static String cell(List<String> cells, CsvColumn column) {
        return column.index() < cells.size() ? cells.get(column.index()) : "";
    }

    private long milli(String text, CsvColumn column, List<String> cells, int line) {
        EnergyUnit unit = unit(column, cells, line);
        String plain = text.replace("\u00a0", "").replace(" ", "");
        if (decimalComma) {
            plain = plain.replace(".", "").replace(',', '.');
        } else if (plain.matches("[-+]?\\d+,\\d+")) {
            if (plain.matches("[-+]?\\d{1,3},\\d{3}")) {
                throw refuse(
                        line, column.name(), "is \"" + text + "\": a decimal comma or a thousand?", "a decimal point");
            }
            plain = plain.replace(',', '.');
        }
        return CsvLine.decimal(plain)
                .map(BigDecimal::new)
                .flatMap(unit::milli)
                .orElseThrow(() -> refuse(
                        line,
                        column.name(),
                        "is \"" + SourceText.shortened(text) + "\"",
                        "a number up to ten thousand million kWh, or nothing"));
    }

    private EnergyUnit unit(CsvColumn column, List<String> cells, int line) {
        Optional<EnergyUnit> ofRow = layout.first(CsvColumn.Role.UNIT).flatMap(unit -> {
            String text = cell(cells, unit);
            Optional<EnergyUnit> found = EnergyUnit.of(text);
            if (found.isEmpty()) {
                throw refuse(line, unit.name(), "is \"" + SourceText.shortened(text) + "\"", "Wh, kWh or MWh");
            }
            return found;
        });
        return ofRow.or(column::unit)
                .or(() -> layout.stated().unit())
                .or(options::unit)
                .orElseThrow(() -> refuse(
                        layout.headerLine() + 1,
                        column.name(),
                        "has no unit",
                        "a unit in its name such as import_kwh or Bezug [Wh], or --unit Wh or --unit kWh"));
    }

    private boolean anyDecimalComma() {
        for (int i = layout.headerLine() + 1; i < lines.size(); i++) {
            List<String> cells = CsvLine.cells(lines.get(i), layout.separator());
            for (CsvColumn column : layout.energies()) {
                if (cell(cells, column).indexOf(',') >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Direction direction(CsvColumn column) {
        return column.role() == CsvColumn.Role.EXPORT ? Direction.EXPORT : Direction.IMPORT;
    }

    private static Quality quality(String text) {
        String word = CsvColumn.plain(text.toLowerCase(Locale.ROOT));
        if (word.equals("e") || word.startsWith("estim") || word.startsWith("gesch") || word.equals("true")) {
            return Quality.ESTIMATED;
        }
        boolean substituted =
                word.equals("s") || word.equals("f") || word.startsWith("subst") || word.startsWith("ersatz");
        return substituted ? Quality.SUBSTITUTED : Quality.MEASURED;
    }

    private InputRefusedException refuse(int line, String field, String problem, String allowed) {
        return source.refuse(line, field, problem, allowed);
    }
}
