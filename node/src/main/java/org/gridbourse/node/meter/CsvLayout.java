package org.gridbourse.node.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a CSV file's header stands, how its cells are separated, and what its columns hold.
 *
 * @param headerLine index of the header among the lines
 * @param stated what lines above the header say: a unit, a meter
 */
record CsvLayout(int headerLine, char separator, List<CsvColumn> columns, Stated stated) {
    private static final char[] SEPARATORS = {';', '\t', '|', ','};
    private static final int LAST_HEADER_LINE = 40;

    /** What a file says above its header. */
    record Stated(Optional<EnergyUnit> unit, Optional<String> meterId) {}

    /** @throws org.gridbourse.optimizer.InputRefusedException if none of the first lines names a time and an energy */
    static CsvLayout find(SourceText source, List<String> lines) {
        Optional<EnergyUnit> unit = Optional.empty();
        Optional<String> meterId = Optional.empty();
        for (int i = 0; i < Math.min(lines.size(), LAST_HEADER_LINE); i++) {
            for (char separator : SEPARATORS) {
                List<CsvColumn> columns = columns(lines.get(i), separator);
                if (isHeader(columns)) {
                    return new CsvLayout(i, separator, columns, new Stated(unit, meterId));
                }
            }
            String[] pair = lines.get(i).replace("\"", "").split("[;,:\\t|]", 2);
            if (pair.length == 2) {
                CsvColumn.Role role = CsvColumn.of(0, pair[0]).role();
                String value = pair[1].replaceAll("[;,|\\t]+$", "").strip();
                unit = role == CsvColumn.Role.UNIT ? EnergyUnit.of(value) : unit;
                meterId = role == CsvColumn.Role.METER && !value.isEmpty() ? Optional.of(value) : meterId;
            }
        }
        throw source.refuse(
                1,
                "header",
                "no line names a time and an import or export, separated by comma, semicolon, tab or |",
                "time,import_kwh,export_kwh in any order and under the usual names");
    }

    private static List<CsvColumn> columns(String line, char separator) {
        List<String> cells = CsvLine.cells(line, separator);
        List<CsvColumn> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.add(CsvColumn.of(i, cells.get(i)));
        }
        boolean dates = columns.stream().anyMatch(column -> column.role() == CsvColumn.Role.DATE);
        if (dates) {
            columns.replaceAll(column -> column.mayBeClock() ? column.asClock() : column);
        }
        return columns;
    }

    private static boolean isHeader(List<CsvColumn> columns) {
        boolean time = columns.stream()
                .anyMatch(column -> column.role() == CsvColumn.Role.TIME
                        || column.role() == CsvColumn.Role.DATE
                        || column.role() == CsvColumn.Role.END);
        // an empty cell is no name of an energy
        boolean energy = columns.stream()
                .anyMatch(column -> column.isEnergy() && !column.name().isEmpty());
        return time && energy && columns.size() > 1;
    }

    Optional<CsvColumn> first(CsvColumn.Role role) {
        return columns.stream().filter(column -> column.role() == role).findFirst();
    }

    List<CsvColumn> energies() {
        return columns.stream()
                .filter(column -> column.isEnergy() && !column.name().isEmpty())
                .toList();
    }
}
