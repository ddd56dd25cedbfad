package org.gridbourse.node.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cells of one line, trimmed; a quoted cell may hold the separator. */
final class CsvLine {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,2})?");

    private CsvLine() {}

    static List<String> cells(String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (each == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (each == separator && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** A number in plain digits with a decimal point, as Java's own classes read it. */
    static Optional<String> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
